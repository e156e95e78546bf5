// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/schema/types.h"

#include "core/base/text.h"

#include <array>

namespace remit::cedar {
namespace {

constexpr std::array<std::string_view, 4> kExtensionNames{"decimal", "ipaddr", "datetime",
                                                          "duration"};

TypePtr plain(TypeKind kind)
{
    auto type = std::make_shared<Type>();
    type->kind = kind;
    return type;
}

bool sameAttributes(const AttributeTypes& a, const AttributeTypes& b)
{
    if (a.size() != b.size())
        return false;
    for (auto left = a.begin(), right = b.begin(); left != a.end(); ++left, ++right) {
        if (left->first != right->first || left->second.required != right->second.required)
            return false;
        if (!sameType(*left->second.type, *right->second.type))
            return false;
    }
    return true;
}

bool isPlainName(std::string_view name)
{
    const auto isLetter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    if (name.empty() || !isLetter(name.front()))
        return false;
    for (const char c : name) {
        if (!isLetter(c) && !(c >= '0' && c <= '9'))
            return false;
    }
    return true;
}

std::string recordText(const Type& type)
{
    std::string text = "{";
    for (const auto& [name, attribute] : type.attributes) {
        if (text.size() > 1)
            text += ", ";
        text += isPlainName(name) ? name : cedarQuoted(name);
        text += attribute.required ? ": " : "?: ";
        text += toText(*attribute.type);
    }
    return text + "}";
}

} // namespace

std::string_view extensionTypeName(ExtensionType type)
{
    return kExtensionNames[static_cast<std::size_t>(type)];
}

std::optional<ExtensionType> extensionTypeOf(std::string_view name)
{
    for (std::size_t i = 0; i < kExtensionNames.size(); ++i) {
        if (kExtensionNames[i] == name)
            return static_cast<ExtensionType>(i);
    }
    return std::nullopt;
}

TypePtr Type::boolean()
{
    static const TypePtr type = plain(TypeKind::Bool);
    return type;
}

TypePtr Type::boolean(bool known)
{
    static const TypePtr yes = plain(TypeKind::True);
    static const TypePtr no = plain(TypeKind::False);
    return known ? yes : no;
}

TypePtr Type::integer()
{
    static const TypePtr type = plain(TypeKind::Long);
    return type;
}

TypePtr Type::string()
{
    static const TypePtr type = plain(TypeKind::String);
    return type;
}

TypePtr Type::never()
{
    static const TypePtr type = plain(TypeKind::Never);
    return type;
}

TypePtr Type::anyEntity()
{
    static const TypePtr type = plain(TypeKind::AnyEntity);
    return type;
}

TypePtr Type::extensionOf(ExtensionType extension)
{
    const auto make = [](ExtensionType which) {
        auto type = std::make_shared<Type>();
        type->kind = TypeKind::Extension;
        type->extension = which;
        return TypePtr(type);
    };
    static const std::array<TypePtr, 4> types{
        make(ExtensionType::Decimal), make(ExtensionType::IpAddress), make(ExtensionType::Datetime),
        make(ExtensionType::Duration)};
    return types[static_cast<std::size_t>(extension)];
}

TypePtr Type::setOf(TypePtr element)
{
    auto type = std::make_shared<Type>();
    type->kind = TypeKind::Set;
    type->element = std::move(element);
    return type;
}

TypePtr Type::record(AttributeTypes attributes)
{
    auto type = std::make_shared<Type>();
    type->kind = TypeKind::Record;
    type->attributes = std::move(attributes);
    return type;
}

TypePtr Type::entity(std::string name)
{
    auto type = std::make_shared<Type>();
    type->kind = TypeKind::Entity;
    type->entityType = std::move(name);
    return type;
}

bool sameType(const Type& a, const Type& b)
{
    if (&a == &b)
        return true;
    if (a.kind != b.kind)
        return false;
    switch (a.kind) {
    case TypeKind::Set:
        return sameType(*a.element, *b.element);
    case TypeKind::Record:
        return sameAttributes(a.attributes, b.attributes);
    case TypeKind::Entity:
        return a.entityType == b.entityType;
    case TypeKind::Extension:
        return a.extension == b.extension;
    default:
        return true;
    }
}

std::string toText(const Type& type)
{
    switch (type.kind) {
    case TypeKind::Bool:
        return "Bool";
    case TypeKind::Long:
        return "Long";
    case TypeKind::String:
        return "String";
    case TypeKind::Set:
        return "Set<" + toText(*type.element) + ">";
    case TypeKind::Record:
        return recordText(type);
    case TypeKind::Entity:
        return type.entityType;
    case TypeKind::Extension:
        return std::string(extensionTypeName(type.extension));
    case TypeKind::True:
        return "True";
    case TypeKind::False:
        return "False";
    case TypeKind::Never:
        return "Never";
    case TypeKind::AnyEntity:
        return "any entity";
    }
    return {};
}

const std::string* findAnnotation(const Annotations& annotations, std::string_view key)
{
    for (const SchemaAnnotation& annotation : annotations) {
        if (annotation.key == key)
            return &annotation.value;
    }
    return nullptr;
}

} // namespace remit::cedar
