// SPDX-License-Identifier: Apache-2.0
#include "core/assist/known_entities.h"

#include "core/cedar/syntax/parser.h"

namespace remit::assist {

std::optional<JsonUid> uidObject(const JsonValue& value)
{
    const JsonValue* escaped = value.find("__entity");
    const JsonValue& object = escaped != nullptr ? *escaped : value;
    const JsonValue* type = object.find("type");
    const JsonValue* id = object.find("id");
    if (type == nullptr || id == nullptr || !type->isString() || !id->isString())
        return std::nullopt;
    return JsonUid{{type->text, id->text}, type, id, nullptr};
}

std::optional<JsonUid> uidOrText(const JsonValue& value)
{
    if (!value.isString())
        return uidObject(value);
    if (value.text.find("::\"") == std::string::npos)
        return std::nullopt;
    auto uid = cedar::parseEntityUid(value.text);
    if (!uid)
        return std::nullopt;
    return JsonUid{std::move(*uid), nullptr, nullptr, &value};
}

void addKnownEntities(const JsonValue& root, const std::string& path, Model::Entities& entities)
{
    for (const JsonValue& item : root.items) {
        const JsonValue* written = item.find("uid");
        const auto uid = written != nullptr ? uidObject(*written) : std::nullopt;
        if (uid)
            entities[uid->uid.type].try_emplace(
                uid->uid.id, KnownEntity{uid->uid.id, path, item.span, uid->id->span, &item});
    }
}

} // namespace remit::assist
