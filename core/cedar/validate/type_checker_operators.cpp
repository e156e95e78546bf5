// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/type_checker.h"
#include "core/cedar/validate/type_relations.h"

#include <algorithm>

namespace remit::cedar {
namespace {

bool isLiteral(const Expr& expr)
{
    return expr.kind == ExprKind::Bool || expr.kind == ExprKind::Long ||
           expr.kind == ExprKind::String;
}

bool sameLiteral(const Expr& a, const Expr& b)
{
    return a.kind == b.kind && a.boolean == b.boolean && a.integer == b.integer && a.text == b.text;
}

bool isOrdered(const Type& type)
{
    return type.kind == TypeKind::Long ||
           (type.kind == TypeKind::Extension && (type.extension == ExtensionType::Datetime ||
                                                 type.extension == ExtensionType::Duration));
}

std::string helpForArithmetic(const Type& actual)
{
    return actual.kind == TypeKind::String ? "Cedar does not support string concatenation." : "";
}

std::string helpForIn(const Type& actual)
{
    if (actual.kind == TypeKind::Set || actual.kind == TypeKind::String ||
        actual.kind == TypeKind::Record)
        return "Try using `contains`, `containsAny` or `containsAll` to examine the contents of a "
               "set.";
    return {};
}

} // namespace

bool TypeChecker::demandCompatible(const TypePtr& a, const TypePtr& b, Span span, const char* rule)
{
    if (leastUpperBound(a, b))
        return true;
    std::string first = toText(*a);
    std::string second = toText(*b);
    if (second < first)
        std::swap(first, second);
    m_problems.error("validate/incompatible-types", span,
                     "the types " + first + " and " + second + " are not compatible",
                     std::string(rule) + " must have compatible types. " + incompatibility(*a, *b));
    return false;
}

TypeChecker::Answer TypeChecker::checkEquality(const Expr& expr)
{
    const Expr& left = *expr.children[0];
    const Expr& right = *expr.children[1];
    const bool negated = expr.kind == ExprKind::NotEqual;
    const Answer a = check(left);
    const Answer b = check(right);
    const bool sound = a.sound && b.sound;
    const EntityUid* leftUid = literalUid(left);
    const EntityUid* rightUid = literalUid(right);
    const bool leftLiteral = leftUid != nullptr || isLiteral(left);
    const bool rightLiteral = rightUid != nullptr || isLiteral(right);
    if (leftLiteral && rightLiteral) {
        const bool uids = leftUid != nullptr && rightUid != nullptr;
        const bool equal =
            uids ? *leftUid == *rightUid : leftUid == rightUid && sameLiteral(left, right);
        return {Type::boolean(equal != negated), sound, {}};
    }
    if (!a.type || !b.type)
        return {Type::boolean(), false, {}};
    if (a.type->kind == TypeKind::Entity && b.type->kind == TypeKind::Entity &&
        a.type->entityType != b.type->entityType)
        return {Type::boolean(negated), sound, {}};
    const bool compatible =
        demandCompatible(a.type, b.type, expr.span, "Both operands to a `==` expression");
    return {Type::boolean(), sound && compatible, {}};
}

/// `<`, `<=` and their kin: two Longs, two datetimes or two durations.
TypeChecker::Answer TypeChecker::checkOrder(const Expr& expr)
{
    const Expr& left = *expr.children[0];
    const Expr& right = *expr.children[1];
    const Answer a = check(left);
    const Answer b = check(right);
    Answer result{Type::boolean(), a.sound && b.sound && a.type && b.type, {}};
    if (!a.type || !b.type)
        return result;
    if (isOrdered(*a.type)) {
        if (!sameType(*a.type, *b.type)) {
            reportUnexpected(right, "a " + toText(*a.type), *b.type);
            result.sound = false;
        }
        return result;
    }
    result.sound = false;
    if (isOrdered(*b.type)) {
        reportUnexpected(left, "a " + toText(*b.type), *a.type);
        return result;
    }
    reportUnexpected(left, "a Long, a datetime or a duration", *a.type);
    reportUnexpected(right, "a Long, a datetime or a duration", *b.type);
    return result;
}

TypeChecker::Answer TypeChecker::checkArithmetic(const Expr& expr)
{
    bool sound = true;
    const HelpFor help = expr.kind == ExprKind::Add ? helpForArithmetic : nullptr;
    for (const ExprPtr& operand : expr.children)
        sound = expect(*operand, Wanted::Long, help).sound && sound;
    return {Type::integer(), sound, {}};
}

TypeChecker::Answer TypeChecker::checkIn(const Expr& expr)
{
    return checkMembership(*expr.children[0], *expr.children[1], expr.span);
}

TypeChecker::Answer TypeChecker::checkMembership(const Expr& left, const Expr& right, Span)
{
    const Answer a = expect(left, Wanted::Entity, helpForIn);
    const Answer b = expect(right, Wanted::EntityOrSet, helpForIn);
    const bool sound = a.sound && b.sound;
    if (!sound)
        return {Type::boolean(), false, {}};
    return {membershipType(left, a.type, right, b.type), sound, {}};
}

TypePtr TypeChecker::membershipType(const Expr& left, const TypePtr& leftType, const Expr& right,
                                    const TypePtr& rightType) const
{
    const EntityUid* uid = literalUid(left);
    std::vector<const EntityUid*> targets;
    if (right.kind == ExprKind::Set) {
        for (const ExprPtr& element : right.children)
            targets.push_back(literalUid(*element));
    } else {
        targets.push_back(literalUid(right));
    }
    const bool literals = std::find(targets.begin(), targets.end(), nullptr) == targets.end();
    if (uid != nullptr && m_schema.action(*uid) != nullptr && literals) {
        const bool member =
            std::any_of(targets.begin(), targets.end(), [&](const EntityUid* target) {
                return m_schema.isActionIn(*uid, *target);
            });
        return Type::boolean(member);
    }
    const TypePtr& target = rightType->kind == TypeKind::Set ? rightType->element : rightType;
    if (leftType->kind != TypeKind::Entity || target->kind != TypeKind::Entity)
        return Type::boolean();
    return m_schema.mayBeIn(leftType->entityType, target->entityType) ? Type::boolean()
                                                                      : Type::boolean(false);
}

} // namespace remit::cedar
