// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/replay/event_source.h"
#include "core/trace/import_report.h"
#include "core/trace/import_rules.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace remit::replay {

/// Where a run comes from.
struct RunOrigin {
    std::string file;      ///< as it was named when it was read
    std::string format;    ///< of the importer
    bool imported = false; ///< it is in the workspace's store
};

/// All recorded runs of a workspace in one list: those imported into its store, and those of trace
/// files that lie in its folder. A file that was imported too counts once; a run of a file that
/// has the id of an imported run gets `id#2`, as in an import.
struct WorkspaceTraces {
    std::shared_ptr<const EventSource> source; ///< never null; without sessions when there is none
    std::map<std::string, RunOrigin, std::less<>> origins; ///< by run id
    trace::ImportReport report;                            ///< of the files that were read
    std::string files; ///< digest of what was read from files; empty: nothing (Keeping::moreTraces)
    std::string stamp; ///< changes when the store's imports or the files do
};

/// Gives `known` again where nothing has changed since. `files` in the order of their names; memory
/// holds the events of those that were not imported, with what `rules` fill (the workspace's).
/// Errors: as TraceStore::open, Cancelled.
[[nodiscard]] Result<std::shared_ptr<const WorkspaceTraces>> readWorkspaceTraces(
    const std::filesystem::path& store, const std::vector<std::filesystem::path>& files,
    std::shared_ptr<const WorkspaceTraces> known = {}, const JobControl& control = {},
    const std::vector<trace::ImportRule>& rules = {});

} // namespace remit::replay
