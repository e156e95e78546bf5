// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/context_reads.h"

#include <algorithm>

namespace remit::cedar {

namespace {

bool goesBelow(const ContextPath& path, const ContextPath& start)
{
    return path.size() > start.size() && std::equal(start.begin(), start.end(), path.begin());
}

struct Reads {
    std::vector<ContextPath> read;
    std::vector<ContextPath> tested;
};

void collect(const Expr& expr, Reads& reads)
{
    if (std::optional<ContextPath> path = contextPath(expr)) {
        reads.read.push_back(std::move(*path));
        return;
    }
    if (expr.kind == ExprKind::Has) {
        if (std::optional<ContextPath> path = contextPath(*expr.children[0])) {
            path->insert(path->end(), expr.path.begin(), expr.path.end());
            reads.tested.push_back(std::move(*path));
            return;
        }
    }
    for (const ExprPtr& child : expr.children)
        collect(*child, reads);
}

} // namespace

std::optional<ContextPath> contextPath(const Expr& expr)
{
    ContextPath path;
    const Expr* at = &expr;
    for (; at->kind == ExprKind::GetAttr; at = at->children[0].get())
        path.push_back(at->text);
    if (at->kind != ExprKind::Variable || at->var != Var::Context)
        return std::nullopt;
    std::reverse(path.begin(), path.end());
    return path;
}

std::vector<ContextPath> contextReads(const Policy& policy)
{
    Reads reads;
    for (const Condition& condition : policy.conditions)
        collect(*condition.body, reads);
    // `context has session && context.session.calls > 5` needs the calls, not the whole session: a
    // test of a record adds nothing where its members are read.
    std::vector<ContextPath> result = reads.read;
    for (ContextPath& path : reads.tested) {
        const auto isBelow = [&path](const ContextPath& other) { return goesBelow(other, path); };
        if (std::none_of(reads.read.begin(), reads.read.end(), isBelow) &&
            std::none_of(reads.tested.begin(), reads.tested.end(), isBelow))
            result.push_back(std::move(path));
    }
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

} // namespace remit::cedar
