// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// Reading decimal digits for the extension types. ASCII digits only: the reference's `\d` also
/// matches others, but its integer parser then refuses them.
namespace remit::cedar::digits {

[[nodiscard]] constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Takes the leading digits off `text`.
[[nodiscard]] constexpr std::string_view take(std::string_view& text)
{
    std::size_t count = 0;
    while (count < text.size() && isDigit(text[count]))
        ++count;
    const std::string_view found = text.substr(0, count);
    text.remove_prefix(count);
    return found;
}

/// ±digits as a 64-bit number; nothing when it does not fit. `text` holds digits only.
[[nodiscard]] inline std::optional<std::int64_t> toInteger(std::string_view text, bool negative)
{
    std::int64_t value = 0;
    for (const char c : text) {
        const std::int64_t digit = negative ? '0' - c : c - '0';
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, digit, &value))
            return std::nullopt;
    }
    return value;
}

/// The digits at [at, at + count) as a number, if that is what stands there.
[[nodiscard]] inline std::optional<unsigned> fixed(std::string_view text, std::size_t at,
                                                   std::size_t count)
{
    if (text.size() < at + count)
        return std::nullopt;
    unsigned value = 0;
    for (const char c : text.substr(at, count)) {
        if (!isDigit(c))
            return std::nullopt;
        value = value * 10 + static_cast<unsigned>(c - '0');
    }
    return value;
}

} // namespace remit::cedar::digits
