// SPDX-License-Identifier: Apache-2.0
#include "core/base/json_edit.h"

#include "core/base/strict_json.h"
#include "core/base/text.h"

namespace remit {
namespace {

/// The value at the span, read by itself; its spans count from the span's begin.
std::optional<JsonValue> valueAt(std::string_view text, Span span)
{
    if (span.begin > span.end || span.end > text.size())
        return std::nullopt;
    return parseJson(text.substr(span.begin, span.size())).root;
}

/// What stands between the last two neighbours, or before the only one: ",\n  " or ", ".
std::string separator(std::string_view inner, std::uint32_t lastBegin, std::uint32_t opening)
{
    std::uint32_t from = lastBegin;
    while (from > opening + 1 &&
           std::string_view(" \t\r\n").find(inner[from - 1]) != std::string_view::npos)
        --from;
    const std::string_view space = inner.substr(from, lastBegin - from);
    return "," + (space.empty() ? std::string(" ") : std::string(space));
}

} // namespace

std::optional<Span> memberSpan(std::string_view text, Span object, std::string_view key)
{
    const auto value = valueAt(text, object);
    const JsonValue* member = value ? value->find(key) : nullptr;
    if (!member)
        return std::nullopt;
    return Span{object.begin + member->span.begin, object.begin + member->span.end};
}

std::optional<TextEdit> memberSet(std::string_view text, Span object, std::string_view key,
                                  std::string_view value)
{
    const auto parsed = valueAt(text, object);
    if (!parsed || !parsed->isObject())
        return std::nullopt;
    if (const auto old = memberSpan(text, object, key))
        return TextEdit{*old, std::string(value)};
    const std::string member = jsonQuoted(key) + ": " + std::string(value);
    if (parsed->members.empty()) {
        const std::uint32_t inside = object.begin + parsed->span.begin + 1;
        return TextEdit{{inside, inside}, member};
    }
    const JsonMember& last = parsed->members.back();
    const std::string_view inner = text.substr(object.begin, object.size());
    const std::uint32_t end = object.begin + last.value.span.end;
    return TextEdit{{end, end}, separator(inner, last.keySpan.begin, parsed->span.begin) + member};
}

std::optional<TextEdit> elementAdded(std::string_view text, Span array, std::string_view value)
{
    const auto parsed = valueAt(text, array);
    if (!parsed || !parsed->isArray())
        return std::nullopt;
    if (parsed->items.empty()) {
        const std::uint32_t inside = array.begin + parsed->span.begin + 1;
        return TextEdit{{inside, inside}, std::string(value)};
    }
    const JsonValue& last = parsed->items.back();
    const std::string_view inner = text.substr(array.begin, array.size());
    const std::uint32_t end = array.begin + last.span.end;
    return TextEdit{{end, end},
                    separator(inner, last.span.begin, parsed->span.begin) + std::string(value)};
}

} // namespace remit
