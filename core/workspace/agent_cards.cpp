// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/agent_cards.h"

#include "core/base/json_edit.h"
#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/cedar/values/value.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace remit::workspace {
namespace {

/// {"type": …, "id": …}, bare or below "__entity"; empty for anything else.
std::string cardUid(const JsonValue& value)
{
    const JsonValue* inner = value.find("__entity");
    const JsonValue& object = inner != nullptr ? *inner : value;
    const JsonValue* type = object.find("type");
    const JsonValue* id = object.find("id");
    if (type == nullptr || id == nullptr || !type->isString() || !id->isString())
        return {};
    return type->text + "::" + cedarQuoted(id->text);
}

std::string cardText(const JsonValue* attributes, std::string_view key)
{
    const JsonValue* value = attributes == nullptr ? nullptr : attributes->find(key);
    return value != nullptr && value->isString() ? value->text : std::string();
}

std::vector<std::string> cardList(const JsonValue* attributes, std::string_view key)
{
    std::vector<std::string> texts;
    const JsonValue* value = attributes == nullptr ? nullptr : attributes->find(key);
    if (value == nullptr || !value->isArray())
        return texts;
    for (const JsonValue& item : value->items) {
        if (item.isString())
            texts.push_back(item.text);
    }
    return texts;
}

AgentCard readCard(const JsonValue& entity, const std::string& uid, const std::string& file)
{
    const JsonValue* attributes = entity.find("attrs");
    AgentCard card{uid,
                   file,
                   entity.span,
                   cardText(attributes, "purpose"),
                   cardText(attributes, "limits"),
                   cardList(attributes, "prohibitedUses"),
                   {},
                   cardList(attributes, "escalation")};
    const JsonValue* owner = attributes == nullptr ? nullptr : attributes->find("owner");
    if (owner != nullptr)
        card.owner = owner->isString() ? owner->text : cardUid(*owner);
    return card;
}

std::optional<AgentCard> findCard(std::string_view text, const std::string& uid,
                                  const std::string& file)
{
    const JsonDocument document = parseJson(text, file);
    if (!document.root || !document.root->isArray())
        return std::nullopt;
    for (const JsonValue& entity : document.root->items) {
        const JsonValue* entityUid = entity.find("uid");
        if (entityUid != nullptr && cardUid(*entityUid) == uid)
            return readCard(entity, uid, file);
    }
    return std::nullopt;
}

std::string listJson(const std::vector<std::string>& texts)
{
    std::string json;
    for (const std::string& text : texts)
        json += (json.empty() ? "" : ", ") + jsonQuoted(text);
    return "[" + json + "]";
}

/// `User::"mira"` as JSON; nothing where it is no uid.
std::optional<std::string> ownerJson(const std::string& uid)
{
    const std::size_t colons = uid.rfind("::\"");
    if (colons == std::string::npos || colons == 0 || uid.size() < colons + 4 || uid.back() != '"')
        return std::nullopt;
    const JsonDocument id = parseJson(uid.substr(colons + 2));
    if (!id.root || !id.root->isString())
        return std::nullopt;
    return fmt::format(R"({{ "__entity": {{ "type": {}, "id": {} }} }})",
                       jsonQuoted(uid.substr(0, colons)), jsonQuoted(id.root->text));
}

/// The text with one attribute of the agent set.
Result<std::string> withAttribute(std::string text, const AgentCard& card, std::string_view key,
                                  const std::string& value)
{
    const auto present = findCard(text, card.agent, card.file);
    if (!present)
        return failure(ErrorCode::Invalid,
                       fmt::format("{} does not hold {} any more", card.file, card.agent),
                       "Look at the file, and try again.");
    auto attributes = memberSpan(text, present->object, "attrs");
    if (!attributes) {
        text = applied(text, {*memberSet(text, present->object, "attrs", "{}")});
        attributes = memberSpan(text, findCard(text, card.agent, card.file)->object, "attrs");
    }
    return applied(text, {*memberSet(text, *attributes, key, value)});
}

struct CardAttribute {
    std::string_view key;
    std::string json;
};

/// What differs from the present card.
Result<std::vector<CardAttribute>> changedAttributes(const AgentCard& present,
                                                     const AgentCard& wanted)
{
    std::vector<CardAttribute> changes;
    if (present.purpose != wanted.purpose)
        changes.push_back({"purpose", jsonQuoted(wanted.purpose)});
    if (present.limits != wanted.limits)
        changes.push_back({"limits", jsonQuoted(wanted.limits)});
    if (present.prohibitedUses != wanted.prohibitedUses)
        changes.push_back({"prohibitedUses", listJson(wanted.prohibitedUses)});
    if (present.escalation != wanted.escalation)
        changes.push_back({"escalation", listJson(wanted.escalation)});
    if (present.owner != wanted.owner) {
        const auto owner = ownerJson(wanted.owner);
        if (!owner)
            return failure(ErrorCode::Invalid,
                           fmt::format("{} is not the name of an entity", jsonQuoted(wanted.owner)),
                           "Write the accountable person as User::\"mira.holm\".");
        changes.push_back({"owner", *owner});
    }
    return changes;
}

} // namespace

std::vector<std::string_view> AgentCard::missing() const
{
    std::vector<std::string_view> names;
    if (purpose.empty())
        names.emplace_back("purpose");
    if (limits.empty())
        names.emplace_back("limits");
    if (prohibitedUses.empty())
        names.emplace_back("prohibitedUses");
    if (owner.empty())
        names.emplace_back("owner");
    if (escalation.empty())
        names.emplace_back("escalation");
    return names;
}

std::vector<AgentCard> agentCards(const Snapshot& snapshot)
{
    std::vector<AgentCard> cards;
    const std::vector<std::string>& types = snapshot.settings.principals.agents;
    for (const std::string& path : snapshot.paths(FileKind::Entities)) {
        const JsonDocument document = parseJson(*snapshot.files.at(path).text, path);
        if (!document.root || !document.root->isArray())
            continue;
        for (const JsonValue& entity : document.root->items) {
            const JsonValue* uid = entity.find("uid");
            const std::string text = uid == nullptr ? std::string() : cardUid(*uid);
            const std::string type = text.substr(0, text.rfind("::\""));
            if (!text.empty() && std::find(types.begin(), types.end(), type) != types.end())
                cards.push_back(readCard(entity, text, path));
        }
    }
    std::sort(cards.begin(), cards.end(),
              [](const AgentCard& a, const AgentCard& b) { return a.agent < b.agent; });
    return cards;
}

Result<WorkspaceEdit> cardChanged(const AgentCard& card, std::string_view text)
{
    const auto present = findCard(text, card.agent, card.file);
    if (!present)
        return failure(ErrorCode::Invalid,
                       fmt::format("{} does not hold {} any more", card.file, card.agent),
                       "Look at the file, and try again.");
    const auto changes = changedAttributes(*present, card);
    if (!changes)
        return tl::unexpected<Error>(changes.error());
    Result<std::string> after = std::string(text);
    for (const CardAttribute& change : *changes) {
        after = withAttribute(std::move(*after), card, change.key, change.json);
        if (!after)
            return tl::unexpected<Error>(after.error());
    }
    WorkspaceEdit edit;
    edit.title = "Change the card of " + card.agent;
    edit.files[card.file] = difference(text, *after);
    return edit;
}

} // namespace remit::workspace
