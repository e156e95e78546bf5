// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/probes/dice.h"
#include "core/analysis/probes/probe.h"
#include "core/decision/tool_map.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

/// Private to the room: what probes are made of.
namespace remit::analysis {

/// A call of a run, with what is known of it.
struct BaseCall {
    std::size_t event = 0; ///< index in the session's events
    std::int64_t step = 0;
    const trace::Call* call = nullptr;
    std::shared_ptr<const JsonValue> arguments; ///< null: not recorded, or no object
    decision::Verdict verdict = decision::Verdict::Undecidable;
    const trace::CallResult* result = nullptr; ///< null: none recorded

    [[nodiscard]] bool worked() const
    {
        return verdict == decision::Verdict::Allow && (result == nullptr || result->ok);
    }
};

/// A recorded run in its session, decided.
struct BaseRun {
    std::string run;
    replay::Events events; ///< of the session, in its order
    const trace::RunStart* start = nullptr;
    std::string task; ///< "id@version" or id, as recorded
    std::vector<BaseCall> calls;

    /// Every call allowed, and none ended with an error.
    [[nodiscard]] bool isClean() const;
    /// Index of the last result of the run before the event; nothing: there is none.
    [[nodiscard]] std::optional<std::size_t> resultBefore(std::size_t event) const;
    /// Does a human's message of the run hold the text?
    [[nodiscard]] bool userSays(std::string_view text) const;
};

/// What all probes look things up in.
struct ProbeWorld {
    const decision::Decider& decider;
    const decision::Setup& setup;
    decision::ToolMap tools;
    /// Arguments that were recorded for each tool: a few, in the order of the sessions.
    std::map<std::string, std::vector<JsonValue>, std::less<>> donors;
    /// Tools that runs of a task used, by the task's id.
    std::map<std::string, std::set<std::string>, std::less<>> usedBy;
    /// Timed life-cycle events and approvals of all sessions.
    std::vector<trace::Event> authority;
    const ProbeOptions& options;

    ProbeWorld(const decision::Decider& ofWorkspace, const ProbeOptions& asked)
        : decider(ofWorkspace), setup(decider.setup()), tools(setup), options(asked)
    {}
    [[nodiscard]] const decision::ToolRule* ruleOf(const trace::Call& call) const
    {
        return tools.ruleFor(call.tool, call.server);
    }
    /// It may change something: no rule says that it only reads, at low risk.
    [[nodiscard]] bool writes(const std::string& tool) const;
    /// Names of tools that the workspace lists, sorted.
    [[nodiscard]] std::vector<std::string> catalogue() const;
    /// Arguments for a tool: of a recorded call where there is one, else by its schema.
    [[nodiscard]] JsonValue argumentsFor(const std::string& tool, Dice& dice) const;
};

/// A changed copy of a session. Events are named by their index in the original.
class ChangedSession {
public:
    ChangedSession(const BaseRun& run, std::string suffix);

    [[nodiscard]] trace::Call& call(std::size_t event);
    [[nodiscard]] trace::CallResult& result(std::size_t event);
    /// A call of the run and its result, before or after that event. Gives the new call's id.
    std::string insertCall(std::size_t beforeEvent, trace::Call call,
                           std::optional<std::string> result);
    /// At the end of the run.
    std::string append(trace::Call call);
    void append(trace::EventBody body, std::optional<std::int64_t> millisecondsLater = {});
    /// Later events of the run are left out.
    void cutAfter(std::size_t event);

    /// The changed trace; the steps of the calls with these ids are the attempts.
    [[nodiscard]] Probe finish(ProbeKind kind, const BaseRun& run, std::int64_t step,
                               std::string what, const std::vector<std::string>& attempts) &&;
    /// The id that the call of that event has.
    [[nodiscard]] const std::string& idOf(std::size_t event);

private:
    struct Entry {
        trace::Event event;
        bool recorded = true;
    };
    [[nodiscard]] Entry& at(std::size_t event);

    std::string m_run;
    std::string m_suffix;
    std::vector<Entry> m_entries;
    std::vector<std::size_t> m_places; ///< of the original events
    std::size_t m_new = 0;
};

} // namespace remit::analysis
