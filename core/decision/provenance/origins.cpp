// SPDX-License-Identifier: Apache-2.0
#include "core/decision/provenance/origins.h"

#include "core/decision/facts.h"
#include "core/decision/provenance/pieces.h"

#include <algorithm>
#include <optional>

namespace remit::decision {

namespace {

struct NamedScalar {
    std::string name;
    const JsonValue* value = nullptr;
};

void collect(const JsonValue& value, std::string name, std::vector<NamedScalar>& scalars)
{
    if (scalars.size() >= kValuesShown)
        return;
    if (value.isArray()) {
        for (std::size_t i = 0; i < value.items.size(); ++i)
            collect(value.items[i], name + "[" + std::to_string(i) + "]", scalars);
    } else if (value.isObject()) {
        for (const JsonMember& member : value.members)
            collect(member.value, name + factName({"x", member.key}).substr(1), scalars);
    } else {
        scalars.push_back({std::move(name), &value});
    }
}

/// Where the words first stand one after the other in a recorded text.
std::optional<Span> placeOf(std::string_view text, const std::string& words)
{
    std::string line = " ";
    std::vector<std::pair<std::size_t, Span>> places; // by offset in `line`
    eachWord(
        text,
        [&](const Word& word) {
            places.emplace_back(line.size(), word.span);
            line += word.text + " ";
        },
        [&] { line += "\n "; });
    const std::size_t found = line.find(" " + words + " ");
    if (found == std::string::npos)
        return std::nullopt;
    const auto at = [&](std::size_t offset) {
        return std::upper_bound(
                   places.begin(), places.end(), offset,
                   [](std::size_t wanted, const auto& place) { return wanted < place.first; }) -
               1;
    };
    return Span{at(found + 1)->second.begin, at(found + words.size())->second.end};
}

bool isInside(std::string_view text, std::size_t offset)
{
    return offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xc0U) == 0x80;
}

void cutAround(std::string_view text, Origin& origin)
{
    std::size_t begin = origin.span.begin > kOriginAround ? origin.span.begin - kOriginAround : 0;
    std::size_t end = std::min(text.size(), origin.span.end + kOriginAround);
    while (isInside(text, begin))
        ++begin;
    while (isInside(text, end))
        ++end;
    origin.before = text.substr(begin, origin.span.begin - begin);
    origin.text = text.substr(origin.span.begin, origin.span.end - origin.span.begin);
    origin.after = text.substr(origin.span.end, end - origin.span.end);
}

Origin originOf(const ProvenanceIndex::Occurrence& occurrence, const trace::Event& event,
                const std::string& words)
{
    Origin origin;
    origin.source = occurrence.source;
    origin.labels = occurrence.labels;
    origin.event = occurrence.event;
    origin.run = event.run;
    if (const auto* result = std::get_if<trace::CallResult>(&event.body))
        origin.call = result->callId;
    const std::string_view text = recordedText(event);
    if (const auto span = placeOf(text, words)) {
        origin.span = *span;
        cutAround(text, origin);
    }
    return origin;
}

ValueOrigins originsOfValue(const ProvenanceIndex& index, const NamedScalar& scalar,
                            const std::string& argument, const Asker& asker,
                            const SchemaValues* schema, std::span<const trace::Event> events)
{
    ValueOrigins value;
    value.name = scalar.name;
    value.value = toJson(*scalar.value);
    const ScalarValue words = scalarValue(*scalar.value);
    const ArgumentValues alone{{argument}, {words}};
    value.sources = index.of(alone, asker, schema).front().every;
    for (const ProvenanceIndex::Occurrence& one : index.occurrences(words, asker)) {
        if (value.origins.size() < kOriginsShown && one.event < events.size())
            value.origins.push_back(originOf(one, events[one.event], words.words));
        else
            ++value.more;
    }
    return value;
}

} // namespace

std::string_view recordedText(const trace::Event& event)
{
    if (const auto* message = std::get_if<trace::Message>(&event.body))
        return message->text;
    if (const auto* result = std::get_if<trace::CallResult>(&event.body))
        return result->content;
    return {};
}

std::vector<ValueOrigins> originsOf(const ProvenanceIndex& index, const JsonValue& arguments,
                                    const Asker& asker, const SchemaValues* schema,
                                    std::span<const trace::Event> events)
{
    std::vector<ValueOrigins> values;
    for (const JsonMember& member : arguments.members) {
        std::vector<NamedScalar> scalars;
        collect(member.value, factName({"input", member.key}), scalars);
        for (const NamedScalar& scalar : scalars) {
            if (values.size() < kValuesShown)
                values.push_back(originsOfValue(index, scalar, member.key, asker, schema, events));
        }
    }
    return values;
}

} // namespace remit::decision
