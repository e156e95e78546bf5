// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/validator.h"

#include "core/base/limits.h"
#include "core/cedar/validate/level_check.h"
#include "core/cedar/validate/name_check.h"
#include "core/cedar/validate/problems.h"
#include "core/cedar/validate/scope.h"
#include "core/cedar/validate/text_warnings.h"
#include "core/cedar/validate/type_checker.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace remit::cedar {
namespace {

std::string fileOf(const ValidationOptions& options, const std::string& id)
{
    return options.fileOf ? options.fileOf(id) : std::string();
}

/// Validates one policy: names, scope, then the conditions in every kind of request.
class PolicyValidation {
public:
    PolicyValidation(const Policy& policy, const Schema& schema, const ValidationOptions& options)
        : m_policy(policy)
        , m_schema(schema)
        , m_options(options)
        , m_scope(policy, schema)
        , m_problems(policy, fileOf(options, policy.id))
    {}

    std::vector<ValidationFinding> run()
    {
        checkNames(m_policy, m_schema, m_problems);
        if (!m_scope.hasApplicableAction())
            m_problems.warning("validate/no-applicable-action", scopeSpan(),
                               "no action of the schema applies to what this scope allows",
                               "Compare the scope with the action's `appliesTo`.");
        checkActionList();
        checkConditions();
        if (!m_mayBeTrue)
            m_problems.warning("validate/impossible-policy", m_policy.effectSpan,
                               "this policy can never apply: it is false for every valid request",
                               "Look for a test that contradicts the schema or another test.");
        warnOfConfusableText(m_policy, m_problems);
        if (m_options.level && m_problems.errorCount() == 0)
            checkLevels();
        return m_problems.take();
    }

private:
    [[nodiscard]] Span scopeSpan() const
    {
        return join(m_policy.principal.span, m_policy.resource.span);
    }

    /// `action in […]` is a set like others: not empty, and of one type.
    void checkActionList()
    {
        if (!m_scope.hasFaultyActionList())
            return;
        const auto types = m_scope.actionListTypes();
        std::size_t environments = 0;
        m_scope.forEachWithPrincipal([&](const RequestEnvironment& environment) {
            m_problems.setEnvironment(&environment);
            reportActionList(types);
            return ++environments < limits::kRequestEnvironments;
        });
        m_problems.setEnvironment(nullptr);
    }

    void reportActionList(const std::vector<std::string>& types)
    {
        if (types.empty())
            m_problems.error("validate/empty-set", m_policy.action.span,
                             "this list of actions is empty",
                             "Name at least one action, or leave the constraint out.");
        else
            m_problems.error("validate/incompatible-types", m_policy.action.span,
                             "the types " + types[0] + " and " + types[1] + " are not compatible",
                             "Actions of several namespaces cannot stand in one list: write one "
                             "policy for each.");
    }

    void checkConditions()
    {
        TypeChecker checker(m_policy, m_schema, m_problems);
        using Kind = std::tuple<std::string, std::string, const Type*>;
        std::set<Kind> clean; // where no error was found
        const bool sharesResults = !mentionsAction();
        std::size_t environments = 0;
        m_scope.forEachAdmitted([&](const RequestEnvironment& environment) {
            if (++environments > limits::kRequestEnvironments) {
                reportTooMany();
                return false;
            }
            m_problems.setEnvironment(&environment);
            const Kind kind{environment.principalType, environment.resourceType,
                            m_schema.action(environment.action)->context.get()};
            if (sharesResults && clean.contains(kind))
                return true;
            const std::size_t errors = m_problems.errorCount();
            if (checker.checkConditions(environment) != TypeChecker::Outcome::NeverTrue)
                m_mayBeTrue = true;
            if (m_problems.errorCount() == errors)
                clean.insert(kind);
            return true;
        });
        m_problems.setEnvironment(nullptr);
    }

    /// Without `action` in the conditions, actions of the same context type give the same result.
    [[nodiscard]] bool mentionsAction() const
    {
        return std::any_of(m_policy.conditions.begin(), m_policy.conditions.end(),
                           [](const Condition& next) { return mentionsAction(*next.body); });
    }

    static bool mentionsAction(const Expr& expr)
    {
        return (expr.kind == ExprKind::Variable && expr.var == Var::Action) ||
               std::any_of(expr.children.begin(), expr.children.end(),
                           [](const ExprPtr& child) { return mentionsAction(*child); });
    }

