// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"

#include <optional>
#include <string>

/// What frameworks log as the input and output of a tool, taken out of their wrappings.
namespace remit::trace {

/// The arguments as JSON text of an object: from an object, or from a text that holds one as JSON
/// or as Python prints it. An object with nothing but `input`, `kwargs`, `arguments` or `args` that
/// holds an object in turn is that object (LangChain, OpenLLMetry). Nothing for anything else.
[[nodiscard]] std::optional<std::string> toolArguments(const JsonValue* input);

struct ToolOutput {
    std::string content;
    std::string callId; ///< LangChain's tool messages carry it
    std::string tool;
    bool ok = true;
};

/// The content of the output; of a LangChain tool message its content.
[[nodiscard]] ToolOutput toolOutput(const JsonValue& output);
/// Is it a message that answers a call: `{"type": "tool", "tool_call_id": …}`, perhaps in `output`
/// or as a JSON text?
[[nodiscard]] bool isToolMessage(const JsonValue& output);

} // namespace remit::trace
