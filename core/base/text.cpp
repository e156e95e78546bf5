// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>

namespace remit {
namespace {

std::uint8_t byteAt(std::string_view text, std::size_t at)
{
    return at < text.size() ? static_cast<std::uint8_t>(text[at]) : 0;
}

/// Length of the valid UTF-8 sequence at `at`, or 0.
std::size_t sequenceLength(std::string_view text, std::size_t at)
{
    const std::uint8_t first = byteAt(text, at);
    const auto continues = [&](std::size_t i, std::uint8_t low = 0x80, std::uint8_t high = 0xBF) {
        return byteAt(text, at + i) >= low && byteAt(text, at + i) <= high;
    };
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return continues(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const std::uint8_t low = first == 0xE0 ? 0xA0 : 0x80;
        const std::uint8_t high = first == 0xED ? 0x9F : 0xBF; // no surrogates
        return continues(1, low, high) && continues(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const std::uint8_t low = first == 0xF0 ? 0x90 : 0x80;
        const std::uint8_t high = first == 0xF4 ? 0x8F : 0xBF;
        return continues(1, low, high) && continues(2) && continues(3) ? 4 : 0;
    }
    return 0;
}

struct CodePoints {
    char32_t first;
    char32_t last;
};

/// Controls and what Unicode 15 lists as Default_Ignorable_Code_Point, in order. Variation
/// selectors are left out: they follow what is seen, in ordinary text with emoji.
constexpr std::array kInvisible{
    CodePoints{0x00, 0x1F},       CodePoints{0x7F, 0x9F},       CodePoints{0xAD, 0xAD},
    CodePoints{0x034F, 0x034F},   CodePoints{0x061C, 0x061C},   CodePoints{0x115F, 0x1160},
    CodePoints{0x17B4, 0x17B5},   CodePoints{0x180E, 0x180E},   CodePoints{0x200B, 0x200F},
    CodePoints{0x2028, 0x202E},   CodePoints{0x2060, 0x206F},   CodePoints{0x3164, 0x3164},
    CodePoints{0xFEFF, 0xFEFF},   CodePoints{0xFFA0, 0xFFA0},   CodePoints{0xFFF0, 0xFFFB},
    CodePoints{0x1BCA0, 0x1BCA3}, CodePoints{0x1D173, 0x1D17A}, CodePoints{0xE0000, 0xE00FF},
};

bool isInvisible(char32_t c)
{
    const auto* range = std::ranges::lower_bound(kInvisible, c, {}, &CodePoints::last);
    return range != kInvisible.end() && c >= range->first;
}

bool isPlainAscii(char c)
{
    return c >= 0x20 && c < 0x7F;
}

char asciiLower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string asciiLowered(std::string_view text)
{
    std::string result(text);
    std::ranges::transform(result, result.begin(), asciiLower);
    return result;
}

/// Eight bytes of ASCII: most of all text, looked at in one step.
bool startsWithAsciiWord(std::string_view text, std::size_t at)
{
    std::uint64_t word = 0;
    if (text.size() - at < sizeof word)
        return false;
    std::memcpy(&word, text.data() + at, sizeof word);
    return (word & 0x8080808080808080U) == 0;
}

} // namespace

std::optional<std::size_t> firstInvalidUtf8(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        if (startsWithAsciiWord(text, at)) {
            at += sizeof(std::uint64_t);
            continue;
        }
        const std::size_t length = sequenceLength(text, at);
        if (length == 0)
            return at;
        at += length;
    }
    return std::nullopt;
}

char32_t nextCodePoint(std::string_view text, std::size_t& at)
{
    const std::uint8_t first = byteAt(text, at);
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    static constexpr std::array<std::uint8_t, 5> kMask{0, 0x7F, 0x1F, 0x0F, 0x07};
    char32_t result = first & kMask[length];
    for (std::size_t i = 1; i < length; ++i)
        result = (result << 6U) | (byteAt(text, at + i) & 0x3FU);
    at = std::min(at + length, text.size());
    return result;
}

void appendUtf8(std::string& text, char32_t c)
{
    const auto push = [&](char32_t byte) { text += static_cast<char>(byte); };
    if (c < 0x80) {
        push(c);
    } else if (c < 0x800) {
        push(0xC0U | (c >> 6U));
        push(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        push(0xE0U | (c >> 12U));
        push(0x80U | ((c >> 6U) & 0x3FU));
        push(0x80U | (c & 0x3FU));
    } else {
        push(0xF0U | (c >> 18U));
        push(0x80U | ((c >> 12U) & 0x3FU));
        push(0x80U | ((c >> 6U) & 0x3FU));
        push(0x80U | (c & 0x3FU));
    }
}

std::string shown(std::string_view text)
{
    // Most of what is shown has nothing to be escaped.
    std::size_t at =
        static_cast<std::size_t>(std::ranges::find_if_not(text, isPlainAscii) - text.begin());
    std::string result(text.substr(0, at));
    while (at < text.size()) {
        if (sequenceLength(text, at) == 0) {
            result += fmt::format("\\x{:02X}", byteAt(text, at++));
            continue;
        }
        const std::size_t begin = at;
        const char32_t c = nextCodePoint(text, at);
        if (c == '\n')
            result += "\\n";
        else if (c == '\t')
            result += "\\t";
        else if (isInvisible(c))
            result += fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(c));
        else
            result += text.substr(begin, at - begin);
    }
    return result;
}

namespace {

/// Does the byte stand for itself in a JSON string?
bool isPlainJson(char c)
{
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

void appendJsonEscape(std::string& to, char c)
{
    switch (c) {
    case '"':
        to += "\\\"";
        break;
    case '\\':
        to += "\\\\";
        break;
    case '\b':
        to += "\\b";
        break;
    case '\f':
        to += "\\f";
        break;
    case '\n':
        to += "\\n";
        break;
    case '\r':
        to += "\\r";
        break;
    case '\t':
        to += "\\t";
        break;
    default:
        to += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    }
}

} // namespace

std::string markupText(std::string_view text)
{
    std::string escaped;
    for (const char c : shown(text)) {
        switch (c) {
        case '&':
            escaped += "&amp;";
            break;
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        case '\'':
            escaped += "&#39;";
            break;
        default:
            escaped += c;
        }
    }
    return escaped;
}

std::string jsonQuoted(std::string_view text)
{
    std::string result;
    result.reserve(text.size() + text.size() / 16 + 2);
    result += '"';
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at; // plain bytes in one go
        while (end < text.size() && isPlainJson(text[end]))
            ++end;
        result.append(text, at, end - at);
        if (end < text.size())
            appendJsonEscape(result, text[end++]);
        at = end;
    }
    result += '"';
    return result;
}

std::string cedarQuoted(std::string_view text)
{
    std::string result = "\"";
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t begin = at;
        const char32_t c = nextCodePoint(text, at);
        switch (c) {
        case '"':
            result += "\\\"";
            break;
        case '\\':
            result += "\\\\";
            break;
        case '\n':
            result += "\\n";
            break;
        case '\r':
            result += "\\r";
            break;
        case '\t':
            result += "\\t";
            break;
        case 0:
            result += "\\0";
            break;
        default:
            if (isInvisible(c))
                result += fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(c));
            else
                result += text.substr(begin, at - begin);
        }
    }
    return result + '"';
}

