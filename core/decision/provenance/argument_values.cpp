// SPDX-License-Identifier: Apache-2.0
#include "core/decision/provenance/argument_values.h"

#include "core/decision/provenance/words.h"

#include <algorithm>

namespace remit::decision {

namespace {

constexpr std::size_t kStrongCharacters = 4;

/// Code points of valid UTF-8.
std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0U) != 0x80;
    }));
}

void collect(const JsonValue& value, std::uint32_t argument, std::vector<ScalarValue>& scalars)
{
    if (value.isArray()) {
        for (const JsonValue& item : value.items)
            collect(item, argument, scalars);
    } else if (value.isObject()) {
        for (const JsonMember& member : value.members)
            collect(member.value, argument, scalars);
    } else {
        scalars.push_back(scalarValue(value));
        scalars.back().argument = argument;
    }
}

} // namespace

ScalarValue scalarValue(const JsonValue& scalar)
{
    ScalarValue value;
    switch (scalar.kind) {
    case JsonKind::Number:
        value.words = numberWord(scalar.text);
        value.weak = value.words.size() < kStrongCharacters;
        return value;
    case JsonKind::String:
        value.words = wordsOf(scalar.text);
        value.weak = characters(value.words) < kStrongCharacters;
        return value;
    default:
        value.words = scalar.isNull() ? "null" : scalar.boolean ? "true" : "false";
        value.weak = true;
        return value;
    }
}

ArgumentValues argumentValues(const JsonValue& object)
{
    std::vector<const JsonMember*> members;
    for (const JsonMember& member : object.members)
        members.push_back(&member);
    std::sort(members.begin(), members.end(),
              [](const JsonMember* a, const JsonMember* b) { return a->key < b->key; });
    ArgumentValues values;
    for (const JsonMember* member : members) {
        const auto argument = static_cast<std::uint32_t>(values.names.size());
        values.names.push_back(member->key);
        collect(member->value, argument, values.scalars);
    }
    return values;
}

} // namespace remit::decision
