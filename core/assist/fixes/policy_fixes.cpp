// SPDX-License-Identifier: Apache-2.0
#include "core/assist/fixes/policy_fixes.h"

#include "core/assist/fixes/schema_edits.h"
#include "core/assist/policies/node_types.h"
#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"
#include "core/cedar/validate/expr_text.h"
#include "core/cedar/validate/scope.h"

#include <algorithm>

namespace remit::assist {
namespace {

using cedar::Expr;
using cedar::ExprKind;
using cedar::TypeKind;

constexpr std::size_t kContexts = 8; ///< actions whose context gets an attribute at once

bool within(Span inner, Span outer)
{
    return outer.begin <= inner.begin && inner.end <= outer.end;
}

std::string_view constructorOf(cedar::ExtensionType type)
{
    return type == cedar::ExtensionType::IpAddress ? "ip" : cedar::extensionTypeName(type);
}

class PolicyFixes {
public:
    PolicyFixes(const Model& model, const ModelFile& file, const Diagnostic& diagnostic,
                const cedar::Policy& policy)
        : m_model(model)
        , m_file(file)
        , m_diagnostic(diagnostic)
        , m_policy(policy)
        , m_types(model, policy)
        , m_schema(model)
    {}

    std::vector<Fix> run()
    {
        const std::string& code = m_diagnostic.code;
        if (code == "lint/duplicate-policy")
            removePolicy();
        else if (code == "validate/no-applicable-action")
            addToAppliesTo();
        else if (code == "validate/unknown-action")
            declareAction();
        else if (code == "validate/unknown-entity-type")
            declareType();
        for (const cedar::Condition& condition : m_policy.conditions) {
            if (within(m_diagnostic.span, condition.body->span))
                expression(*condition.body, nullptr);
        }
        return std::move(m_fixes);
    }

private:
    void add(std::string title, std::vector<TextEdit> edits)
    {
        Fix made;
        made.title = title;
        made.edit.title = std::move(title);
        made.edit.files[m_file.source.path] = std::move(edits);
        m_fixes.push_back(std::move(made));
    }

    void add(std::optional<Fix> made)
    {
        if (made)
            m_fixes.push_back(std::move(*made));
    }

    [[nodiscard]] std::string textOf(const Expr& expr) const
    {
        return std::string(m_file.text().substr(expr.span.begin, expr.span.size()));
    }

    /// The policy with the line feed behind it, and the blank line before it.
    void removePolicy()
    {
        Span span = m_policy.span;
        const std::string_view text = m_file.text();
        while (span.end < text.size() && text[span.end] == '\n' && span.end - m_policy.span.end < 2)
            ++span.end;
        add("Remove this policy", {{span, ""}});
    }

    /// Principal and resource type that the scope names; empty where it names none.
    [[nodiscard]] static std::string typeOf(const cedar::ScopeConstraint& constraint)
    {
        using Op = cedar::ScopeConstraint::Op;
        if (constraint.op == Op::Is || constraint.op == Op::IsIn)
            return constraint.type;
        return constraint.op == Op::Equal && !constraint.slot ? constraint.entity.type : "";
    }

    void addToAppliesTo()
    {
        for (const cedar::EntityUid& uid : m_policy.action.entities) {
            const cedar::Action* action = m_model.schema().action(uid);
            if (action == nullptr)
                continue;
            const std::string principal = typeOf(m_policy.principal);
            const std::string resource = typeOf(m_policy.resource);
            if (m_model.schema().entityType(principal) != nullptr &&
                !action->principals.contains(principal))
                add(m_schema.addToAppliesTo(uid, principal, true));
            if (m_model.schema().entityType(resource) != nullptr &&
                !action->resources.contains(resource))
                add(m_schema.addToAppliesTo(uid, resource, false));
        }
    }

    void declareAction()
    {
        for (std::size_t at = 0; at < m_policy.action.entities.size(); ++at) {
            if (at < m_policy.action.entitySpans.size() &&
                m_policy.action.entitySpans[at] == m_diagnostic.span)
                add(m_schema.declareAction(m_policy.action.entities[at], typeOf(m_policy.principal),
                                           typeOf(m_policy.resource)));
        }
    }

    void declareType()
    {
        std::string name;
        for (const char c :
             m_file.text().substr(m_diagnostic.span.begin, m_diagnostic.span.size())) {
            if (std::string_view(" \t\r\n").find(c) == std::string_view::npos)
                name += c;
        }
        add(m_schema.declareEntityType(name));
    }

    /// Looks for the expression that the diagnostic is about.
    void expression(const Expr& expr, const Expr* parent)
    {
        for (const cedar::ExprPtr& child : expr.children) {
            if (within(m_diagnostic.span, child->span))
                return expression(*child, &expr);
        }
        if (m_diagnostic.code == "validate/unknown-attribute" && expr.kind == ExprKind::GetAttr)
            declareAttribute(expr, parent);
        if (m_diagnostic.code == "lint/missing-guard" && expr.kind == ExprKind::GetAttr)
            guard(expr);
        if (m_diagnostic.code == "lint/in-on-strings")
            useContains(expr.kind == ExprKind::In || parent == nullptr ? expr : *parent);
        if (m_diagnostic.code.starts_with("validate/")) {
            wrap(expr);
            if (parent != nullptr)
                wrap(*parent);
        }
    }

