// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/authority_log.h"
#include "core/decision/authority_part.h"
#include "core/decision/decide.h"
#include "core/decision/replay_story.h"
#include "core/replay/replay.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace remit::replay {

/// Whose authority a front-loaded replay decides once in a session: agent and requester.
using AuthorityKey = std::pair<std::string, std::string>;
[[nodiscard]] AuthorityKey authorityKey(const decision::RecordedCall& call,
                                        const decision::PreparedCall& prepared,
                                        const decision::AuthorityContext& context);

/// Decides the calls of one session in its order. Knows nothing of threads and other sessions.
class SessionReplay {
public:
    /// `authority`: of this session, before its first event.
    SessionReplay(const decision::Decider& decider, Mode mode,
                  const std::vector<trace::Event>& events, decision::SessionAuthority authority)
        : SessionReplay(decider, mode, events, std::move(authority), decider.keepProvenance())
    {}
    SessionReplay(const decision::Decider& decider, Mode mode,
                  const std::vector<trace::Event>& events, decision::SessionAuthority authority,
                  decision::KeepProvenance keep);

    /// When steps 1 to 4 are decided; continuous unless said otherwise. Before the first call.
    void setTiming(Timing timing) { m_timing = timing; }

    /// Sees each call when it is decided, with what it was decided on. Before the first call.
    using Observer =
        std::function<void(const decision::RecordedCall&, const decision::PreparedCall&,
                           const decision::AuthorityContext&, const decision::CallVerdict&)>;
    void observe(Observer observer) { m_observer = std::move(observer); }

    /// Rows of all runs of the session, by (run, step).
    [[nodiscard]] std::vector<decision::CallVerdict> decideAll(cedar::Scratch& scratch);

    /// Goes on to the call of that run and step; false when there is none. The state is then what
    /// the call is decided on in these modes. Decides earlier calls only where that matters: they
    /// may use up an approval, stop an agent, or fix the authority of a front-loaded replay.
    [[nodiscard]] bool advanceTo(const std::string& run, std::int64_t step);
    [[nodiscard]] const decision::RecordedCall& call() const { return m_call; }
    [[nodiscard]] const decision::SessionReducer& session() const { return m_session; }
    [[nodiscard]] decision::AuthorityContext authority() const;
    [[nodiscard]] std::size_t index() const { return m_index; }
    /// How the replay came to that call.
    [[nodiscard]] decision::ReplayStory story() const { return m_story; }

private:
    [[nodiscard]] decision::RecordedCall record(const trace::Event& event);
    decision::CallVerdict decideCall(const decision::RecordedCall& call, cedar::Scratch& scratch);
    decision::CallVerdict decideTimed(const decision::RecordedCall& call,
                                      const decision::PreparedCall& prepared,
                                      const decision::AuthorityContext& context,
                                      cedar::Scratch& scratch);
    /// Front-loaded: what was decided at the first call of this agent and requester, or is at this
    /// one. Null where steps 1 to 4 are decided for each call.
    std::shared_ptr<const decision::FirstCall> firstCall(const decision::RecordedCall& call,
                                                         const decision::PreparedCall& prepared,
                                                         const decision::AuthorityContext& context);
    void addOther(const trace::Event& event);
    /// Takes in a call that is not asked about.
    void pass(const decision::RecordedCall& call, cedar::Scratch& scratch);
    void arriveAt(const decision::RecordedCall& call);
    [[nodiscard]] const trace::RunStart* startOf(const std::string& run) const;
    [[nodiscard]] std::string uidText(const std::string& recorded) const;
    [[nodiscard]] bool isCut(const trace::Event& event) const;
    [[nodiscard]] std::string agentKey(const decision::CallVerdict& verdict) const;
    [[nodiscard]] std::string senderKey(const trace::Event& event,
                                        const trace::Message& message) const;

    const decision::Decider& m_decider;
    Mode m_mode;
    Timing m_timing = Timing::Continuous;
    Observer m_observer;
    /// Front-loaded: what was decided at the first call.
    std::map<AuthorityKey, std::shared_ptr<const decision::FirstCall>> m_firsts;
    const std::vector<trace::Event>& m_events;
    std::map<std::string, const trace::RunStart*, std::less<>> m_starts;
    std::map<std::string, std::int64_t, std::less<>> m_steps;
    decision::SessionReducer m_session;
    decision::SessionAuthority m_authority;
    /// Agents whose later calls are unreachable, and what stopped them.
    std::map<std::string, decision::StoppedBy, std::less<>> m_cut;
    std::set<std::pair<std::string, std::string>> m_neverMade; ///< calls: run, call id
    decision::RecordedCall m_call;
    std::size_t m_index = 0;
    decision::ReplayStory m_story;
};

} // namespace remit::replay
