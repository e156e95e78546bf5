// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace remit::decision {

/// Writes compact JSON member by member, in the order called: the lines of a replay are the same
/// bytes every time. Commas are its own matter; nesting is the caller's.
class JsonText {
public:
    JsonText& beginObject();
    JsonText& endObject();
    JsonText& beginArray();
    JsonText& endArray();

    /// Before each member's value.
    JsonText& key(std::string_view name);

    JsonText& string(std::string_view text);
    JsonText& number(std::int64_t value);
    JsonText& boolean(bool value);
    JsonText& null();
    JsonText& strings(const std::vector<std::string>& texts);

    JsonText& stringOrNull(const std::optional<std::string>& text);
    JsonText& numberOrNull(std::optional<std::int64_t> value);
    JsonText& booleanOrNull(std::optional<bool> value);

    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    void separate();

    std::string m_text;
    bool m_first = true; ///< nothing stands before in this object or array, or a key does
};

} // namespace remit::decision
