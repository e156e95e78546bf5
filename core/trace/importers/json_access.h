// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"
#include "core/trace/event.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

/// Reading logs of others: what is not of the expected kind reads as absent.
namespace remit::trace {

/// The member, or nullptr when it is absent or null.
[[nodiscard]] const JsonValue* member(const JsonValue& object, std::string_view key);
/// The member at the end of the path of names.
[[nodiscard]] const JsonValue* member(const JsonValue& object,
                                      std::initializer_list<std::string_view> path);

/// The member under the first of its names that is there: OTLP's JSON and protobuf's own names.
[[nodiscard]] const JsonValue* either(const JsonValue& object, std::string_view camel,
                                      std::string_view snake);

/// A member that is a string; else "".
[[nodiscard]] std::string text(const JsonValue& object, std::string_view key);
/// As a field: absent is not recorded, null is none, a string is itself, a number its lexeme.
[[nodiscard]] Field field(const JsonValue& object, std::string_view key);
/// Present when it is a string that is not empty, else not recorded.
[[nodiscard]] Field nonEmpty(std::string text);

/// A text as it is, anything else as compact JSON; null as "".
[[nodiscard]] std::string asText(const JsonValue& value);

/// The text of a message's content: a string, null, or a list of parts `{type, text|content}`,
/// whose texts are joined by line feeds.
[[nodiscard]] std::string contentText(const JsonValue* content);
/// The text of one part. A part of another kind (image, sound, document, search result) shows as
/// `[kind name]`, never with its bytes. Calls, results and private reasoning are no text: "".
[[nodiscard]] std::string partText(const JsonValue& part);

/// The arguments of a call as JSON text of an object: from an object, or from a string that holds
/// one. Nothing for anything else. Absent and null are not recorded as arguments.
[[nodiscard]] std::optional<std::string> argumentsText(const JsonValue* arguments);

/// Of several members of one name in an object only the last stays.
void keepLastMembers(JsonValue& value);

} // namespace remit::trace