std::size_t editDistance(std::string_view from, std::string_view to)
{
    std::vector<std::size_t> beforeLast(to.size() + 1);
    std::vector<std::size_t> last(to.size() + 1);
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(last.begin(), last.end(), 0U);
    for (std::size_t i = 1; i <= from.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t replace = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
            const bool swapped =
                i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            if (swapped)
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
        }
        beforeLast.swap(last);
        last.swap(row);
    }
    return last[to.size()];
}

std::optional<std::string> nearest(std::string_view written,
                                   std::span<const std::string> candidates)
{
    static constexpr std::size_t kLongest = 64; // the distance is quadratic
    if (written.empty() || written.size() > kLongest)
        return std::nullopt;
    const std::string lowered = asciiLowered(written);
    const std::size_t allowed = std::max<std::size_t>(1, written.size() / 3);
    std::optional<std::string> best;
    std::size_t bestDistance = allowed + 1;
    for (const std::string& candidate : candidates) {
        if (candidate.size() > kLongest || candidate == written)
            continue;
        const std::size_t distance = editDistance(lowered, asciiLowered(candidate));
        if (distance < bestDistance) {
            bestDistance = distance;
            best = candidate;
        }
    }
    return best;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (;;) {
        const std::size_t end = text.find(separator, begin);
        parts.push_back(text.substr(begin, end - begin));
        if (end == std::string_view::npos)
            return parts;
        begin = end + 1;
    }
}

std::string joined(std::span<const std::string> parts, std::string_view separator)
{
    std::string result;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0)
            result += separator;
        result += parts[i];
    }
    return result;
}

std::string_view trimmed(std::string_view text)
{
    static constexpr std::string_view kSpace = " \t\r\n\f\v";
    const std::size_t begin = text.find_first_not_of(kSpace);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

bool globMatches(std::string_view pattern, std::string_view text)
{
    // A star remembers where it stood, so that on a mismatch the last one takes a character more:
    // linear in the usual case, never exponential. `**` is tried again after a lone `*` fails.
    struct Retry {
        std::size_t pattern = std::string_view::npos;
        std::size_t text = 0;
    };
    Retry anyRun;
    Retry segment;
    std::size_t p = 0;
    std::size_t t = 0;
    while (true) {
        if (p < pattern.size() && pattern[p] == '*') {
            const bool twice = p + 1 < pattern.size() && pattern[p + 1] == '*';
            p += twice ? 2 : 1;
            if (twice && p < pattern.size() && pattern[p] == '/' && (t == 0 || text[t - 1] == '/'))
                ++p; // `**/` also matches no folder at all
            (twice ? anyRun : segment) = {p, t};
            if (twice)
                segment = {};
            continue;
        }
        if (p == pattern.size() && t == text.size())
            return true;
        if (p < pattern.size() && t < text.size() &&
            (pattern[p] == text[t] || (pattern[p] == '?' && text[t] != '/'))) {
            ++p;
            ++t;
            continue;
        }
        if (segment.pattern != std::string_view::npos && segment.text < text.size() &&
            text[segment.text] != '/') {
            p = segment.pattern;
            t = ++segment.text;
            continue;
        }
        if (anyRun.pattern != std::string_view::npos && anyRun.text < text.size()) {
            segment = {};
            p = anyRun.pattern;
            t = ++anyRun.text;
            continue;
        }
        return false;
    }
}

} // namespace remit
