// SPDX-License-Identifier: Apache-2.0
// RFC 8785 (JCS): members sorted by UTF-16 code units, numbers as ECMAScript prints the double.
#include "core/base/strict_json.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace remit {
namespace {

std::u16string utf16(std::string_view text)
{
    std::u16string units;
    std::size_t at = 0;
    while (at < text.size()) {
        const char32_t c = nextCodePoint(text, at);
        if (c < 0x10000) {
            units += static_cast<char16_t>(c);
        } else {
            units += static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10U));
            units += static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FFU));
        }
    }
    return units;
}

/// ECMA-262 Number::toString of the shortest digits d₁d₂… and the decimal point's place n.
std::string layOut(const std::string& digits, int n)
{
    const int count = static_cast<int>(digits.size());
    if (n > 0 && n <= 21) {
        if (count <= n)
            return digits + std::string(static_cast<std::size_t>(n - count), '0');
        return digits.substr(0, static_cast<std::size_t>(n)) + '.' +
               digits.substr(static_cast<std::size_t>(n));
    }
    if (n > -6 && n <= 0)
        return "0." + std::string(static_cast<std::size_t>(-n), '0') + digits;
    const std::string exponent = (n - 1 < 0 ? "e-" : "e+") + std::to_string(std::abs(n - 1));
    if (count == 1)
        return digits + exponent;
    return digits.substr(0, 1) + '.' + digits.substr(1) + exponent;
}

/// A lexeme beyond the range of a double stays as it was written: it has no canonical form.
std::string canonicalNumber(const std::string& lexeme)
{
    double number = 0;
    const auto read = std::from_chars(lexeme.data(), lexeme.data() + lexeme.size(), number);
    if (read.ec != std::errc{} || !std::isfinite(number))
        return lexeme;
    if (number == 0)
        return "0";
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::fabs(number),
                                   std::chars_format::scientific)
                         .ptr;
    const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const std::size_t e = text.find('e');
    std::string digits(1, text[0]);
    if (e > 2)
        digits += text.substr(2, e - 2);
    int exponent = 0;
    std::from_chars(text.data() + e + (text[e + 1] == '+' ? 2 : 1), end, exponent);
    return (number < 0 ? "-" : "") + layOut(digits, exponent + 1);
}

void append(std::string& out, const JsonValue& value);

void appendObject(std::string& out, const JsonValue& value)
{
    std::vector<std::pair<std::u16string, const JsonMember*>> sorted;
    for (const JsonMember& member : value.members)
        sorted.emplace_back(utf16(member.key), &member);
    std::sort(sorted.begin(), sorted.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    out += '{';
    for (const auto& entry : sorted) {
        if (&entry != &sorted.front())
            out += ',';
        out += jsonQuoted(entry.second->key) + ':';
        append(out, entry.second->value);
    }
    out += '}';
}

void append(std::string& out, const JsonValue& value)
{
    switch (value.kind) {
    case JsonKind::Number:
        out += canonicalNumber(value.text);
        return;
    case JsonKind::Object:
        appendObject(out, value);
        return;
    case JsonKind::Array:
        out += '[';
        for (const JsonValue& item : value.items) {
            if (&item != &value.items.front())
                out += ',';
            append(out, item);
        }
        out += ']';
        return;
    default:
        out += toJson(value);
        return;
    }
}

} // namespace

std::string canonicalJson(const JsonValue& value)
{
    std::string out;
    append(out, value);
    return out;
}

} // namespace remit
