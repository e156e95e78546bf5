// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/validate/lints/guards.h"
#include "core/cedar/validate/lints/policy_lints.h"

#include <vector>

namespace remit::cedar::lints {

/// Without a schema nobody knows which attributes are optional; but one that the policy itself
/// tests in one place and reads without a test in another is. (A forbid is covered by
/// skippable-forbid.)
void missingGuard(const LintedPolicy& linted)
{
    if (linted.schema != nullptr || linted.policy.effect == Effect::Forbid)
        return;
    std::vector<const Expr*> reads;
    GuardWalk guards([&](const Expr& read, bool guarded) {
        if (!guarded)
            reads.push_back(&read);
    });
    guards.walk(linted.policy);
    for (const Expr* read : reads) {
        if (!guards.isTestedSomewhere(*read))
            continue;
        linted.problems.warning("lint/missing-guard", read->span,
                                "`" + shown(read->text) +
                                    "` is tested elsewhere in this policy, but not before it is "
                                    "read here",
                                "Put the test before it: `… has … && …`.");
    }
}

} // namespace remit::cedar::lints
