// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/scope_files.h"

#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::workspace {
namespace {

using cedar::Expr;
using cedar::ExprKind;

/// The first node below that fits, in the order written.
template <class Fits>
const Expr* find(const Expr& expr, Fits fits)
{
    if (fits(expr))
        return &expr;
    for (const cedar::ExprPtr& child : expr.children) {
        if (const Expr* found = find(*child, fits))
            return found;
    }
    return nullptr;
}

bool isVariable(const Expr& expr, cedar::Var var)
{
    return expr.kind == ExprKind::Variable && expr.var == var;
}

bool isPrincipal(const Expr& expr)
{
    return isVariable(expr, cedar::Var::Principal);
}

bool namesApprovals(const Expr& expr)
{
    const bool onContext =
        !expr.children.empty() && isVariable(*expr.children.front(), cedar::Var::Context);
    if (onContext && expr.kind == ExprKind::GetAttr)
        return expr.text == "approvals";
    return onContext && expr.kind == ExprKind::Has && !expr.path.empty() &&
           expr.path.front() == "approvals";
}

/// Finds what a scope may not hold. True when the policy may stay.
class ScopeCheck {
public:
    ScopeCheck(const std::string& file, Diagnostics& diagnostics)
        : m_file(file), m_diagnostics(diagnostics)
    {}

    bool passes(const cedar::Policy& policy)
    {
        const std::size_t before = m_diagnostics.size();
        if (policy.isTemplate())
            problem("authority/scope-template", policy.effectSpan, "a scope holds no templates",
                    "Write the entity instead of the slot.");
        if (policy.principal.op != cedar::ScopeConstraint::Op::Any)
            principal(policy.principal.span);
        for (const cedar::Annotation& annotation : policy.annotations) {
            if (annotation.key == "approval")
                approval(annotation.span);
        }
        for (const cedar::Condition& condition : policy.conditions) {
            if (!condition.body)
                continue;
            if (const Expr* found = find(*condition.body, isPrincipal))
                principal(found->span);
            if (const Expr* found = find(*condition.body, namesApprovals))
                approval(found->span);
        }
        return m_diagnostics.size() == before;
    }

private:
    void principal(Span span)
    {
        problem("authority/scope-principal", span, "a scope may not mention the principal",
                "It says what is handed on; to whom says the grant.");
    }
    void approval(Span span)
    {
        problem("authority/scope-approval", span, "a scope may not ask for approvals",
                "Approval rules stand in the workspace's policies, where they hold for every "
                "chain.");
    }
    void problem(const char* code, Span span, std::string message, std::string help)
    {
        Diagnostic diagnostic;
        diagnostic.code = code;
        diagnostic.message = std::move(message);
        diagnostic.help = std::move(help);
        diagnostic.file = m_file;
        diagnostic.span = span;
        m_diagnostics.push_back(std::move(diagnostic));
    }

    const std::string& m_file;
    Diagnostics& m_diagnostics;
};

Diagnostic idTwice(const cedar::Policy& policy, const std::string& file)
{
    Diagnostic diagnostic;
    diagnostic.code = "workspace/duplicate-policy-id";
    diagnostic.message = fmt::format("there is a policy `{}` already", shown(policy.id));
    diagnostic.help = "Give each an @id of its own.";
    diagnostic.file = file;
    diagnostic.span = policy.effectSpan;
    return diagnostic;
}

cedar::PolicySet policiesOf(const std::string& text, const std::string& file,
                            Diagnostics& diagnostics)
{
    cedar::ParsedPolicies parsed = cedar::parsePolicies(text, file);
    diagnostics.insert(diagnostics.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
    cedar::PolicySet set;
    for (std::size_t i = 0; i < parsed.policies.size(); ++i) {
        cedar::Policy& policy = parsed.policies[i];
        const std::string* id = policy.annotation("id");
        policy.id = id ? *id : fmt::format("#{}", i);
        if (!ScopeCheck(file, diagnostics).passes(policy))
            continue;
        if (set.find(policy.id))
            diagnostics.push_back(idTwice(policy, file));
        else
            (void)set.add(std::make_shared<const cedar::Policy>(std::move(policy)));
    }
    return set;
}

} // namespace

decision::GrantScope ScopeFiles::read(const std::shared_ptr<const std::string>& text,
                                      const std::string& file, Diagnostics& diagnostics)
{
    const auto known = m_known.find(*text);
    if (known != m_known.end() && known->second.flawless) {
        decision::GrantScope scope = known->second.scope;
        scope.file = file;
        return scope;
    }
    const std::size_t before = diagnostics.size();
    decision::GrantScope scope;
    scope.file = file;
    scope.program = cedar::Program::compile(policiesOf(*text, file, diagnostics));
    scope.source = std::make_shared<const SourceText>(file, *text);
    m_known.try_emplace(*text, Known{scope, diagnostics.size() == before});
    return scope;
}

} // namespace remit::workspace
