// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/mining/inventory_edit.h"

#include "core/analysis/mining/known_values.h"
#include "core/base/text.h"
#include "core/cedar/entities/entity_json.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace remit::analysis {
namespace {

bool isUid(const JsonValue* uid, const cedar::EntityUid& wanted)
{
    if (uid == nullptr || !uid->isObject())
        return false;
    if (const JsonValue* inner = uid->find("__entity"))
        return isUid(inner, wanted);
    const JsonValue* type = uid->find("type");
    const JsonValue* id = uid->find("id");
    return type != nullptr && id != nullptr && type->text == wanted.type && id->text == wanted.id;
}

const JsonValue* entityIn(const JsonDocument& document, const cedar::EntityUid& uid)
{
    if (!document.root || !document.root->isArray())
        return nullptr;
    const auto& items = document.root->items;
    const auto found = std::find_if(items.begin(), items.end(), [&](const JsonValue& item) {
        return isUid(item.find("uid"), uid);
    });
    return found == items.end() ? nullptr : &*found;
}

/// What stands between the elements of a list: a line break with its indentation, or a space.
std::string separatorBefore(const std::string& text, std::uint32_t element)
{
    std::size_t at = element;
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t'))
        --at;
    const bool newLine = at > 0 && text[at - 1] == '\n';
    return newLine ? "\n" + text.substr(at, element - at) : " ";
}

std::string listed(const std::vector<std::string>& values, const std::string& separator)
{
    std::string text;
    for (const std::string& value : values)
        text += (text.empty() ? "" : "," + separator) + jsonQuoted(value);
    return text;
}

std::vector<std::string> missingIn(const JsonValue& list, const std::vector<std::string>& values)
{
    std::vector<std::string> missing;
    for (const std::string& value : values) {
        const bool there =
            std::any_of(list.items.begin(), list.items.end(), [&](const JsonValue& item) {
                return item.isString() && item.text == value;
            });
        if (!there)
            missing.push_back(value);
    }
    return missing;
}

/// Adds to a list that is there.
void extend(std::string& text, const JsonValue& list, const std::vector<std::string>& values)
{
    const std::vector<std::string> missing = missingIn(list, values);
    if (missing.empty())
        return;
    if (list.items.empty()) {
        text.replace(list.span.begin, list.span.end - list.span.begin,
                     "[" + listed(missing, " ") + "]");
        return;
    }
    const std::string separator = separatorBefore(text, list.items.back().span.begin);
    text.insert(list.items.back().span.end, "," + separator + listed(missing, separator));
}

/// Adds a member with the list to the entity's attributes.
void addList(std::string& text, const JsonValue& attributes, const std::string& name,
             const std::vector<std::string>& values)
{
    const std::string member = jsonQuoted(name) + ": [" + listed(values, " ") + "]";
    if (attributes.members.empty()) {
        text.replace(attributes.span.begin, attributes.span.end - attributes.span.begin,
                     "{ " + member + " }");
        return;
    }
    text.insert(attributes.members.back().value.span.end, ", " + member);
}

/// False where the file has no such entity, or has it in a form that is not understood.
bool addTo(std::string& text, const InventoryAddition& addition)
{
    const JsonDocument document = parseJson(text);
    const JsonValue* entity = entityIn(document, addition.owner);
    const JsonValue* attributes = entity == nullptr ? nullptr : entity->find("attrs");
    if (attributes == nullptr || !attributes->isObject())
        return false;
    const JsonValue* list = attributes->find(addition.attribute);
    if (list == nullptr)
        addList(text, *attributes, addition.attribute, addition.values);
    else if (list->isArray())
        extend(text, *list, addition.values);
    else
        return false;
    return true;
}

/// Entities that no file has, beside those that the file of mined ones has already.
std::string withMadeEntities(const std::string& text, const KnownValues& made)
{
    std::vector<cedar::Entity> entities;
    if (!text.empty())
        entities = cedar::parseEntities(text, kMinedEntitiesFile).entities;
    for (const auto& [key, values] : made) {
        std::vector<cedar::Value> elements;
        for (const std::string& value : values)
            elements.push_back(cedar::Value::string(value));
        const auto same = std::find_if(
            entities.begin(), entities.end(),
            [uid = key.first](const cedar::Entity& entity) { return entity.uid == uid; });
        cedar::Entity& entity = same == entities.end()
                                    ? entities.emplace_back(cedar::Entity{key.first, {}, {}, {}})
                                    : *same;
        entity.attributes.insert_or_assign(key.second, cedar::Value::set(std::move(elements)));
    }
    return cedar::toEntityJson(entities) + "\n";
}

KnownValues knownOf(const std::vector<InventoryAddition>& additions)
{
    KnownValues known;
    for (const InventoryAddition& addition : additions)
        known[{addition.owner, addition.attribute}].insert(addition.values.begin(),
                                                           addition.values.end());
    return known;
}

using CallKey = std::pair<std::string, std::int64_t>;

std::set<CallKey> allowedAmong(const std::vector<ObservedCall>& calls)
{
    std::set<CallKey> allowed;
    for (const ObservedCall& call : calls)
        if (call.verdict.verdict == decision::Verdict::Allow)
            allowed.emplace(call.verdict.run, call.verdict.step);
    return allowed;
}

} // namespace

WorkspaceEdit inventoryEdit(const std::map<std::string, std::string>& files,
                            const std::vector<InventoryAddition>& additions)
{
    std::map<std::string, std::string> changed = files;
    KnownValues made;
    for (const InventoryAddition& addition : additions) {
        if (addition.values.empty())
            continue;
        const bool added = std::any_of(changed.begin(), changed.end(),
                                       [&](auto& file) { return addTo(file.second, addition); });
        if (!added)
            made[{addition.owner, addition.attribute}].insert(addition.values.begin(),
                                                              addition.values.end());
    }
    if (!made.empty())
        changed[kMinedEntitiesFile] = withMadeEntities(changed[kMinedEntitiesFile], made);
    WorkspaceEdit edit;
    for (const auto& [path, text] : changed) {
        const auto was = files.find(path);
        const std::string before = was == files.end() ? std::string() : was->second;
        if (text != before)
            edit.files[path] = difference(before, text);
    }
    return edit;
}

Result<InventoryTrial> tryInventories(const decision::Decider& decider,
                                      const replay::EventSource& source,
                                      const std::vector<InventoryAddition>& additions,
                                      const JobControl& job)
{
    const auto before = observedCalls(decider, source, {}, job);
    if (!before)
        return tl::unexpected<Error>(before.error());
    const auto setup = setupWithKnown(decider.setup(), knownOf(additions));
    if (!setup)
        return tl::unexpected<Error>(setup.error());
    const auto after = observedCalls(decision::Decider(*setup), source, {}, job);
    if (!after)
        return tl::unexpected<Error>(after.error());
    const std::set<CallKey> allowed = allowedAmong(*after);
    InventoryTrial trial;
    for (const ObservedCall& call : *before) {
        if (!isWantOfPermit(call.verdict) || !call.succeeded.value_or(false))
            continue;
        ++trial.wanting;
        if (!allowed.contains({call.verdict.run, call.verdict.step}))
            trial.denied.push_back(call.verdict);
    }
    return trial;
}

} // namespace remit::analysis
