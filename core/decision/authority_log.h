// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/authority_context.h"
#include "core/decision/authority_events.h"
#include "core/decision/decide.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// What the traces of a replay say about authority, as one timeline: the life-cycle events of all
/// of them come first, then the calls are decided.
namespace remit::decision {

/// An event and the start of its run.
struct SourcedEvent {
    const trace::Event* event = nullptr;
    const trace::RunStart* start = nullptr; ///< null where none was recorded
};

/// Immutable; shared by all sessions of a replay.
class AuthorityLog {
public:
    /// Events of any type and in any order; only life-cycle events with a time and approvals are
    /// looked at.
    AuthorityLog(const Decider& decider, const std::vector<SourcedEvent>& events);

    [[nodiscard]] const std::shared_ptr<const authority::History>& history() const
    {
        return m_history;
    }
    /// From authority sources, by time, run and sequence.
    [[nodiscard]] const std::vector<Approval>& approvals() const { return m_approvals; }

    /// Those that may be for the call: recorded before it, for its agent, action, resource and
    /// arguments, as far as these are known. Ascending.
    [[nodiscard]] std::vector<std::size_t> approvalsFor(const RecordedCall& call,
                                                        const Decider& decider) const;

    /// An approval counts in one session: that of the first call after it that it is for. The
    /// sessions are independent, and no approval can be used in two of them.
    void assign(std::size_t approval, std::size_t session) { m_sessions[approval] = session; }
    [[nodiscard]] std::optional<std::size_t> sessionOf(std::size_t approval) const
    {
        return m_sessions[approval];
    }

private:
    std::shared_ptr<const authority::History> m_history;
    std::vector<Approval> m_approvals;
    std::multimap<std::string, std::size_t> m_byArguments;
    std::vector<std::optional<std::size_t>> m_sessions;
};

/// What is known of authority in one session, as it goes on. Takes in every event, in the
/// session's order; the counterpart of SessionReducer.
class SessionAuthority {
public:
    SessionAuthority(const Decider& decider, std::shared_ptr<const AuthorityLog> log,
                     std::size_t session);

    void add(const trace::Event& event, const trace::RunStart* start);
    [[nodiscard]] AuthorityContext at(const RecordedCall& call) const;
    /// Uses up the approvals of an allowed call.
    void settle(const CallVerdict& verdict);
    /// Events so far that would add authority and do not count (R9); one sentence each.
    [[nodiscard]] const std::vector<std::string>& ignored() const { return m_ignored; }

private:
    struct Local {
        std::vector<authority::LifecycleEvent> events; ///< without a time, of one run
        std::shared_ptr<const authority::History> history;
    };
    struct Held {
        const Approval* approval;
        std::int64_t left;
    };
    struct Delegated {
        Named byAuthority; ///< of the last event from an authority source
        Named byOthers;    ///< of all others since: they only narrow
    };

    void addDelegate(const trace::Delegate& delegate, const trace::RunStart* start);
    void addLocal(const trace::Event& event, const trace::RunStart* start);

    const Decider* m_decider;
    std::shared_ptr<const AuthorityLog> m_log;
    std::map<std::string, Local, std::less<>> m_local;         ///< by run
    std::map<cedar::EntityUid, Delegated> m_delegated;         ///< by receiver
    std::map<cedar::EntityUid, std::vector<Held>> m_approvals; ///< by agent
    std::vector<std::string> m_ignored;
};

} // namespace remit::decision
