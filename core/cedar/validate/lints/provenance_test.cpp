// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/validate/lints/policy_lints.h"

namespace remit::cedar::lints {
namespace {

/// `context.provenance.ARGUMENT.every` or `.any`.
bool isProvenanceSet(const Expr& expr)
{
    if (expr.kind != ExprKind::GetAttr || (expr.text != "every" && expr.text != "any"))
        return false;
    const Expr& argument = *expr.children.front();
    return argument.kind == ExprKind::GetAttr &&
           isContextAttribute(*argument.children.front(), "provenance");
}

/// Walks with the direction in which an expression moves the decision when it is true.
class ProvenanceWalk {
public:
    explicit ProvenanceWalk(const LintedPolicy& linted) : m_linted(linted) {}

    void walk(const Expr& expr, bool allows)
    {
        switch (expr.kind) {
        case ExprKind::Not:
            return walk(*expr.children.front(), !allows);
        case ExprKind::And:
        case ExprKind::Or:
            for (const ExprPtr& child : expr.children)
                walk(*child, allows);
            return;
        case ExprKind::If: // the test works in both directions
            walk(*expr.children[1], allows);
            walk(*expr.children[2], allows);
            return;
        case ExprKind::Method:
            return membership(expr, allows);
        default:
            return;
        }
    }

private:
    void membership(const Expr& expr, bool allows)
    {
        const Expr& receiver = *expr.children.front();
        const bool contains =
            expr.text == "contains" || expr.text == "containsAny" || expr.text == "containsAll";
        if (contains && isProvenanceSet(receiver))
            return test(receiver, allows);
        // "All its sources are among these" asks whether any source is another one.
        if (expr.text == "containsAll" && isProvenanceSet(*expr.children[1]))
            return test(*expr.children[1], !allows);
        if (expr.text == "containsAny" && isProvenanceSet(*expr.children[1]))
            return test(*expr.children[1], allows);
        if (expr.text == "isEmpty" && isProvenanceSet(receiver))
            test(receiver, !allows);
    }

    void test(const Expr& set, bool trusts)
    {
        const std::string argument = shown(set.children.front()->text);
        const Span place = set.nameSpan.empty() ? set.span : set.nameSpan;
        if (trusts && set.text == "any") {
            Diagnostic& found = m_linted.problems.warning(
                "lint/trust-on-any", place,
                "a test of trust on `any`: one trusted part of `" + argument + "` is enough",
                "Use `every`, which holds the sources that all its parts have in common.");
            m_linted.problems.addFix(found, "Change to `every`", {{place, "every"}});
        } else if (!trusts && set.text == "every") {
            Diagnostic& found = m_linted.problems.warning(
                "lint/distrust-on-every", place,
                "a test of distrust on `every`: one clean part of `" + argument +
                    "` hides the others",
                "Use `any`, which holds the sources of each of its parts.");
            m_linted.problems.addFix(found, "Change to `any`", {{place, "any"}});
        }
    }

    const LintedPolicy& m_linted;
};

} // namespace

void provenanceTest(const LintedPolicy& linted)
{
    const bool permits = linted.policy.effect == Effect::Permit;
    for (const Condition& condition : linted.policy.conditions)
        ProvenanceWalk(linted).walk(*condition.body, permits != condition.unless);
}

} // namespace remit::cedar::lints
