// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/replay/replay.h"
#include "core/replay/verdict_store.h"

#include <filesystem>
#include <optional>
#include <string>

namespace remit::replay {

/// Where verdicts are kept, and what they belong to.
struct Keeping {
    std::filesystem::path traceStore; ///< of the workspace; made when it is not there
    /// Names what the source has besides the content of that store (a digest); may be empty.
    std::string moreTraces;
};

struct KeptOutcome {
    decision::ReplaySummary summary;
    bool reused = false;            ///< the rows were read, nothing was decided
    std::optional<KeptReplay> kept; ///< where the rows can be read again; nothing: not kept
    std::optional<Error> notKept;   ///< why the verdicts could not be kept: the replay is as good
};

/// As replay::replay, to the same rows and summary: where verdicts of the same traces, revision and
/// modes are kept they are read, else they are decided and kept. Single runs (Options::runs) are
/// always decided.
[[nodiscard]] Result<KeptOutcome> replayKept(const decision::Decider& decider,
                                             const EventSource& source, const Keeping& keeping,
                                             const Options& options, const Sink& sink,
                                             const JobControl& control = {});

} // namespace remit::replay
