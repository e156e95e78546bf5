// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/entities/json_escape.h"

namespace remit::cedar {
namespace {

bool hasString(const JsonValue& json, std::string_view key)
{
    const JsonValue* value = json.find(key);
    return value && value->isString();
}

} // namespace

bool hasUidParts(const JsonValue& json)
{
    return hasString(json, "type") && hasString(json, "id");
}

bool hasCallParts(const JsonValue& json)
{
    if (!hasString(json, "fn"))
        return false;
    const JsonValue* list = json.find("args");
    return json.find("arg") || (list && list->isArray());
}

TypePtr extensionTypeOf(ValueKind kind)
{
    switch (kind) {
    case ValueKind::Decimal:
        return Type::extensionOf(ExtensionType::Decimal);
    case ValueKind::IpAddress:
        return Type::extensionOf(ExtensionType::IpAddress);
    case ValueKind::Datetime:
        return Type::extensionOf(ExtensionType::Datetime);
    case ValueKind::Duration:
        return Type::extensionOf(ExtensionType::Duration);
    default:
        return nullptr;
    }
}

} // namespace remit::cedar
