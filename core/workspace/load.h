// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/base/progress.h"
#include "core/decision/setup.h"
#include "core/workspace/snapshot.h"

#include <memory>
#include <optional>

namespace remit::workspace {

class LoadMemory;

/// What a snapshot comes to.
struct Loaded {
    /// Never null. With errors it holds what could be read, for completion and the explorer; only a
    /// setup without errors may decide anything.
    std::shared_ptr<const decision::Setup> setup;
    Diagnostics diagnostics; ///< of all files, those of the snapshot first
    /// There is a schema, and it has no errors.
    bool schemaIsSound = false;

    [[nodiscard]] bool ok() const { return !hasErrors(diagnostics); }
};

/// Reads all of a workspace into a decision setup. A pure function: the studio calls it on a worker
/// with unsaved texts, the command line with those on disk.
///
/// Policy ids are `@id`, else the file's stem and the position in it, counted from 0: `pay#2`.
[[nodiscard]] Loaded loadSetup(const Snapshot& snapshot);
/// The same, and what it costs is what has changed since the load that left the memory.
[[nodiscard]] Loaded loadSetup(const Snapshot& snapshot, LoadMemory& memory);

/// What else is wrong with, or doubtful in, the policies that were loaded: strict validation and
/// the lints (cedar::checkPolicies), without what loading has told. Errors among these forbid no
/// decision: Cedar evaluates such policies too, and skips what fails (R7).
[[nodiscard]] Diagnostics checkSetup(const Loaded& loaded, std::optional<int> level = {},
                                     const JobControl& control = {});
/// The same of what was loaded with that memory: only policies that changed are checked again.
[[nodiscard]] Diagnostics checkSetup(const Loaded& loaded, LoadMemory& memory,
                                     const JobControl& control = {});

} // namespace remit::workspace
