// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/importers/conversation.h"

/// The items of OpenAI's Responses interface, which stand among or instead of messages: calls, what
/// they gave, approvals. Codex's session files consist of them too.
namespace remit::trace {

/// Is it an item that is no message?
[[nodiscard]] bool isResponseItem(const JsonValue& value);

/// Writes the item. The model's private reasoning is left out; what is neither a call nor a result
/// (lists of tools, approvals asked for and given) is a note of type `openai-<type>`.
void addResponseItem(Conversation& conversation, const RawRecord& record, const JsonValue& item);

/// The call of such an item, where it is one.
[[nodiscard]] std::optional<PendingCalls::Call> callInItem(const JsonValue& item);

/// What the output of an item says: a text, a list of parts, a screenshot.
[[nodiscard]] std::string outputText(const JsonValue* output);

} // namespace remit::trace
