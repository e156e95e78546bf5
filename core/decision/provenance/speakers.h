// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/event.h"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace remit::decision {

/// The name of an agent in a source: the id of a recorded uid (`Agent::"x"` is `x`), else the text.
[[nodiscard]] std::string agentName(std::string_view recorded);

/// Which agent speaks in a message of a session. What comes in the role of a user may be one agent
/// asking another: it is a human's only where it names no agent.
class Speakers {
public:
    /// Takes in one event, in the session's order.
    void add(const trace::Event& event);
    /// The agent whose message it is: the sender named, else, for the role of an agent, the run's
    /// agent. Empty: no agent's, or not recorded.
    [[nodiscard]] std::string of(const trace::Event& message) const;

private:
    std::map<std::string, std::string, std::less<>> m_ofRun;
    std::set<std::string, std::less<>> m_agents; ///< of the runs that have begun
};

} // namespace remit::decision
