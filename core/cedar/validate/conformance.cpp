// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/conformance.h"

#include "core/base/text.h"

#include <fmt/format.h>

#include <array>

namespace remit::cedar {
namespace {

using Kind = ConformanceErrorKind;

struct KindNames {
    Kind kind;
    std::string_view name;
    std::string_view code;
};

constexpr std::array kNames{
    KindNames{Kind::UnexpectedEntityAttr, "UnexpectedEntityAttr", "entities/unexpected-attribute"},
    KindNames{Kind::UnexpectedEntityTag, "UnexpectedEntityTag", "entities/unexpected-tag"},
    KindNames{Kind::MissingRequiredEntityAttr, "MissingRequiredEntityAttr",
              "entities/missing-attribute"},
    KindNames{Kind::TypeMismatch, "TypeMismatch", "entities/type-mismatch"},
    KindNames{Kind::InvalidAncestorType, "InvalidAncestorType", "entities/invalid-parent-type"},
    KindNames{Kind::UnexpectedEntityType, "UnexpectedEntityType", "entities/undeclared-type"},
    KindNames{Kind::UndeclaredAction, "UndeclaredAction", "entities/undeclared-action"},
    KindNames{Kind::ActionDeclarationMismatch, "ActionDeclarationMismatch",
              "entities/action-differs"},
    KindNames{Kind::InvalidEnumEntity, "InvalidEnumEntity", "entities/invalid-enum-id"},
    KindNames{Kind::UndeclaredPrincipalType, "UndeclaredPrincipalType",
              "request/undeclared-principal-type"},
    KindNames{Kind::UndeclaredResourceType, "UndeclaredResourceType",
              "request/undeclared-resource-type"},
    KindNames{Kind::InvalidPrincipalType, "InvalidPrincipalType", "request/invalid-principal-type"},
    KindNames{Kind::InvalidResourceType, "InvalidResourceType", "request/invalid-resource-type"},
    KindNames{Kind::InvalidContext, "InvalidContext", "request/invalid-context"},
};

const KindNames& namesOf(Kind kind)
{
    for (const KindNames& names : kNames) {
        if (names.kind == kind)
            return names;
    }
    return kNames.front();
}

using Finding = std::optional<ConformanceError>;

Finding mismatch(const Value& value, const Type& type)
{
    return ConformanceError{Kind::TypeMismatch,
                            fmt::format("the schema says {}, this is {}: {}", toText(type),
                                        typeName(value), shown(toText(value))),
                            {},
                            {}};
}

bool isOf(const Value& value, ExtensionType type)
{
    switch (type) {
    case ExtensionType::Decimal:
        return value.is(ValueKind::Decimal);
    case ExtensionType::IpAddress:
        return value.is(ValueKind::IpAddress);
    case ExtensionType::Datetime:
        return value.is(ValueKind::Datetime);
    case ExtensionType::Duration:
        return value.is(ValueKind::Duration);
    }
    return false;
}

Finding checkSet(const Value& value, const Type& type, const Schema& schema)
{
    for (const Value& element : value.asSet()) {
        if (auto wrong = checkValue(element, *type.element, schema))
            return wrong;
    }
    return std::nullopt;
}

Finding checkRecord(const Value& value, const Type& type, const Schema& schema)
{
    const Attributes& record = value.asRecord();
    for (const auto& [name, attribute] : type.attributes) {
        const auto found = record.find(name);
        if (found == record.end()) {
            if (attribute.required)
                return ConformanceError{
                    Kind::TypeMismatch,
                    fmt::format("the record has no attribute \"{}\"", shown(name)), name,
                    fmt::format("add it; the schema says {}", toText(*attribute.type))};
            continue;
        }
        if (auto wrong = checkValue(found->second, *attribute.type, schema)) {
            wrong->attribute = name;
            return wrong;
        }
    }
    for (const auto& [name, member] : record) {
        if (!type.attributes.contains(name))
            return ConformanceError{
                Kind::TypeMismatch,
                fmt::format("the schema declares no attribute \"{}\" here", shown(name)), name,
                "remove it, or declare it in the schema"};
    }
    return std::nullopt;
}

Finding checkReference(const Value& value, const Type& type, const Schema& schema)
{
    const EntityUid& uid = value.asEntity();
    if (uid.type != type.entityType)
        return mismatch(value, type);
    return checkUid(uid, schema);
}

} // namespace

std::string_view kindName(ConformanceErrorKind kind)
{
    return namesOf(kind).name;
}

std::string_view codeOf(ConformanceErrorKind kind)
{
    return namesOf(kind).code;
}

std::optional<ConformanceError> checkUid(const EntityUid& uid, const Schema& schema)
{
    if (isActionTypeName(uid.type)) {
        if (schema.action(uid))
            return std::nullopt;
        return ConformanceError{Kind::UndeclaredAction,
                                fmt::format("the schema declares no action {}", shown(toText(uid))),
                                {},
                                {}};
    }
    const EntityType* type = schema.entityType(uid.type);
    if (!type || type->allowsId(uid.id))
        return std::nullopt;
    return ConformanceError{
        Kind::InvalidEnumEntity,
        fmt::format("the enumerated type {} has no \"{}\"", uid.type, shown(uid.id)),
        {},
        "its ids are " + joined(*type->enumIds, ", ")};
}

std::optional<ConformanceError> checkValue(const Value& value, const Type& type,
                                           const Schema& schema)
{
    const auto demand = [&](bool ofType) { return ofType ? Finding() : mismatch(value, type); };
    switch (type.kind) {
    case TypeKind::Bool:
        return demand(value.is(ValueKind::Bool));
    case TypeKind::True:
    case TypeKind::False:
        return demand(value.is(ValueKind::Bool) && value.asBool() == (type.kind == TypeKind::True));
    case TypeKind::Long:
        return demand(value.is(ValueKind::Long));
    case TypeKind::String:
        return demand(value.is(ValueKind::String));
    case TypeKind::Extension:
        return demand(isOf(value, type.extension));
    case TypeKind::Set:
        return value.is(ValueKind::Set) ? checkSet(value, type, schema) : mismatch(value, type);
    case TypeKind::Record:
        return value.is(ValueKind::Record) ? checkRecord(value, type, schema)
                                           : mismatch(value, type);
    case TypeKind::Entity:
        return value.is(ValueKind::Entity) ? checkReference(value, type, schema)
                                           : mismatch(value, type);
    case TypeKind::AnyEntity:
        return demand(value.is(ValueKind::Entity));
    case TypeKind::Never:
        return mismatch(value, type);
    }
    return std::nullopt;
}

} // namespace remit::cedar