    /// The type that the place asks for.
    [[nodiscard]] std::string wantedType(const Expr& expr, const Expr* parent) const
    {
        if (parent == nullptr)
            return "Bool";
        switch (parent->kind) {
        case ExprKind::And:
        case ExprKind::Or:
        case ExprKind::Not:
            return "Bool";
        case ExprKind::Like:
            return "String";
        case ExprKind::Add:
        case ExprKind::Subtract:
        case ExprKind::Multiply:
        case ExprKind::Negate:
            return "Long";
        case ExprKind::Equal:
        case ExprKind::NotEqual:
        case ExprKind::Less:
        case ExprKind::LessEqual:
        case ExprKind::Greater:
        case ExprKind::GreaterEqual: {
            const Expr& other = *parent->children[parent->children[0].get() == &expr ? 1 : 0];
            const NodeTypes::Types& types = m_types.of(other);
            if (types.empty())
                return other.kind == ExprKind::Long ? "Long" : "String";
            return types.front()->isBoolean() ? "Bool" : cedar::toText(*types.front());
        }
        case ExprKind::Method: {
            if (parent->children[0].get() != &expr || parent->children.size() < 2)
                return "Set<String>";
            const NodeTypes::Types& types = m_types.of(*parent->children[1]);
            if (types.empty() || types.front()->kind == TypeKind::Set)
                return types.empty() ? "Set<String>" : cedar::toText(*types.front());
            return "Set<" + cedar::toText(*types.front()) + ">";
        }
        default:
            return "String";
        }
    }

    void declareAttribute(const Expr& expr, const Expr* parent)
    {
        const Expr& base = *expr.children[0];
        const std::string type = wantedType(expr, parent);
        if (base.kind == ExprKind::Variable && base.var == cedar::Var::Context)
            return declareInContexts(expr.text, type);
        for (const cedar::TypePtr& owner : m_types.of(base)) {
            if (owner->kind == TypeKind::Entity && meaningsOf(m_model, {owner}, expr.text).empty())
                add(m_schema.declareAttribute(owner->entityType, expr.text, type));
        }
    }

    void declareInContexts(const std::string& name, const std::string& type)
    {
        std::set<cedar::EntityUid> actions;
        cedar::ScopeTypes(m_policy, m_model.schema()).forEachAdmitted([&](const auto& environment) {
            const cedar::Action* action = m_model.schema().action(environment.action);
            if (!action->context->attributes.contains(name))
                actions.insert(environment.action);
            return actions.size() < kContexts;
        });
        for (const cedar::EntityUid& action : actions)
            add(m_schema.declareInContext(action, name, type));
    }

    void guard(const Expr& expr)
    {
        const auto base = cedar::textOf(*expr.children[0]);
        if (!base)
            return;
        const std::string name =
            cedar::isIdentifier(expr.text) ? expr.text : cedarQuoted(expr.text);
        for (const cedar::Condition& condition : m_policy.conditions) {
            const Expr& body = *condition.body;
            if (condition.unless || !within(expr.span, body.span))
                continue;
            const bool loose = body.kind == ExprKind::Or || body.kind == ExprKind::If;
            std::vector<TextEdit> edits{{{body.span.begin, body.span.begin},
                                         *base + " has " + name + " && " + (loose ? "(" : "")}};
            if (loose)
                edits.push_back({{body.span.end, body.span.end}, ")"});
            add("Test for it first: `" + *base + " has " + name + "`", std::move(edits));
        }
    }

    void useContains(const Expr& expr)
    {
        if (expr.kind != ExprKind::In)
            return;
        const Expr& left = *expr.children[0];
        const Expr& right = *expr.children[1];
        const bool set = right.kind == ExprKind::Set;
        add(set ? "Use `contains`" : "Use `==`",
            {{expr.span, set ? textOf(right) + ".contains(" + textOf(left) + ")"
                             : textOf(left) + " == " + textOf(right)}});
    }

    /// A string literal beside a value of an extension type becomes one of that type.
    void wrap(const Expr& expr)
    {
        for (const cedar::ExprPtr& child : expr.children) {
            if (child->kind != ExprKind::String || !m_fixes.empty())
                continue;
            for (const cedar::ExprPtr& other : expr.children) {
                const NodeTypes::Types& types = m_types.of(*other);
                if (other == child || types.empty() || types.front()->kind != TypeKind::Extension ||
                    expr.kind == ExprKind::Call)
                    continue;
                const std::string name(constructorOf(types.front()->extension));
                add("Write `" + name + "(…)`", {{child->span, name + "(" + textOf(*child) + ")"}});
                break;
            }
        }
    }

    const Model& m_model;
    const ModelFile& m_file;
    const Diagnostic& m_diagnostic;
    const cedar::Policy& m_policy;
    NodeTypes m_types;
    SchemaEdits m_schema;
    std::vector<Fix> m_fixes;
};

} // namespace

std::vector<Fix> policyFixes(const Model& model, const ModelFile& file,
                             const Diagnostic& diagnostic)
{
    std::vector<Fix> fixes;
    for (const cedar::Policy& policy : file.policies->parsed.policies) {
        if (within(diagnostic.span, policy.span)) {
            for (Fix& fix : PolicyFixes(model, file, diagnostic, policy).run())
                fixes.push_back(std::move(fix));
        }
    }
    return fixes;
}

} // namespace remit::assist
