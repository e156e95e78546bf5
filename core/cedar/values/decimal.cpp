// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/values/digits.h"
#include "core/cedar/values/extension.h"

#include <fmt/format.h>

namespace remit::cedar {

namespace {

constexpr std::int64_t kScale = 10'000;
constexpr std::size_t kFractionDigits = 4;

tl::unexpected<std::string> malformed(std::string_view text)
{
    return tl::unexpected(fmt::format(
        "`{}` is not a well-formed decimal value; write digits on both sides of the point, at most "
        "four after it, like `12.34`",
        text));
}

tl::unexpected<std::string> overflow()
{
    return tl::unexpected(
        std::string("overflow when converting to decimal; the value must be in range "
                    "-922337203685477.5808 to 922337203685477.5807"));
}

} // namespace

ExtensionResult<Decimal> parseDecimal(std::string_view text)
{
    std::string_view rest = text;
    const bool negative = !rest.empty() && rest.front() == '-';
    if (negative)
        rest.remove_prefix(1);
    const std::string_view whole = digits::take(rest);
    if (whole.empty() || rest.empty() || rest.front() != '.')
        return malformed(text);
    rest.remove_prefix(1);
    const std::string_view fraction = digits::take(rest);
    if (fraction.empty() || !rest.empty())
        return malformed(text);
    if (fraction.size() > kFractionDigits)
        return tl::unexpected(fmt::format(
            "too many digits after the decimal in `{}`; at most 4 digits are supported", text));

    // The sign comes from the text: `-0.5` has the integer part 0.
    std::string padded(fraction);
    padded.append(kFractionDigits - fraction.size(), '0');
    const std::optional<std::int64_t> integer = digits::toInteger(whole, negative);
    const std::int64_t parts = *digits::toInteger(padded, negative);
    std::int64_t scaled = 0;
    if (!integer || __builtin_mul_overflow(*integer, kScale, &scaled) ||
        __builtin_add_overflow(scaled, parts, &scaled))
        return overflow();
    return Decimal{scaled};
}

std::string toText(Decimal value)
{
    const bool negative = value.scaled < 0;
    const std::uint64_t bits = static_cast<std::uint64_t>(value.scaled);
    const std::uint64_t magnitude = negative ? 0 - bits : bits;
    return fmt::format("{}{}.{:04}", negative ? "-" : "", magnitude / kScale, magnitude % kScale);
}

} // namespace remit::cedar
