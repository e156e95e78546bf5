// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/schema/schema.h"
#include "core/cedar/syntax/tree.h"
#include "core/cedar/validate/problems.h"

#include <functional>

/// The lints of single policies, one a file. Each says in its own words what is wrong and what to
/// do.
namespace remit::cedar::lints {

struct LintedPolicy {
    const Policy& policy;
    const Schema* schema; ///< may be null
    Problems& problems;
};

void skippableForbid(const LintedPolicy& linted);
void permitEverything(const LintedPolicy& linted);
void stringMembership(const LintedPolicy& linted);
void unreachableClause(const LintedPolicy& linted);
void repeatedOperand(const LintedPolicy& linted);
void missingGuard(const LintedPolicy& linted);
void provenanceTest(const LintedPolicy& linted);
void approvalRule(const LintedPolicy& linted);
void taskAnnotation(const LintedPolicy& linted);
void deprecatedName(const LintedPolicy& linted);

/// Calls `visit` for the expression and all below it, parents first.
void forEachNode(const Expr& expr, const std::function<void(const Expr&)>& visit);
void forEachNode(const Policy& policy, const std::function<void(const Expr&)>& visit);

/// Is it `context.NAME` (or `context["NAME"]`)?
[[nodiscard]] bool isContextAttribute(const Expr& expr, std::string_view name);

/// A read of a fact that every request has (semantics, "Facts"), such as `context.session.calls`:
/// it never fails, since a policy is set aside where the fact is not known (R6).
[[nodiscard]] bool isFact(const Expr& read);

} // namespace remit::cedar::lints
