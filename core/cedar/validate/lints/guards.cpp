// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/lints/guards.h"

namespace remit::cedar::lints {
namespace {

bool isTagCall(const Expr& expr, std::string_view name)
{
    return expr.kind == ExprKind::Method && expr.text == name && expr.children.size() == 2;
}

} // namespace

void GuardWalk::walk(const Policy& policy)
{
    Capabilities all;
    for (const Condition& condition : policy.conditions) {
        assume(all, 1);
        const Capabilities more = walk(*condition.body);
        assume(all, -1);
        if (!condition.unless)
            all.insert(all.end(), more.begin(), more.end());
    }
}

bool GuardWalk::isTestedSomewhere(const Expr& read)
{
    return m_tested.contains(capabilityOf(read));
}

Capability GuardWalk::capabilityOf(const Expr& read)
{
    const bool tag = read.kind == ExprKind::Method;
    return {m_ids.of(*read.children.front()),
            tag ? m_ids.of(*read.children[1]) : m_ids.ofText(read.text), tag};
}

Capabilities GuardWalk::walk(const Expr& expr)
{
    switch (expr.kind) {
    case ExprKind::And:
        return walkAnd(expr);
    case ExprKind::Or:
        return walkOr(expr);
    case ExprKind::If:
        return walkIf(expr);
    default:
        break;
    }
    for (const ExprPtr& child : expr.children)
        walk(*child);
    if (expr.kind == ExprKind::GetAttr || isTagCall(expr, "getTag"))
        m_visit(expr, m_known.contains(capabilityOf(expr)));
    return testedBy(expr);
}

Capabilities GuardWalk::testedBy(const Expr& expr)
{
    Capabilities tested;
    if (expr.kind == ExprKind::Has) {
        ExprIds::Id base = m_ids.of(*expr.children.front());
        for (const std::string& name : expr.path) {
            tested.push_back({base, m_ids.ofText(name), false});
            base = m_ids.ofAttribute(base, name);
        }
    } else if (isTagCall(expr, "hasTag")) {
        tested.push_back(capabilityOf(expr));
    }
    for (const Capability& capability : tested)
        m_tested[capability] = true;
    return tested;
}

Capabilities GuardWalk::walkAnd(const Expr& expr)
{
    Capabilities all;
    for (const ExprPtr& child : expr.children) {
        const Capabilities more = walk(*child);
        assume(more, 1);
        all.insert(all.end(), more.begin(), more.end());
    }
    assume(all, -1);
    return all;
}

Capabilities GuardWalk::walkOr(const Expr& expr)
{
    Capabilities common = walk(*expr.children.front());
    Capabilities failed = whenFalse(*expr.children.front());
    assume(failed, 1);
    for (std::size_t i = 1; i < expr.children.size(); ++i) {
        common = intersection(std::move(common), walk(*expr.children[i]));
        const Capabilities more = whenFalse(*expr.children[i]);
        assume(more, 1);
        failed.insert(failed.end(), more.begin(), more.end());
    }
    assume(failed, -1);
    return common;
}

Capabilities GuardWalk::walkIf(const Expr& expr)
{
    const Capabilities test = walk(*expr.children[0]);
    assume(test, 1);
    Capabilities then = walk(*expr.children[1]);
    assume(test, -1);
    then.insert(then.end(), test.begin(), test.end());
    const Capabilities failed = whenFalse(*expr.children[0]);
    assume(failed, 1);
    const Capabilities otherwise = walk(*expr.children[2]);
    assume(failed, -1);
    return intersection(std::move(then), otherwise);
}

Capabilities GuardWalk::whenFalse(const Expr& expr)
{
    if (expr.kind != ExprKind::Not)
        return {};
    return testedBy(*expr.children.front());
}

void GuardWalk::assume(const Capabilities& capabilities, int count)
{
    for (const Capability& capability : capabilities) {
        if ((m_known[capability] += count) == 0)
            m_known.erase(capability);
    }
}

} // namespace remit::cedar::lints
