// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/context_reads.h"

#include <algorithm>

namespace remit::cedar {

namespace {

/// The path of `context.a.b`; nothing when the expression is anything else.
std::optional<ContextPath> contextPath(const Expr& expr)
{
    if (expr.kind == ExprKind::Variable && expr.var == Var::Context)
        return ContextPath{};
    if (expr.kind != ExprKind::GetAttr)
        return std::nullopt;
    std::optional<ContextPath> path = contextPath(*expr.children[0]);
    if (path)
        path->push_back(expr.text);
    return path;
}

bool startsWith(const ContextPath& path, const ContextPath& start)
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

std::vector<ContextPath> contextReads(const Policy& policy)
{
    Reads reads;
    for (const Condition& condition : policy.conditions)
        collect(*condition.body, reads);
    // `context has session && context.session.calls > 5` needs the calls, not the whole session: a
    // test of a record adds nothing where its members are read.
    std::vector<ContextPath> result = reads.read;
    for (ContextPath& path : reads.tested) {
        const auto isBelow = [&path](const ContextPath& other) { return startsWith(other, path); };
        if (std::none_of(reads.read.begin(), reads.read.end(), isBelow) &&
            std::none_of(reads.tested.begin(), reads.tested.end(), isBelow))
            result.push_back(std::move(path));
    }
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

} // namespace remit::cedar
