// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/attenuation.h"

#include <algorithm>
#include <vector>

namespace remit::analysis {
namespace {

using cedar::ActionConstraint;
using cedar::Expr;
using cedar::ExprKind;
using cedar::ProgramPolicy;
using cedar::ScopeConstraint;

/// A condition that must hold: the expression, or its negation.
struct Conjunct {
    const Expr* expr = nullptr;
    bool holds = true;
};

void collect(const Expr& expr, bool holds, std::vector<Conjunct>& found)
{
    if (holds && expr.kind == ExprKind::And) {
        for (const auto& child : expr.children)
            collect(*child, true, found);
    } else if (expr.kind == ExprKind::Not) {
        collect(*expr.children.front(), !holds, found);
    } else {
        found.push_back({&expr, holds});
    }
}

std::vector<Conjunct> conjunctsOf(const cedar::Policy& policy)
{
    std::vector<Conjunct> found;
    for (const cedar::Condition& condition : policy.conditions) {
        if (condition.body)
            collect(*condition.body, !condition.unless, found);
    }
    return found;
}

/// A comparison `path op number`, brought to one direction: the values from low to high.
struct Range {
    const Expr* left = nullptr;
    std::int64_t low = INT64_MIN;
    std::int64_t high = INT64_MAX;
};

std::optional<Range> rangeOf(const Conjunct& conjunct)
{
    const Expr& expr = *conjunct.expr;
    if (expr.children.size() != 2 || expr.children[1]->kind != ExprKind::Long)
        return std::nullopt;
    const std::int64_t bound = expr.children[1]->integer;
    if (bound == INT64_MIN || bound == INT64_MAX)
        return std::nullopt; // its neighbours cannot be written
    Range range;
    range.left = expr.children[0].get();
    const auto atMost = [&](std::int64_t value) { range.high = value; };
    const auto atLeast = [&](std::int64_t value) { range.low = value; };
    switch (expr.kind) {
    case ExprKind::LessEqual:
        conjunct.holds ? atMost(bound) : atLeast(bound + 1);
        return range;
    case ExprKind::Less:
        conjunct.holds ? atMost(bound - 1) : atLeast(bound);
        return range;
    case ExprKind::GreaterEqual:
        conjunct.holds ? atLeast(bound) : atMost(bound - 1);
        return range;
    case ExprKind::Greater:
        conjunct.holds ? atLeast(bound + 1) : atMost(bound);
        return range;
    case ExprKind::Equal:
        if (!conjunct.holds)
            return std::nullopt;
        range.low = range.high = bound;
        return range;
    default:
        return std::nullopt;
    }
}

/// If `given` is true, is `wanted` true as well (and evaluated without error)?
bool implies(const Conjunct& given, const Conjunct& wanted)
{
    if (given.holds == wanted.holds && sameTree(*given.expr, *wanted.expr))
        return true;
    const auto a = rangeOf(given);
    // A comparison by `==` of another kind of value says nothing of an order, which would fail.
    const auto b = rangeOf(wanted);
    return a && b && sameTree(*a->left, *b->left) && b->low <= a->low && a->high <= b->high;
}

bool impliesAll(const std::vector<Conjunct>& given, const std::vector<Conjunct>& wanted)
{
    return std::all_of(wanted.begin(), wanted.end(), [&](const Conjunct& each) {
        return std::any_of(given.begin(), given.end(),
                           [&](const Conjunct& one) { return implies(one, each); });
    });
}

bool isIn(const cedar::EntityStore& entities, const cedar::EntityUid& below,
          const cedar::EntityUid& above)
{
    return below == above || entities.isDescendant(below, above);
}

bool actionWithin(const ActionConstraint& inner, const ActionConstraint& outer,
                  const cedar::EntityStore& entities)
{
    using Op = ActionConstraint::Op;
    if (outer.op == Op::Any)
        return true;
    if (inner.op == Op::Any)
        return false;
    return std::all_of(
        inner.entities.begin(), inner.entities.end(), [&](const cedar::EntityUid& action) {
            return std::any_of(
                outer.entities.begin(), outer.entities.end(), [&](const cedar::EntityUid& group) {
                    return outer.op == Op::Equal ? inner.op == Op::Equal && action == group
                                                 : isIn(entities, action, group);
                });
        });
}

bool resourceWithin(const ScopeConstraint& inner, const ScopeConstraint& outer,
                    const cedar::EntityStore& entities)
{
    using Op = ScopeConstraint::Op;
    const bool innerTyped = inner.op == Op::Is || inner.op == Op::IsIn;
    const bool innerBelow = inner.op == Op::In || inner.op == Op::IsIn;
    const bool sameType = (innerTyped && inner.type == outer.type) ||
                          (inner.op == Op::Equal && inner.entity.type == outer.type);
    const bool below =
        (innerBelow || inner.op == Op::Equal) && isIn(entities, inner.entity, outer.entity);
    switch (outer.op) {
    case Op::Any:
        return true;
    case Op::Equal:
        return inner.op == Op::Equal && inner.entity == outer.entity;
    case Op::In:
        return below;
    case Op::Is:
        return sameType;
    case Op::IsIn:
        return sameType && below;
    }
    return false;
}

/// Is the outer policy satisfied whenever the inner one is?
bool covers(const cedar::Policy& outer, const cedar::Policy& inner,
            const cedar::EntityStore& entities)
{
    return !outer.isTemplate() && !inner.isTemplate() &&
           actionWithin(inner.action, outer.action, entities) &&
           resourceWithin(inner.resource, outer.resource, entities) &&
           impliesAll(conjunctsOf(inner), conjunctsOf(outer));
}

bool coveredByOne(const cedar::Policy& inner, const cedar::Program& outer,
                  const cedar::EntityStore& entities)
{
    return std::any_of(
        outer.policies().begin(), outer.policies().end(), [&](const ProgramPolicy& each) {
            return each.effect == inner.effect && covers(*each.source, inner, entities);
        });
}

/// Can no request fall under both scopes?
bool apart(const cedar::Policy& a, const cedar::Policy& b)
{
    const bool oneActionEach =
        a.action.op == ActionConstraint::Op::Equal && b.action.op == ActionConstraint::Op::Equal;
    if (oneActionEach && a.action.entities.front() != b.action.entities.front())
        return true;
    return a.resource.op == ScopeConstraint::Op::Equal &&
           b.resource.op == ScopeConstraint::Op::Equal && a.resource.entity != b.resource.entity;
}

bool touchesNoPermit(const cedar::Policy& forbid, const cedar::Program& child)
{
    return std::all_of(
        child.policies().begin(), child.policies().end(), [&](const ProgramPolicy& each) {
            return each.effect == cedar::Effect::Forbid || apart(forbid, *each.source);
        });
}

} // namespace

bool isContained(const cedar::Program& child, const cedar::Program& parent,
                 const cedar::EntityStore& entities)
{
    const auto& inner = child.policies();
    const auto& outer = parent.policies();
    const bool permits = std::all_of(inner.begin(), inner.end(), [&](const ProgramPolicy& each) {
        return each.effect == cedar::Effect::Forbid || coveredByOne(*each.source, parent, entities);
    });
    return permits && std::all_of(outer.begin(), outer.end(), [&](const ProgramPolicy& each) {
               return each.effect == cedar::Effect::Permit ||
                      coveredByOne(*each.source, child, entities) ||
                      touchesNoPermit(*each.source, child);
           });
}

} // namespace remit::analysis
