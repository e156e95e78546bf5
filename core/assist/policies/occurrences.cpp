// SPDX-License-Identifier: Apache-2.0
#include "core/assist/policies/node_types.h"
#include "core/assist/symbol.h"
#include "core/assist/uid_spans.h"
#include "core/assist/workspace_names.h"

namespace remit::assist {
namespace {

using cedar::Expr;
using cedar::ExprKind;

/// The inside of a quoted string.
Span inside(Span quoted)
{
    return {quoted.begin + 1, quoted.end - 1};
}

/// Walks over one policy.
class PolicyOccurrences {
public:
    PolicyOccurrences(const Model& model, const ModelFile& file, const cedar::Policy& policy,
                      std::vector<Occurrence>& found)
        : m_model(model), m_file(file), m_policy(policy), m_types(model, policy), m_found(found)
    {}

    void run(const std::string& id)
    {
        annotations(id);
        for (const cedar::ScopeConstraint* constraint : {&m_policy.principal, &m_policy.resource}) {
            if (!constraint->type.empty())
                typeName(constraint->type, constraint->typeSpan);
            if (!constraint->slot && !constraint->entity.type.empty())
                uid(constraint->entity, constraint->entitySpan);
        }
        for (std::size_t at = 0; at < m_policy.action.entities.size(); ++at) {
            if (at < m_policy.action.entitySpans.size())
                uid(m_policy.action.entities[at], m_policy.action.entitySpans[at]);
        }
        for (const cedar::Condition& condition : m_policy.conditions)
            expression(*condition.body);
    }

private:
    void add(Symbol symbol, Span span, Span whole, Spelling spelling, bool declaration = false)
    {
        m_found.push_back({std::move(symbol), span, whole, spelling, declaration});
    }

    void annotations(const std::string& id)
    {
        bool named = false;
        for (const cedar::Annotation& annotation : m_policy.annotations) {
            if (!annotation.hasValue || annotation.valueSpan.size() < 2)
                continue;
            const Span value = inside(annotation.valueSpan);
            if (annotation.key == "id" && !m_file.isGrantScope()) {
                named = true;
                add({Symbol::Kind::Policy, id, {}, {}, {}}, value, m_policy.span,
                    Spelling::CedarString, true);
            } else if (annotation.key == "task") {
                add({Symbol::Kind::Task, annotation.value, {}, {}, {}}, value, annotation.span,
                    Spelling::CedarString);
            } else if (annotation.key == "approval") {
                role(annotation.value, value, annotation.span);
            }
        }
        if (!named && !m_file.isGrantScope())
            add({Symbol::Kind::Policy, id, {}, {}, {}}, m_policy.effectSpan, m_policy.span,
                Spelling::Name, true);
    }

    /// A role's bare id stands for the entity.
    void role(const std::string& id, Span span, Span whole)
    {
        for (const std::string& type : roleTypes(m_model)) {
            if (m_model.entity({type, id}) != nullptr)
                add({Symbol::Kind::Entity, id, type, {}, {}}, span, whole, Spelling::CedarString);
        }
    }

    void typeName(const std::string& type, Span path)
    {
        if (cedar::isActionTypeName(type))
            return;
        add({Symbol::Kind::EntityType, type, {}, {}, {}}, lastPart(m_file.text(), path), path,
            Spelling::Name);
    }

    void uid(const cedar::EntityUid& entity, Span span)
    {
        const auto spans = uidSpans(m_file.text(), span);
        if (!spans)
            return;
        typeName(entity.type, spans->path);
        add(symbolOf(m_model, entity), spans->id, span, Spelling::CedarString);
    }

    void attribute(const NodeTypes::Types& bases, const std::string& name, Span span, Span whole,
                   bool quoted)
    {
        for (const AttributeMeaning& meaning : meaningsOf(m_model, bases, name)) {
            if (meaning.attribute->place.known())
                add(symbolOf(name, *meaning.attribute), quoted ? inside(span) : span, whole,
                    quoted ? Spelling::CedarString : Spelling::Name);
        }
    }

    void hasPath(const Expr& expr)
    {
        NodeTypes::Types bases = m_types.of(*expr.children.front());
        for (std::size_t at = 0; at < expr.path.size() && at < expr.pathSpans.size(); ++at) {
            attribute(bases, expr.path[at], expr.pathSpans[at], expr.span, expr.quoted);
            NodeTypes::Types next;
            for (const AttributeMeaning& meaning : meaningsOf(m_model, bases, expr.path[at]))
                next.push_back(meaning.attribute->type);
            bases = std::move(next);
        }
    }

    /// `context.approvals.contains("role")`, `context.task.id == "task"`.
    void literals(const Expr& expr)
    {
        if (expr.children.size() != 2 || expr.children[1]->kind != ExprKind::String ||
            expr.children[1]->span.size() < 2)
            return;
        const Expr& left = *expr.children[0];
        const Expr& text = *expr.children[1];
        const auto isFact = [](const Expr& at, std::string_view name) {
            return at.kind == ExprKind::GetAttr && at.text == name;
        };
        const auto isContext = [](const Expr& at) {
            return at.kind == ExprKind::Variable && at.var == cedar::Var::Context;
        };
        if (expr.kind == ExprKind::Method && expr.text == "contains" && isFact(left, "approvals") &&
            isContext(*left.children[0]))
            role(text.text, inside(text.span), text.span);
        if (expr.kind == ExprKind::Equal && isFact(left, "id") &&
            isFact(*left.children[0], "task") && isContext(*left.children[0]->children[0]))
            add({Symbol::Kind::Task, text.text, {}, {}, {}}, inside(text.span), text.span,
                Spelling::CedarString);
    }

    void expression(const Expr& expr)
    {
        switch (expr.kind) {
        case ExprKind::Entity:
            uid(expr.uid, expr.span);
            break;
        case ExprKind::Is:
            typeName(expr.text, expr.nameSpan);
            break;
        case ExprKind::GetAttr:
            attribute(m_types.of(*expr.children.front()), expr.text, expr.nameSpan, expr.span,
                      expr.quoted);
            break;
        case ExprKind::Has:
            hasPath(expr);
            break;
        default:
            literals(expr);
        }
        for (const cedar::ExprPtr& child : expr.children)
            expression(*child);
    }

    const Model& m_model;
    const ModelFile& m_file;
    const cedar::Policy& m_policy;
    NodeTypes m_types;
    std::vector<Occurrence>& m_found;
};

} // namespace

void addPolicyOccurrences(const Model& model, const ModelFile& file, std::vector<Occurrence>& found)
{
    const PolicyText& text = *file.policies;
    for (std::size_t at = 0; at < text.parsed.policies.size(); ++at)
        PolicyOccurrences(model, file, text.parsed.policies[at], found).run(text.ids[at]);
}

void addPolicyOccurrences(const Model& model, const ModelFile& file, std::uint32_t offset,
                          std::vector<Occurrence>& found)
{
    const PolicyText& text = *file.policies;
    for (std::size_t at = 0; at < text.parsed.policies.size(); ++at) {
        const cedar::Policy& policy = text.parsed.policies[at];
        if (policy.span.begin <= offset && offset <= policy.span.end)
            PolicyOccurrences(model, file, policy, found).run(text.ids[at]);
    }
}

} // namespace remit::assist
