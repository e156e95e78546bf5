// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/workspace/settings_reader.h"

#include <fmt/format.h>

#include <charconv>

namespace remit::workspace {
namespace {

std::optional<std::int64_t> secondsOf(char unit)
{
    switch (unit) {
    case 's':
        return 1;
    case 'm':
        return 60;
    case 'h':
        return 3600;
    case 'd':
        return 86400;
    default:
        return std::nullopt;
    }
}

std::optional<std::int64_t> parseSpan(std::string_view text)
{
    constexpr std::int64_t kMostSeconds = 100LL * 366 * 86400; // a century
    if (text.size() < 2 || text.front() == '-')
        return std::nullopt;
    const auto unit = secondsOf(text.back());
    const std::string_view digits = text.substr(0, text.size() - 1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (!unit || error != std::errc() || end != digits.data() + digits.size() ||
        number > kMostSeconds / *unit)
        return std::nullopt;
    return number * *unit;
}

} // namespace

std::optional<std::int64_t> readSpan(ObjectReader& reader, std::string_view key)
{
    const JsonValue* value = reader.optional(key, JsonKind::String);
    if (!value)
        return std::nullopt;
    const auto seconds = parseSpan(value->text);
    if (!seconds)
        reader.report("workspace/bad-span", value->span,
                      fmt::format("{} is not a length of time", jsonQuoted(value->text)),
                      "Write a number and s, m, h or d: \"15m\".");
    return seconds;
}

void reportUnknownWord(ObjectReader& reader, std::string_view key, const JsonValue& value,
                       std::span<const std::string> known)
{
    const auto meant = nearest(value.text, known);
    reader.report("workspace/unknown-word", value.span,
                  fmt::format("\"{}\" cannot be {}", key, jsonQuoted(value.text)),
                  meant ? fmt::format("did you mean \"{}\"?", *meant)
                        : "It is one of: " + joined(known, ", "));
}

} // namespace remit::workspace
