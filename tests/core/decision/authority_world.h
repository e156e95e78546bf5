// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/authority_log.h"
#include "core/decision/decide.h"
#include "core/trace/event.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

/// A small world with delegated authority that tests change by one thing at a time. Alice gives to
/// the planner, the planner to the researcher, for the task report@1, active from 09:00 to 17:00.
/// The researcher reads `Doc::"plan"` at 12:00, presents its own credential, and is allowed.
namespace remit::test {

[[nodiscard]] Instant clock(const char* time); ///< "12:00" of the one day
[[nodiscard]] cedar::EntityUid user(const char* id);
[[nodiscard]] cedar::EntityUid agent(const char* id);
[[nodiscard]] authority::Grant madeGrant(const char* id, cedar::EntityUid from, cedar::EntityUid to,
                                         const char* parent, std::int64_t depth);

struct World {
    World();

    authority::Objects objects;
    std::map<std::string, std::string> scopes; ///< Cedar text by grant id
    std::string policies;
    std::string entities;
    decision::Setup setup; ///< settings: types, skew, sources …; the rest is made by `made`

    trace::RunStart start; ///< of the run of the call
    trace::Call call;
    std::optional<Instant> time;
    std::vector<trace::Event> before; ///< events of the same run before the call

    [[nodiscard]] std::shared_ptr<const decision::Setup> made() const;
    /// The call asks for that document, so many pages of it.
    void ask(const char* tool, const char* doc, int pages = 0);
    /// Another chain, from Bob over the planner.
    void addBobsChain();
    /// The whole run, in order; the call stands last.
    [[nodiscard]] std::vector<trace::Event> events() const;
    /// Adds an event to `before`, at that time; null: without one.
    void add(trace::EventBody body, const char* time = "10:00");
    void addLifecycle(const char* kind, const char* id, const char* event,
                      const char* time = "10:00", const char* at = nullptr);
    /// Bob's approval of this very call.
    [[nodiscard]] trace::Approve approval() const;
};

/// The world with one call decided.
struct Decided {
    explicit Decided(const World& world);

    std::vector<trace::Event> events;
    decision::Decider decider;
    cedar::Scratch scratch;
    decision::RecordedCall call;
    decision::SessionReducer session;
    decision::AuthorityContext authority;
    decision::CallVerdict verdict;

    /// "allow", or the verdict and the kinds of all crossings: "deny task-inactive undelegated".
    [[nodiscard]] std::string text() const;
    /// The verdict and the first crossing alone.
    [[nodiscard]] std::string headline() const;
};

} // namespace remit::test
