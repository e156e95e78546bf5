// SPDX-License-Identifier: Apache-2.0
#include "core/replay/filter/filter_fields.h"
#include "core/replay/filter/filter_lexer.h"

#include <algorithm>

namespace remit::replay {

namespace {

using Kind = FilterToken::Kind;

/// What the tokens before the cursor ask for next.
enum class Wanted : std::uint8_t { Operand, Operator, Value, Joint };

struct Place {
    Wanted wanted = Wanted::Operand;
    const FilterField* field = nullptr;
};

Place placeAfter(const std::vector<FilterToken>& before)
{
    Place place;
    for (const FilterToken& token : before) {
        if (token.kind == Kind::Operator) {
            place.wanted = Wanted::Value;
        } else if (token.kind == Kind::Open || token.isWord("and") || token.isWord("or") ||
                   token.isWord("not")) {
            place = Place{};
        } else if (token.kind == Kind::Close || place.wanted == Wanted::Value) {
            place = Place{Wanted::Joint, nullptr};
        } else {
            place.field = token.kind == Kind::Word ? filterField(token.text) : nullptr;
            place.wanted = place.field != nullptr ? Wanted::Operator : Wanted::Joint;
        }
    }
    return place;
}

void addItems(const Place& place, std::vector<FilterCompletion>& items)
{
    switch (place.wanted) {
    case Wanted::Operand:
        for (const FilterField& field : filterFields())
            items.push_back({std::string(field.name), std::string(field.what)});
        items.push_back({"not", "what does not fit"});
        return;
    case Wanted::Operator: {
        const bool ordered =
            place.field->kind == FilterKind::Number || place.field->kind == FilterKind::Time;
        for (const char* sign : {"=", "!="})
            items.push_back({sign, {}});
        if (ordered) {
            for (const char* sign : {"<", "<=", ">", ">="})
                items.push_back({sign, {}});
        } else {
            items.push_back({"~", "has a part"});
            items.push_back({"!~", "has no such part"});
        }
        return;
    }
    case Wanted::Value:
        if (place.field == nullptr)
            return;
        for (const std::string& value : filterValues(*place.field))
            items.push_back({value, {}});
        return;
    case Wanted::Joint:
        items.push_back({"and", {}});
        items.push_back({"or", {}});
        return;
    }
}

} // namespace

FilterCompletions completeFilter(std::string_view query, std::size_t cursor)
{
    cursor = std::min(cursor, query.size());
    std::vector<FilterToken> before = filterTokens(query.substr(0, cursor));
    before.pop_back(); // the end
    FilterCompletions result;
    result.replaces = {static_cast<std::uint32_t>(cursor), static_cast<std::uint32_t>(cursor)};
    std::string typed;
    const bool within = !before.empty() && before.back().span.end == cursor &&
                        (before.back().kind == Kind::Word || before.back().kind == Kind::Quoted);
    if (within) {
        result.replaces.begin = before.back().span.begin;
        typed = lowered(before.back().text);
        before.pop_back();
    }
    addItems(placeAfter(before), result.items);
    std::erase_if(result.items, [&](const FilterCompletion& item) {
        return !lowered(item.text).starts_with(typed);
    });
    return result;
}

} // namespace remit::replay
