// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/whatif.h"
#include "core/replay/event_source.h"

namespace remit::analysis {

/// A source with one more run, which holds the events of a what-if: they join the one timeline of
/// life-cycle events as if they had been recorded. Refers to the source, which must outlive it.
class EventsBeside final : public replay::EventSource {
public:
    EventsBeside(const replay::EventSource& source, const std::vector<WhatIfEvent>& events);

    [[nodiscard]] const std::vector<replay::Session>& sessions() const override
    {
        return m_sessions;
    }
    [[nodiscard]] Result<replay::Events> events(std::size_t session) const override;

private:
    const replay::EventSource& m_source;
    std::vector<replay::Session> m_sessions;
    std::size_t m_own = 0; ///< the place of the run among the sessions
    replay::Events m_events;
};

} // namespace remit::analysis
