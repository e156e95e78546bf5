// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "core/cedar/engine/program.h"
#include "core/cedar/values/value.h"
#include "core/decision/provenance/provenance.h"
#include "core/trace/event.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace remit::decision {

/// Whether a reducer keeps the words of the session for `context.provenance`: dear, and needed only
/// where a policy reads them or somebody asks.
enum class KeepProvenance : std::uint8_t { No, Yes };

/// `context.session` of a call, from the events before it (semantics, "Facts"), and what its
/// `context.provenance` is made from. Incremental: each event is looked at once. Everything counts
/// attempts, not completions, so that a trace without results hides nothing; labels and sources
/// never shrink.
///
///     calls            earlier calls of the session
///     callsOfTool      those of this call's tool
///     callsLastMinute  those less than 60 s before this call; unknown when it or one has no time
///     toolsUsed        names of the tools called earlier
///     sources          whose text has entered the session: `user`, `system`, `tool:<name>`,
///                      `agent:<name>` of every agent but the caller (names as in agentName)
///     labels           that results of the earlier calls carry
///     newTool          this tool was not called before
///     newSource        this call's tool is not among `sources`
class SessionReducer {
public:
    explicit SessionReducer(KeepProvenance keep = KeepProvenance::Yes);

    /// Takes in one event, in the session's order. `labels`: what the result of a call carries;
    /// `arguments`: its values, where the caller has them already (PreparedCall::values).
    void add(const trace::Event& event, const std::vector<std::string>& labels = {},
             std::shared_ptr<const ArgumentValues> arguments = nullptr);

    /// Null when it is not kept.
    [[nodiscard]] const ProvenanceIndex* provenance() const
    {
        return m_provenance ? &*m_provenance : nullptr;
    }

    /// The record for a call at `time` by `agent` (as recorded; empty: not recorded).
    [[nodiscard]] cedar::Value record(std::string_view tool, std::string_view agent,
                                      std::optional<Instant> time) const;
    /// Members of `session` that cannot be known for a call at `time`: paths below `session`.
    [[nodiscard]] std::vector<cedar::ContextPath> unknown(std::optional<Instant> time) const;

private:
    void addMessage(const trace::Event& event, const trace::Message& message);
    void addCall(const trace::Call& call, std::optional<Instant> time,
                 const std::vector<std::string>& labels);
    [[nodiscard]] std::int64_t callsSince(Instant time) const;
    [[nodiscard]] cedar::Value sourcesFor(std::string_view agent) const;

    std::int64_t m_calls = 0;
    std::int64_t m_callsWithoutTime = 0;
    std::map<std::string, std::int64_t, std::less<>> m_callsOfTool;
    std::vector<Instant> m_times;                ///< ascending
    std::set<std::string, std::less<>> m_agents; ///< whose messages were seen
    // Sets of strings, made anew when they grow and shared by the records until then.
    cedar::Value m_toolsUsed = cedar::Value::set({});
    cedar::Value m_sources = cedar::Value::set({}); ///< without agents
    cedar::Value m_labels = cedar::Value::set({});
    Speakers m_speakers;
    std::optional<ProvenanceIndex> m_provenance;
};

} // namespace remit::decision
