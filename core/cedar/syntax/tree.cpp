// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/tree.h"

#include <algorithm>

namespace remit::cedar {
namespace {

/// The pairs that a record or the annotations of a policy hold, in the order of their keys.
template <class T>
std::vector<std::pair<std::string_view, T>>
sorted(std::vector<std::pair<std::string_view, T>> pairs)
{
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    return pairs;
}

std::vector<std::pair<std::string_view, const Expr*>> members(const Expr& record)
{
    std::vector<std::pair<std::string_view, const Expr*>> result;
    for (std::size_t i = 0; i < record.children.size(); ++i)
        result.emplace_back(record.path[i], record.children[i].get());
    return sorted(std::move(result));
}

std::vector<std::pair<std::string_view, std::string_view>>
contents(const std::vector<Annotation>& annotations)
{
    std::vector<std::pair<std::string_view, std::string_view>> result;
    for (const Annotation& annotation : annotations)
        result.emplace_back(annotation.key, annotation.value);
    return sorted(std::move(result));
}

bool sameChildren(const Expr& a, const Expr& b)
{
    return std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(),
                      [](const ExprPtr& x, const ExprPtr& y) { return sameTree(*x, *y); });
}

bool sameRecord(const Expr& a, const Expr& b)
{
    const auto left = members(a);
    const auto right = members(b);
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](const auto& x, const auto& y) {
                          return x.first == y.first && sameTree(*x.second, *y.second);
                      });
}

/// Equal in what the kind itself says; children and text are compared by the caller.
bool sameContent(const Expr& a, const Expr& b)
{
    switch (a.kind) {
    case ExprKind::Bool:
        return a.boolean == b.boolean;
    case ExprKind::Long:
        return a.integer == b.integer;
    case ExprKind::Entity:
        return a.uid == b.uid;
    case ExprKind::Variable:
        return a.var == b.var;
    case ExprKind::Slot:
        return a.slot == b.slot;
    case ExprKind::Has:
        return a.path == b.path;
    case ExprKind::Like:
        return a.pattern == b.pattern;
    case ExprKind::String:
    case ExprKind::GetAttr:
    case ExprKind::Is:
    case ExprKind::Call:
    case ExprKind::Method:
        return a.text == b.text;
    default:
        return true;
    }
}

bool sameConstraint(const ScopeConstraint& a, const ScopeConstraint& b)
{
    return a.op == b.op && a.slot == b.slot && a.type == b.type && (a.slot || a.entity == b.entity);
}

/// `in [E]` says the same as `in E`, and Cedar's JSON form knows one form for both.
bool sameConstraint(const ActionConstraint& a, const ActionConstraint& b)
{
    const auto form = [](const ActionConstraint& c) {
        return c.op == ActionConstraint::Op::InSet && c.entities.size() == 1
                   ? ActionConstraint::Op::In
                   : c.op;
    };
    return form(a) == form(b) && a.entities == b.entities;
}

void number(Expr& expr, std::uint32_t& next)
{
    expr.id = next++;
    for (const ExprPtr& child : expr.children)
        number(*child, next);
}

} // namespace

const std::string* Policy::annotation(std::string_view key) const
{
    const auto found = std::find_if(annotations.begin(), annotations.end(),
                                    [key](const Annotation& a) { return a.key == key; });
    return found == annotations.end() ? nullptr : &found->value;
}

ExprPtr clone(const Expr& expr)
{
    auto copy = std::make_unique<Expr>();
    copy->kind = expr.kind;
    copy->boolean = expr.boolean;
    copy->quoted = expr.quoted;
    copy->var = expr.var;
    copy->slot = expr.slot;
    copy->id = expr.id;
    copy->span = expr.span;
    copy->nameSpan = expr.nameSpan;
    copy->integer = expr.integer;
    copy->text = expr.text;
    copy->uid = expr.uid;
    copy->path = expr.path;
    copy->pathSpans = expr.pathSpans;
    copy->pattern = expr.pattern;
    copy->children.reserve(expr.children.size());
    for (const ExprPtr& child : expr.children)
        copy->children.push_back(clone(*child));
    return copy;
}

Policy clone(const Policy& policy)
{
    Policy copy;
    copy.id = policy.id;
    copy.effect = policy.effect;
    copy.annotations = policy.annotations;
    copy.principal = policy.principal;
    copy.action = policy.action;
    copy.resource = policy.resource;
    copy.nodeCount = policy.nodeCount;
    copy.span = policy.span;
    copy.effectSpan = policy.effectSpan;
    copy.broken = policy.broken;
    for (const Condition& condition : policy.conditions)
        copy.conditions.push_back({condition.unless, clone(*condition.body), condition.span});
    return copy;
}

bool sameTree(const Expr& a, const Expr& b)
{
    if (a.kind != b.kind || a.children.size() != b.children.size())
        return false;
    if (a.kind == ExprKind::Record)
        return sameRecord(a, b);
    return sameContent(a, b) && sameChildren(a, b);
}

bool sameTree(const Policy& a, const Policy& b)
{
    return a.effect == b.effect && contents(a.annotations) == contents(b.annotations) &&
           sameConstraint(a.principal, b.principal) && sameConstraint(a.action, b.action) &&
           sameConstraint(a.resource, b.resource) &&
           std::equal(a.conditions.begin(), a.conditions.end(), b.conditions.begin(),
                      b.conditions.end(), [](const Condition& x, const Condition& y) {
                          return x.unless == y.unless && sameTree(*x.body, *y.body);
                      });
}

void numberNodes(Policy& policy)
{
    policy.nodeCount = 0;
    for (const Condition& condition : policy.conditions)
        number(*condition.body, policy.nodeCount);
}

} // namespace remit::cedar
