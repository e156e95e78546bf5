// SPDX-License-Identifier: Apache-2.0
#include "core/replay/visit_calls.h"

#include "core/replay/replay.h"
#include "core/replay/session_replay.h"
#include "core/replay/timeline.h"

namespace remit::replay {

Result<> visitCalls(const decision::Decider& decider, const EventSource& source,
                    const std::function<void(const SeenCall&)>& visitor, const JobControl& control)
{
    return visitCalls(decider, source, visitor, decider.keepProvenance(), control);
}

Result<> visitCalls(const decision::Decider& decider, const EventSource& source,
                    const std::function<void(const SeenCall&)>& visitor,
                    decision::KeepProvenance keep, const JobControl& control)
{
    const auto log = authorityLog(decider, source, control);
    if (!log)
        return tl::unexpected(log.error());
    cedar::Scratch scratch;
    for (std::size_t i = 0; i < source.sessions().size(); ++i) {
        if (control.cancelled())
            return failure(ErrorCode::Cancelled, "The replay was cancelled.");
        const Result<Events> events = source.events(i);
        if (!events)
            return tl::unexpected(events.error());
        SessionReplay session(decider, Mode::Isolated, **events, {decider, *log, i}, keep);
        session.observe([&](const auto& recorded, const auto& prepared, const auto& authority,
                            const auto& verdict) {
            visitor({recorded, prepared, authority, verdict});
        });
        (void)session.decideAll(scratch);
        control.tell(i + 1, source.sessions().size());
    }
    return {};
}

} // namespace remit::replay
