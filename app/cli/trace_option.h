// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/session.h"
#include "core/replay/event_source.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

namespace remit::cli {

/// `TRACE…`: files or folders, read without touching the workspace's store.
void addTraceOption(CLI::App& app, std::vector<std::string>& traces);

struct ReadTraceFiles {
    std::unique_ptr<replay::EventSource> source;
    ExitStatus status = ExitStatus::Yes; ///< Invalid when some of it could not be read
};

/// Reads the traces into memory. Problems of the files go to stderr; Failed when nothing could be
/// read at all.
[[nodiscard]] tl::expected<ReadTraceFiles, ExitStatus>
readTraceFiles(const std::vector<std::string>& traces, Session& session);

} // namespace remit::cli
