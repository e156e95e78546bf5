// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

/// Reading the attributes, ids, times and enums of traces, in the several ways in which exporters
/// write them.
namespace remit::trace {

/// Attributes as a plain object: as they are when they are one, else from OTLP's list of
/// `{"key", "value": {"stringValue" | "intValue" | "doubleValue" | "boolValue" | "bytesValue" |
/// "arrayValue" | "kvlistValue"}}` (also with names in snake_case). Anything else: an empty object.
[[nodiscard]] JsonValue plainAttributes(const JsonValue* attributes);
/// One OTLP value as plain JSON; what is none stays as it is.
[[nodiscard]] JsonValue plainValue(const JsonValue& value, int depth = 0);

/// The first of the names that the object has with a value other than null.
[[nodiscard]] const JsonValue* firstOf(const JsonValue& object,
                                       std::initializer_list<std::string_view> names);
/// The same as a text: strings that are not empty, and numbers as written; else "".
[[nodiscard]] std::string firstTextOf(const JsonValue& object,
                                      std::initializer_list<std::string_view> names);

/// Flat attributes such as `llm.input_messages.0.message.role` put back into the list that they
/// were, from all names that begin with `prefix` and a dot: here `[{"message": {"role": …}}]`.
[[nodiscard]] JsonValue unflattened(const JsonValue& attributes, std::string_view prefix);

/// A trace or span id in hexadecimal, lower case. Base64, as protobuf's JSON writes bytes, is
/// turned into it, "0x" is taken off, and an id of zeros alone is none (""). Other ids stay as they
/// are.
[[nodiscard]] std::string idText(const JsonValue* id);

/// Nanoseconds since 1970 from a number or a string of digits. `unit` is that of the number in
/// nanoseconds; 0: found from its size (seconds to nanoseconds). RFC 3339 texts are read too. Zero
/// and what is no time: nothing.
[[nodiscard]] std::optional<std::int64_t> nanoseconds(const JsonValue* time, std::int64_t unit = 0);

} // namespace remit::trace
