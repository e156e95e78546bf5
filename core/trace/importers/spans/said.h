// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"
#include "core/trace/event.h"

#include <optional>
#include <string>
#include <vector>

namespace remit::trace {

/// A piece of a conversation with a model.
struct Said {
    enum class Kind : std::uint8_t { Text, Call, Result };
    Kind kind = Kind::Text;
    Role role = Role::User; ///< of a text
    std::string text;       ///< or what a call gave
    std::string callId;     ///< empty: not recorded
    std::string tool;       ///< of a result often not recorded
    std::optional<std::string> arguments;
    bool ok = true;
};

/// Reads what models are given and give, in the many ways in which that is written: messages of
/// OpenAI's chat and Responses interfaces, Anthropic's content blocks, the `parts` of
/// OpenTelemetry, LangChain's messages plain and serialised, lists and envelopes (`messages`,
/// `choices`, `generations`, `output`) of these, and a JSON text that holds any of it. Text without
/// a role is `otherwise`'s, or left out where there is none. Definitions of tools are no messages.
[[nodiscard]] std::vector<Said> saidIn(const JsonValue& value,
                                       std::optional<Role> otherwise = std::nullopt);

} // namespace remit::trace
