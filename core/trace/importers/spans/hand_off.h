// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace remit::trace {

/// The agent that a call hands over to, where frameworks do that by a tool: `transfer_to_<agent>`
/// (OpenAI Agents, LangGraph), `transfer_to_agent` with `agent_name` (ADK), "Delegate work to
/// coworker" with `coworker` (CrewAI). It is what the call asks for, and evidence only.
[[nodiscard]] std::optional<std::string> handOffTo(std::string_view tool,
                                                   const std::optional<std::string>& arguments);

} // namespace remit::trace
