// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/type_relations.h"

namespace remit::cedar {
namespace {

TypePtr recordBound(const Type& a, const Type& b)
{
    if (a.attributes.size() != b.attributes.size())
        return nullptr;
    AttributeTypes attributes;
    for (auto left = a.attributes.begin(), right = b.attributes.begin(); left != a.attributes.end();
         ++left, ++right) {
        if (left->first != right->first || left->second.required != right->second.required)
            return nullptr;
        AttributeType bound = left->second;
        bound.type = leastUpperBound(left->second.type, right->second.type);
        if (!bound.type)
            return nullptr;
        attributes.emplace(left->first, std::move(bound));
    }
    return Type::record(std::move(attributes));
}

} // namespace

TypePtr leastUpperBound(const TypePtr& a, const TypePtr& b)
{
    if (a == b || sameType(*a, *b))
        return a;
    if (a->isBoolean() && b->isBoolean())
        return Type::boolean();
    if (a->kind != b->kind)
        return nullptr;
    if (a->kind == TypeKind::Set) {
        TypePtr element = leastUpperBound(a->element, b->element);
        return element ? Type::setOf(std::move(element)) : nullptr;
    }
    return a->kind == TypeKind::Record ? recordBound(*a, *b) : nullptr;
}

TypePtr leastUpperBound(const std::vector<TypePtr>& types)
{
    TypePtr bound;
    for (const TypePtr& type : types) {
        bound = bound ? leastUpperBound(bound, type) : type;
        if (!bound)
            return nullptr;
    }
    return bound;
}

std::string incompatibility(const Type& a, const Type& b)
{
    if (a.kind == TypeKind::Entity && b.kind == TypeKind::Entity)
        return "Different entity types are never compatible, even when their attributes would be.";
    if (a.kind == TypeKind::Set && b.kind == TypeKind::Set)
        return incompatibility(*a.element, *b.element);
    if (a.kind != TypeKind::Record || b.kind != TypeKind::Record)
        return "Types must be exactly equal to be compatible.";
    if (a.attributes.size() != b.attributes.size())
        return "Compatible record types must have exactly the same attributes.";
    for (auto left = a.attributes.begin(), right = b.attributes.begin(); left != a.attributes.end();
         ++left, ++right) {
        if (left->first != right->first)
            return "Compatible record types must have exactly the same attributes.";
        if (left->second.required != right->second.required)
            return "An attribute must be required in both record types, or optional in both.";
        if (!leastUpperBound(left->second.type, right->second.type))
            return incompatibility(*left->second.type, *right->second.type);
    }
    return {};
}

} // namespace remit::cedar
