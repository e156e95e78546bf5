// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/trace/event.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace remit::trace {

class TraceStore;

/// A recorded call of which no decision log knows: the agent was let in once, and nobody decided
/// this call.
struct UndecidedCall {
    std::string run;
    std::int64_t sequence = 0;
    std::string callId;
    std::string agent; ///< empty: not recorded
    std::string tool;
    std::optional<Instant> time;
};

struct LoginOnly {
    bool hasLog = false;                  ///< a decision log is there: else the rest says nothing
    std::uint64_t calls = 0;              ///< of the traces
    std::uint64_t decisions = 0;          ///< in the logs
    std::vector<UndecidedCall> undecided; ///< in the order given
};

/// Finds the decision of each call: by the call's id where the log has it, else one of the same
/// agent and tool, with the same arguments where both record them, within a minute where both have
/// times. A decision counts for one call.
class DecisionMatch {
public:
    /// Decisions first or calls first: any order. Runs of decision logs are told by the format that
    /// their first event names.
    void add(const Event& event);
    [[nodiscard]] LoginOnly finish();

private:
    struct Decision {
        std::string callId;
        std::optional<std::string> arguments; ///< digest
        std::optional<Instant> time;
        bool used = false;
    };
    struct Asked {
        UndecidedCall call;
        std::optional<std::string> arguments;
    };

    void addDecision(const Call& call, const Event& event);
    bool take(const Asked& asked);

    std::unordered_set<std::string> m_logs;                            ///< runs that are logs
    std::unordered_map<std::string, std::string> m_agents;             ///< of runs
    std::unordered_map<std::string, std::deque<Decision>> m_decisions; ///< by tool and agent
    std::unordered_map<std::string, Decision*> m_byCall;
    std::vector<Asked> m_calls;
    std::uint64_t m_count = 0;
};

/// Of all runs of a store. Error: Malformed, for a damaged store.
[[nodiscard]] Result<LoginOnly> loginOnly(const TraceStore& store);

/// "3 of 12 calls have no decision in the decision log" and the first of them, a line each; nothing
/// where there is no log, or every call has its decision.
[[nodiscard]] std::vector<std::string> sentences(const LoginOnly& found);

} // namespace remit::trace
