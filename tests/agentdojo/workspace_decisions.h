// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/replay/event_source.h"
#include "tests/agentdojo/decided.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace remit::agentdojo {

/// The recorded runs below a folder, imported as `remit replay` does. Errors: those of the import.
[[nodiscard]] Result<std::unique_ptr<replay::EventSource>>
importRuns(const std::filesystem::path& folder);

/// By run id: what a workspace says of each call, in an isolated replay. Errors: the workspace
/// cannot be opened; Invalid with its first problem; those of the replay.
[[nodiscard]] Result<std::map<std::string, Decided>>
decidedByWorkspace(const std::filesystem::path& workspace, const replay::EventSource& runs);

} // namespace remit::agentdojo
