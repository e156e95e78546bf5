// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/json/json_schema.h"

#include <set>
#include <string>
#include <string_view>

namespace remit::assist {

/// A place in a JSON text that may be unfinished.
struct JsonCursor {
    enum class At : std::uint8_t {
        Key,   ///< where a member's key stands or may begin
        Value, ///< where a value stands or may begin
        None,  ///< where neither may
    };
    At at = At::None;
    JsonPath path;              ///< of the value, or of the object that the key is in
    std::set<std::string> keys; ///< of that object, without the one under the cursor
    std::string key;            ///< At::Key: what stands there now
    Span word;                  ///< the content of the string or the literal under the cursor
    bool string = false;        ///< in quotes
    bool closed = false;        ///< the closing quote is there
    bool colon = false;         ///< At::Key: a `:` follows
    /// What the outermost object is about, where that stands before the cursor: the type in its
    /// `uid`, or the `action` of its request.
    std::string owner;
};

[[nodiscard]] JsonCursor jsonCursor(std::string_view text, std::uint32_t offset);

} // namespace remit::assist
