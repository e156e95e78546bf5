// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/authority_context.h"
#include "core/decision/decide.h"
#include "core/decision/tool_map.h"

#include <optional>
#include <string>

/// What steps 1 to 4 look at: the call with what it presents, and what is known of the authority.
namespace remit::decision {

struct Presented {
    const Setup& setup;
    const authority::Registry& registry;
    const authority::History& history;
    authority::Knowledge knowledge;
    const PreparedCall& prepared;
    trace::Field credential; ///< the call's own, else the run's
    trace::Field workload;
    trace::Field task;
    trace::Field onBehalfOf;
    /// The tool's by the mapping, else the server. (A recorded audience is evidence and decides
    /// nothing.)
    trace::Field audience;
    std::optional<Instant> time;
    std::string_view tool;
    std::int64_t skew = 0;

    /// Null: none presented, not recorded, or not declared.
    [[nodiscard]] const authority::Credential* knownCredential() const;
    /// The time to ask a history for where the call has none: only what holds without a time.
    [[nodiscard]] Instant historyTime() const;
};

[[nodiscard]] Presented presentedBy(const RecordedCall& recorded, const PreparedCall& prepared,
                                    const Setup& setup, const ToolMap& tools,
                                    const authority::Registry& registry,
                                    const authority::History& history,
                                    authority::Knowledge knowledge);

/// Is the tool part of the task's plan? Where there is no plan, every tool is.
[[nodiscard]] bool isOnPlan(const authority::Task& task, std::string_view tool);

/// The call's own field where it was recorded, else the run's.
[[nodiscard]] const trace::Field& ownOrRun(const trace::Field& own, const trace::Field* ofRun);

} // namespace remit::decision
