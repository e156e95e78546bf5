// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/authority_context.h"
#include "core/decision/authority_part.h"
#include "core/decision/decide.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

/// How a replay came to a call (semantics, "Replay modes"): what an explanation has to know beside
/// the call itself, so that it tells the verdict that this replay gave.
namespace remit::decision {

/// A crossing of a consequential replay, and whom it stopped.
struct StoppedBy {
    std::string run;
    std::int64_t step = 0; ///< of the crossing, in its run
    std::string agent;     ///< who made that call: uid text, or `run ID` where it is not recorded

    bool operator==(const StoppedBy&) const = default;
};

/// The first call of an agent for its requester in a session: what a front-loaded replay decides
/// steps 1 to 4 on, once.
struct FirstCall {
    RecordedCall call; ///< its event lives as long as the session's events
    PreparedCall prepared;
    AuthorityContext authority;
    AuthorityPart part; ///< its pointers live as long as the decider
};

struct ReplayStory {
    bool consequential = false;
    bool frontLoaded = false;
    /// Consequential: the call was never reached, since this one was stopped before.
    std::optional<StoppedBy> stoppedBy;
    /// Front-loaded, where authority is modelled and the call was reached; else null.
    std::shared_ptr<const FirstCall> first;
};

} // namespace remit::decision
