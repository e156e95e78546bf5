// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/session.h"
#include "core/replay/event_source.h"
#include "core/workspace/workspace.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

namespace remit::cli {

/// `TRACE…`: files or folders, read without touching the workspace's store.
void addTraceOption(CLI::App& app, std::vector<std::string>& traces);

struct OpenedTraces {
    std::unique_ptr<replay::EventSource> source;
    ExitStatus status = ExitStatus::Yes; ///< Invalid when some of it could not be read
};

/// The traces named, read into memory under the workspace's import rules; without any, the runs of
/// the workspace's store. Problems of the files go to stderr; Failed when nothing could be read at
/// all.
[[nodiscard]] tl::expected<OpenedTraces, ExitStatus>
openTraces(const std::vector<std::string>& traces, const workspace::Workspace& workspace,
           Session& session);

} // namespace remit::cli
