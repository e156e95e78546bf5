// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/entities/json_escape.h"
#include "core/cedar/entities/value_reader.h"
#include "core/cedar/syntax/parser.h"

#include <fmt/format.h>

namespace remit::cedar {

std::optional<EntityUid> ValueReader::uid(const JsonValue& json, bool textForm)
{
    if (textForm && json.isString())
        return uidFromText(json);
    const JsonValue* escape = json.find("__entity");
    if (escape && hasUidParts(*escape))
        return uidFromParts(*escape);
    if (hasUidParts(json))
        return uidFromParts(json);
    const JsonValue* expr = json.find("__expr");
    if (expr && expr->isString()) {
        (void)rejectExpr(json);
        return std::nullopt;
    }
    report("entities/not-a-uid", json.span, "this does not name an entity",
           textForm ? R"(write User::"alice", or an object with the strings "type" and "id")"
                    : R"(write {"type": "User", "id": "alice"})");
    return std::nullopt;
}

std::optional<EntityUid> ValueReader::uidFromParts(const JsonValue& json)
{
    const JsonValue& type = *json.find("type");
    if (!validTypeName(type))
        return std::nullopt;
    return EntityUid{type.text, json.find("id")->text};
}

std::optional<EntityUid> ValueReader::uidFromText(const JsonValue& json)
{
    auto name = parseEntityUid(json.text);
    if (!name)
        report("entities/not-a-uid", json.span,
               fmt::format("`{}` does not name an entity", shown(json.text)),
               R"(in JSON it reads "User::\"alice\"")");
    return name;
}

bool ValueReader::validTypeName(const JsonValue& name)
{
    if (m_validNames.contains(name.text))
        return true;
    if (isValidName(name.text)) {
        m_validNames.insert(name.text);
        return true;
    }
    report("entities/bad-type-name", name.span,
           fmt::format("`{}` is no name of an entity type", shown(name.text)),
           "a name is identifiers joined by `::`, without blanks and reserved words");
    return false;
}

} // namespace remit::cedar
