// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/verdict.h"

#include <string>
#include <vector>

namespace remit::decision {

/// What one step of the procedure says of a call.
struct StepOutcome {
    enum class State : std::uint8_t {
        Passes,
        Fails,
        Unknown,    ///< a fact that it needs was not recorded
        NotDecided, ///< authority is not modelled
    };
    State state = State::Passes;
    CrossingKind kind = CrossingKind::Undelegated; ///< where it fails
    std::string message;                           ///< one sentence: why it fails, or what holds
    std::vector<std::string> unknown;              ///< the facts that are missing, sorted
    bool ambiguous = false; ///< unknown, since several requesters are possible (R3)

    [[nodiscard]] bool passes() const { return state == State::Passes; }
    [[nodiscard]] bool fails() const { return state == State::Fails; }
    [[nodiscard]] bool isUnknown() const { return state == State::Unknown; }

    static StepOutcome passed(std::string message)
    {
        return {State::Passes, {}, std::move(message), {}, false};
    }
    static StepOutcome failed(CrossingKind kind, std::string message)
    {
        return {State::Fails, kind, std::move(message), {}, false};
    }
    static StepOutcome missing(std::vector<std::string> facts, std::string message)
    {
        return {State::Unknown, {}, std::move(message), std::move(facts), false};
    }
};

/// Yes where all pass, no where one fails, else not known.
[[nodiscard]] Tristate allOf(std::initializer_list<const StepOutcome*> outcomes);
[[nodiscard]] Tristate both(Tristate a, Tristate b);

} // namespace remit::decision