    void reportTooMany()
    {
        m_problems.setEnvironment(nullptr);
        m_mayBeTrue = true;
        m_problems.error("validate/too-many-environments", scopeSpan(),
                         "the schema allows more kinds of request than are checked for one policy",
                         "At most " + std::to_string(limits::kRequestEnvironments) +
                             " are checked: narrow the scope to some actions or types.");
    }

    void checkLevels()
    {
        TypeChecker checker(m_policy, m_schema, m_problems);
        m_scope.forEachAdmitted([&](const RequestEnvironment& environment) {
            m_problems.setEnvironment(&environment);
            checker.checkConditions(environment);
            checkLevel(m_policy, m_schema, environment, checker.nodeTypes(), *m_options.level,
                       m_problems);
            return true;
        });
        m_problems.setEnvironment(nullptr);
    }

    const Policy& m_policy;
    const Schema& m_schema;
    const ValidationOptions& m_options;
    ScopeTypes m_scope;
    Problems m_problems;
    bool m_mayBeTrue = false;
};

ValidationFinding brokenPolicy(const Policy& policy, const ValidationOptions& options)
{
    ValidationFinding finding;
    finding.policyId = policy.id;
    finding.diagnostic.code = "validate/not-parsed";
    finding.diagnostic.severity = Severity::Error;
    finding.diagnostic.message = "the policy has syntax errors and is not validated";
    finding.diagnostic.file = fileOf(options, policy.id);
    finding.diagnostic.span = policy.effectSpan;
    return finding;
}

} // namespace

bool ValidationResult::ok() const
{
    return std::none_of(findings.begin(), findings.end(), [](const ValidationFinding& finding) {
        return finding.diagnostic.severity == Severity::Error;
    });
}

Diagnostics ValidationResult::diagnostics() const
{
    Diagnostics all;
    for (const ValidationFinding& finding : findings)
        all.push_back(finding.diagnostic);
    return all;
}

ValidationResult validate(const PolicySet& policies, const Schema& schema,
                          const ValidationOptions& options)
{
    ValidationResult result;
    const auto add = [&](std::vector<ValidationFinding> findings) {
        std::move(findings.begin(), findings.end(), std::back_inserter(result.findings));
    };
    for (const PolicySet::PolicyPtr& policy : policies.policies())
        add(validatePolicy(*policy, schema, options));
    for (const Link& link : policies.links()) {
        if (const PolicySet::PolicyPtr linked = policies.find(link.templateId))
            add(validateLink(*linked, link, schema, options));
    }
    return result;
}

std::vector<ValidationFinding> validatePolicy(const Policy& policy, const Schema& schema,
                                              const ValidationOptions& options)
{
    if (policy.broken)
        return {brokenPolicy(policy, options)};
    return PolicyValidation(policy, schema, options).run();
}

std::vector<ValidationFinding> validateLink(const Policy& policyTemplate, const Link& link,
                                            const Schema& schema, const ValidationOptions& options)
{
    Policy linked = clone(policyTemplate);
    linked.id = link.id;
    Problems problems(linked, fileOf(options, link.id));
    const auto fill = [&](ScopeConstraint& constraint, const std::optional<EntityUid>& entity) {
        if (!constraint.slot || !entity)
            return;
        constraint.slot = false;
        constraint.entity = *entity;
        checkLinkedEntity(*entity, constraint.entitySpan, schema, problems);
    };
    fill(linked.principal, link.principal);
    fill(linked.resource, link.resource);
    if (!ScopeTypes(linked, schema).hasApplicableAction())
        problems.warning(
            "validate/no-applicable-action", join(linked.principal.span, linked.resource.span),
            "with the entities of the link `" + link.id + "` no action of the schema applies",
            "Compare the entities' types with the action's `appliesTo`.");
    return problems.take();
}

std::vector<TypedEnvironment> typeAt(const Policy& policy, std::uint32_t nodeId,
                                     const Schema& schema)
{
    std::vector<TypedEnvironment> types;
    if (nodeId >= policy.nodeCount)
        return types;
    Problems ignored(policy, {});
    TypeChecker checker(policy, schema, ignored);
    ScopeTypes(policy, schema).forEachAdmitted([&](const RequestEnvironment& environment) {
        checker.checkConditions(environment);
        if (checker.reached()[nodeId])
            types.push_back({environment, checker.nodeTypes()[nodeId]});
        return types.size() < limits::kRequestEnvironments;
    });
    return types;
}

} // namespace remit::cedar
