// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/base/time.h"
#include "core/workspace/snapshot.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

/// A workspace as it was committed to git. Everything is read from the repository's objects:
/// nothing is checked out, written or run.
namespace remit::workspace {

/// The texts of the workspace in that folder at a revision ("HEAD~3", "v1.2", a commit). Errors:
/// NotFound (git is not installed; no such revision; no remit.json at it), Usage (the folder lies
/// in no repository, or git refuses), TooLarge, Cancelled.
[[nodiscard]] Result<Snapshot> snapshotOfRevision(const std::filesystem::path& folder,
                                                  const std::string& revision,
                                                  const JobControl& control = {});

/// A commit that touched the workspace.
struct GitCommit {
    std::string id;      ///< 40 or 64 hex digits
    std::string subject; ///< first line of its message
    std::string author;
    Instant time;
};

/// The last ones, the latest first. Errors as above.
[[nodiscard]] Result<std::vector<GitCommit>>
gitCommits(const std::filesystem::path& folder, std::size_t most, const JobControl& control = {});

} // namespace remit::workspace
