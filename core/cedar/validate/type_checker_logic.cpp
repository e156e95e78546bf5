// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/type_checker.h"
#include "core/cedar/validate/type_relations.h"

namespace remit::cedar {
namespace {

bool isKnown(const TypePtr& type, bool value)
{
    return type && type->kind == (value ? TypeKind::True : TypeKind::False);
}

void append(Capabilities& to, const Capabilities& from)
{
    to.insert(to.end(), from.begin(), from.end());
}

} // namespace

/// Several conditions are joined by `&&`.
TypeChecker::Answer TypeChecker::conditions()
{
    Answer all{Type::boolean(true), true, {}};
    bool first = true;
    for (const Condition& next : m_policy.conditions) {
        if (isKnown(all.type, false))
            break;
        const Capabilities assumed = all.capabilities;
        assume(assumed);
        Answer step = condition(next);
        withdraw(assumed);
        all = first ? std::move(step) : both(std::move(all), step);
        first = false;
    }
    return all;
}

TypeChecker::Answer TypeChecker::condition(const Condition& condition)
{
    Answer answer = expect(*condition.body, Wanted::Bool);
    if (!condition.unless)
        return answer;
    if (isKnown(answer.type, true))
        return {Type::boolean(false), answer.sound, {}};
    if (isKnown(answer.type, false))
        return {Type::boolean(true), answer.sound, {}};
    return {Type::boolean(), answer.sound, {}};
}

TypeChecker::Answer TypeChecker::checkNot(const Expr& expr)
{
    const Answer answer = expect(*expr.children.front(), Wanted::Bool);
    if (isKnown(answer.type, true))
        return {Type::boolean(false), answer.sound, {}};
    if (isKnown(answer.type, false))
        return {Type::boolean(true), answer.sound, {}};
    return {Type::boolean(), answer.sound, {}};
}

/// What the operands before have shown holds in those after, until one of them has an error.
TypeChecker::Answer TypeChecker::checkAnd(const Expr& expr)
{
    Answer all = expect(*expr.children.front(), Wanted::Bool);
    Capabilities assumed;
    for (std::size_t i = 1; i < expr.children.size(); ++i) {
        if (isKnown(all.type, false))
            break;
        const std::size_t fresh = assumed.size();
        if (all.sound) {
            const Capabilities more(all.capabilities.begin() + static_cast<std::ptrdiff_t>(fresh),
                                    all.capabilities.end());
            assume(more);
            append(assumed, more);
        } else {
            withdraw(assumed);
            assumed.clear();
        }
        all = both(std::move(all), expect(*expr.children[i], Wanted::Bool));
    }
    withdraw(assumed);
    return all;
}

TypeChecker::Answer TypeChecker::both(Answer left, const Answer& right)
{
    Answer result{Type::boolean(), left.sound && right.sound, {}};
    if (left.type && isKnown(right.type, false)) {
        result.type = Type::boolean(false);
        return result;
    }
    if (result.sound) {
        result.capabilities = std::move(left.capabilities);
        append(result.capabilities, right.capabilities);
    }
    if (isKnown(left.type, true) && right.type)
        result.type = right.type;
    else if (left.type && isKnown(right.type, true))
        result.type = left.type;
    return result;
}

TypeChecker::Answer TypeChecker::checkOr(const Expr& expr)
{
    Answer any = expect(*expr.children.front(), Wanted::Bool);
    for (std::size_t i = 1; i < expr.children.size() && !isKnown(any.type, true); ++i)
        any = orStep(std::move(any), *expr.children[i]);
    if (isKnown(any.type, true) && expr.children.size() > 1)
        any.capabilities.clear();
    return any;
}

TypeChecker::Answer TypeChecker::orStep(Answer left, const Expr& rightExpr)
{
    Answer right = expect(rightExpr, Wanted::Bool);
    Answer either{Type::boolean(), left.sound && right.sound, {}};
    if (left.type && isKnown(right.type, true)) {
        either.type = right.type;
        either.capabilities = std::move(right.capabilities);
    } else if (left.type && isKnown(right.type, false)) {
        either.type = left.type;
        either.capabilities = std::move(left.capabilities);
    } else if (isKnown(left.type, false) && right.type) {
        either.type = right.type;
        either.capabilities = std::move(right.capabilities);
    } else {
        either.capabilities =
            intersection(std::move(left.capabilities), std::move(right.capabilities));
    }
    if (!either.sound)
        either.capabilities.clear();
    return either;
}

TypeChecker::Answer TypeChecker::checkIf(const Expr& expr)
{
    const Answer test = expect(*expr.children[0], Wanted::Bool);
    const auto branch = [&](std::size_t index, bool withTest) {
        if (withTest)
            assume(test.capabilities);
        Answer answer = check(*expr.children[index]);
        if (withTest)
            withdraw(test.capabilities);
        answer.sound = answer.sound && test.sound;
        return answer;
    };
    if (isKnown(test.type, false))
        return branch(2, false);
    Answer then = branch(1, true);
    append(then.capabilities, test.capabilities);
    if (isKnown(test.type, true))
        return then;
    const Answer otherwise = branch(2, false);
    Answer result{nullptr, then.sound && otherwise.sound && test.sound, {}};
    if (!then.type || !otherwise.type)
        return {nullptr, false, {}};
    result.type = leastUpperBound(then.type, otherwise.type);
    if (!result.type) {
        static_cast<void>(demandCompatible(then.type, otherwise.type, expr.span,
                                           "both branches of a conditional"));
        return {nullptr, false, {}};
    }
    if (result.sound)
        result.capabilities = intersection(then.capabilities, otherwise.capabilities);
    return result;
}

} // namespace remit::cedar
