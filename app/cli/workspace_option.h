// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/session.h"
#include "core/decision/setup.h"
#include "core/workspace/snapshot.h"
#include "core/workspace/workspace.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

namespace remit::cli {

/// `--workspace DIR`, the folder that a command works on; the current one when left out.
void addWorkspaceOption(CLI::App& app, std::string& folder);

struct OpenedWorkspace {
    workspace::Workspace workspace;
    workspace::Snapshot snapshot;
    std::shared_ptr<const decision::Setup> setup; ///< without errors
};

/// Opens and loads it. What is wrong has been told, in the session's format: Failed when it is no
/// workspace, Invalid when its files have errors.
[[nodiscard]] tl::expected<OpenedWorkspace, ExitStatus> openWorkspace(const std::string& folder,
                                                                      Session& session);

/// The same folder as it was at a git revision. Traces are those of the folder.
[[nodiscard]] tl::expected<OpenedWorkspace, ExitStatus>
openRevision(const std::string& folder, const std::string& revision, Session& session);

/// Reports diagnostics of several files of a workspace, each with its own text.
ExitStatus reportOfFiles(const Diagnostics& diagnostics, const workspace::Snapshot& snapshot,
                         Session& session);

} // namespace remit::cli
