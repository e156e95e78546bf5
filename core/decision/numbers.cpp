// SPDX-License-Identifier: Apache-2.0
#include "core/decision/arguments.h"
#include "core/decision/provenance/words.h"

#include <algorithm>
#include <limits>

/// JSON numbers by value, without floating point: what a policy compares is what was written.
namespace remit::decision {

namespace {

constexpr std::int64_t kWritten = 40; // longer numbers keep their exponent

/// Digits alone, as its word is written.
bool isPlainInteger(std::string_view lexeme)
{
    if (!lexeme.empty() && lexeme.front() == '-')
        lexeme.remove_prefix(1);
    return !lexeme.empty() && lexeme.front() != '0' &&
           lexeme.size() <= static_cast<std::size_t>(kWritten) &&
           std::all_of(lexeme.begin(), lexeme.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// sign × digits × 10^exponent, the digits without leading or trailing zeros.
struct Scientific {
    bool negative = false;
    std::string digits;
    std::int64_t exponent = 0;
};

/// More than any number that can fit; keeps hostile exponents from overflowing.
constexpr std::int64_t kExponentBound = 1'000'000;

std::int64_t readExponent(std::string_view text)
{
    const bool negative = !text.empty() && text.front() == '-';
    if (!text.empty() && (text.front() == '-' || text.front() == '+'))
        text.remove_prefix(1);
    std::int64_t value = 0;
    for (const char c : text)
        value = std::min(kExponentBound, value * 10 + (c - '0'));
    return negative ? -value : value;
}

Scientific scientific(std::string_view lexeme)
{
    Scientific number;
    if (!lexeme.empty() && lexeme.front() == '-') {
        number.negative = true;
        lexeme.remove_prefix(1);
    }
    const std::size_t e = lexeme.find_first_of("eE");
    if (e != std::string_view::npos)
        number.exponent = readExponent(lexeme.substr(e + 1));
    bool fraction = false;
    for (const char c : lexeme.substr(0, e)) {
        if (c == '.') {
            fraction = true;
            continue;
        }
        number.exponent -= fraction ? 1 : 0;
        if (c != '0' || !number.digits.empty())
            number.digits += c;
    }
    while (!number.digits.empty() && number.digits.back() == '0') {
        number.digits.pop_back();
        ++number.exponent;
    }
    return number;
}

/// The number times 10^places, where that is an integer of 64 bits.
std::optional<std::int64_t> scaled(std::string_view lexeme, int places)
{
    const Scientific number = scientific(lexeme);
    if (number.digits.empty())
        return 0;
    const std::int64_t zeros = number.exponent + places;
    constexpr std::int64_t kDigits = 19;
    if (zeros < 0 || static_cast<std::int64_t>(number.digits.size()) + zeros > kDigits)
        return std::nullopt;
    // 19 digits fit 64 bits without a sign; the sign decides about the last value.
    std::uint64_t magnitude = 0;
    for (const char c : number.digits + std::string(static_cast<std::size_t>(zeros), '0'))
        magnitude = magnitude * 10 + static_cast<std::uint64_t>(c - '0');
    const std::uint64_t most = std::numeric_limits<std::int64_t>::max();
    if (magnitude > most + (number.negative ? 1 : 0))
        return std::nullopt;
    return static_cast<std::int64_t>(number.negative ? 0 - magnitude : magnitude);
}

} // namespace

std::optional<cedar::Decimal> decimalOf(std::string_view jsonNumber)
{
    const auto value = scaled(jsonNumber, 4);
    return value ? std::optional(cedar::Decimal{*value}) : std::nullopt;
}

std::optional<std::int64_t> integerOf(std::string_view jsonNumber)
{
    return scaled(jsonNumber, 0);
}

std::string numberWord(std::string_view jsonNumber)
{
    if (isPlainInteger(jsonNumber))
        return std::string(jsonNumber);
    const Scientific number = scientific(jsonNumber);
    if (number.digits.empty())
        return "0";
    const auto digits = static_cast<std::int64_t>(number.digits.size());
    std::string text = number.digits;
    if (number.exponent >= 0 && digits + number.exponent <= kWritten)
        text.append(static_cast<std::size_t>(number.exponent), '0');
    else if (number.exponent < 0 && -number.exponent < digits)
        text.insert(static_cast<std::size_t>(digits + number.exponent), ".");
    else if (number.exponent < 0 && -number.exponent <= kWritten)
        text.insert(0,
                    "0." + std::string(static_cast<std::size_t>(-number.exponent - digits), '0'));
    else
        text += "e" + std::to_string(number.exponent);
    return (number.negative ? "-" : "") + text;
}

} // namespace remit::decision
