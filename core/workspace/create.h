// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/workspace/workspace.h"

#include <filesystem>
#include <string>
#include <vector>

namespace remit::workspace {

/// A story that a workspace can start from.
struct Sample {
    std::string name;        ///< of its folder
    std::string title;       ///< the name in its remit.json
    std::string description; ///< from there; may be empty
};

/// Where the samples lie: `share/remit/samples` beside the program's folder when it is installed,
/// `samples` of the source tree when it runs from a build; nothing where neither exists.
[[nodiscard]] std::filesystem::path samplesFolder(const std::filesystem::path& program);
[[nodiscard]] std::vector<Sample> samples(const std::filesystem::path& samplesFolder);

/// Makes a workspace in a folder that does not exist or is empty: remit.json, a policy, entities
/// and a README that say what to do next; or a copy of the sample. Errors: Usage (the folder is not
/// empty, no such sample, with the nearest name), Unwritable.
[[nodiscard]] Result<> createWorkspace(const std::filesystem::path& folder);
[[nodiscard]] Result<> createWorkspace(const std::filesystem::path& folder,
                                       const std::filesystem::path& samplesFolder,
                                       const std::string& sample);

/// Makes a workspace that holds nothing but its remit.json. Errors: as createWorkspace.
[[nodiscard]] Result<> createEmptyWorkspace(const std::filesystem::path& folder,
                                            const std::string& name);

/// Writes the workspace as it counts now, unsaved texts included, into a folder that does not exist
/// or is empty; imported traces go with it. The workspace itself is left alone. Errors: Usage,
/// Unreadable, Unwritable.
[[nodiscard]] Result<> copyWorkspace(Workspace& workspace, const Documents& documents,
                                     const std::filesystem::path& target);

} // namespace remit::workspace
