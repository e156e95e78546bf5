// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/values/digits.h"
#include "core/cedar/values/extension.h"

#include <fmt/format.h>

namespace remit::cedar {

namespace {

struct Unit {
    std::string_view name;
    std::int64_t milliseconds;
};

/// In the order in which they must stand.
constexpr std::array<Unit, 5> kUnits = {{
    {"d", 86'400'000},
    {"h", 3'600'000},
    {"m", 60'000},
    {"s", 1'000},
    {"ms", 1},
}};

tl::unexpected<std::string> malformed()
{
    return tl::unexpected(
        std::string("invalid duration pattern; write quantities with units in this order, with an "
                    "optional leading `-`, like `1d2h3m4s50ms`"));
}

std::string_view takeUnit(std::string_view& text)
{
    std::size_t length = 0;
    while (length < text.size() && !digits::isDigit(text[length]))
        ++length;
    const std::string_view unit = text.substr(0, length);
    text.remove_prefix(length);
    return unit;
}

} // namespace

ExtensionResult<Duration> parseDuration(std::string_view text)
{
    const bool negative = text.starts_with('-');
    if (negative)
        text.remove_prefix(1);
    if (text.empty())
        return malformed();
    std::int64_t total = 0;
    bool overflow = false; // said only when the form is right
    std::size_t next = 0;
    while (!text.empty()) {
        const std::string_view quantity = digits::take(text);
        const std::string_view name = takeUnit(text);
        while (next < kUnits.size() && kUnits[next].name != name)
            ++next;
        if (quantity.empty() || next == kUnits.size())
            return malformed();
        const std::optional<std::int64_t> count = digits::toInteger(quantity, negative);
        std::int64_t part = 0;
        overflow = overflow || !count ||
                   __builtin_mul_overflow(*count, kUnits[next].milliseconds, &part) ||
                   __builtin_add_overflow(total, part, &total);
        ++next;
    }
    if (overflow)
        return tl::unexpected(
            std::string("the duration overflows: it must fit 64 bits of milliseconds"));
    return Duration{total};
}

std::string toText(Duration value)
{
    return fmt::format("{}ms", value.milliseconds);
}

} // namespace remit::cedar
