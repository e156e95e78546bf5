// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/agentdojo/suites.h"

namespace remit::agentdojo {

/// Which calls of an attacked run carry the attack: those of the injection task's tools (its
/// readers only where it has nothing else) whose goal arguments (destinations and what is taken)
/// match. Values are compared without white space, case, brackets and quotes, and one has to
/// contain the other: an exact match on every argument finds less than half.
class Carriers {
public:
    Carriers(std::string_view suite, const InjectionTask& task);

    [[nodiscard]] bool carries(const ToolCall& call) const;

private:
    struct Goal {
        std::string tool;
        std::map<std::string, std::string> arguments; ///< the goal ones, normalised
    };
    std::vector<Goal> m_goals;
};

/// White space, brackets and quotes removed, lower case (ASCII).
[[nodiscard]] std::string squeezed(const JsonValue& value);

} // namespace remit::agentdojo
