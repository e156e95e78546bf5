// SPDX-License-Identifier: Apache-2.0
#include "core/decision/clauses.h"

#include "core/decision/messages.h"

#include <algorithm>

namespace remit::decision {

namespace {

using cedar::Expr;
using cedar::ExprKind;
using cedar::NodeOutcome;

/// Builds the clauses of one policy.
class Clauses {
public:
    Clauses(const StorySource& source, const cedar::PolicyExplanation& explained,
            const std::vector<cedar::ContextPath>& unknown)
        : m_explained(explained)
        , m_unknown(unknown)
        , m_policy(*source.program->policies()[explained.policy].source)
        , m_source(source.text(m_policy.id))
    {}

    std::vector<Clause> build();

private:
    void scope(Clause::Place place, Span span, bool matches);
    void condition(const Expr& expr, Clause::Place place);
    void values(const Expr& expr, Clause& clause);
    void named(const Expr& expr, Clause& clause);
    [[nodiscard]] ClauseOutcome outcome(const Expr& expr, Clause::Place place) const;
    [[nodiscard]] std::string text(Span span) const;

    const cedar::PolicyExplanation& m_explained;
    const std::vector<cedar::ContextPath>& m_unknown;
    const cedar::Policy& m_policy;
    const SourceText* m_source = nullptr;
    std::vector<Clause> m_clauses;
};

std::string Clauses::text(Span span) const
{
    return m_source == nullptr ? std::string() : std::string(m_source->text(span));
}

void Clauses::scope(Clause::Place place, Span span, bool matches)
{
    Clause clause;
    clause.place = place;
    clause.span = span;
    clause.text = text(span);
    clause.outcome = matches ? ClauseOutcome::Holds : ClauseOutcome::Fails;
    m_clauses.push_back(std::move(clause));
}

ClauseOutcome Clauses::outcome(const Expr& expr, Clause::Place place) const
{
    if (m_explained.outcome == cedar::PolicyOutcome::SetAside)
        return ClauseOutcome::SetAside;
    if (expr.id >= m_explained.nodes.size())
        return ClauseOutcome::NotReached;
    const NodeOutcome& node = m_explained.nodes[expr.id];
    if (node.state == NodeOutcome::State::NotReached)
        return ClauseOutcome::NotReached;
    if (node.state == NodeOutcome::State::Error || !node.value->is(cedar::ValueKind::Bool))
        return ClauseOutcome::Error;
    const bool wanted = place == Clause::Place::When;
    return node.value->asBool() == wanted ? ClauseOutcome::Holds : ClauseOutcome::Fails;
}

/// A chain of attributes that ends in a variable: `context.input.amount`.
bool isRead(const Expr& expr)
{
    if (expr.kind == ExprKind::GetAttr)
        return isRead(*expr.children.front());
    return expr.kind == ExprKind::Variable;
}

/// The member of the context that the chain names; nothing for a chain from another variable.
std::optional<cedar::ContextPath> contextPath(const Expr& expr)
{
    if (expr.kind == ExprKind::Variable)
        return expr.var == cedar::Var::Context ? std::optional(cedar::ContextPath{}) : std::nullopt;
    if (expr.kind != ExprKind::GetAttr && expr.kind != ExprKind::Has)
        return std::nullopt;
    std::optional<cedar::ContextPath> path = contextPath(*expr.children.front());
    if (!path)
        return std::nullopt;
    if (expr.kind == ExprKind::Has)
        path->insert(path->end(), expr.path.begin(), expr.path.end());
    else
        path->push_back(expr.text);
    return path;
}

void addUnknown(const Expr& expr, const std::vector<cedar::ContextPath>& unknown, Clause& clause)
{
    const auto path = contextPath(expr);
    if (!path)
        return;
    const bool isUnknown = std::any_of(unknown.begin(), unknown.end(),
                                       [&](const auto& fact) { return needs(*path, fact); });
    const std::string name = factName(*path);
    if (isUnknown &&
        std::find(clause.unknown.begin(), clause.unknown.end(), name) == clause.unknown.end())
        clause.unknown.push_back(name);
}

void Clauses::named(const Expr& expr, Clause& clause)
{
    addUnknown(expr, m_unknown, clause);
    if (expr.id >= m_explained.nodes.size())
        return;
    const NodeOutcome& node = m_explained.nodes[expr.id];
    if (node.state == NodeOutcome::State::NotReached)
        return;
    NamedValue value;
    value.span = expr.span;
    value.text = text(expr.span);
    value.error = node.state == NodeOutcome::State::Error;
    value.value = value.error ? node.error->message : toText(*node.value);
    const bool seen = std::any_of(clause.values.begin(), clause.values.end(),
                                  [&](const NamedValue& one) { return one.text == value.text; });
    if (!seen)
        clause.values.push_back(std::move(value));
}

/// The reads of a clause in the order written: what its outcome depends on.
void Clauses::values(const Expr& expr, Clause& clause)
{
    const bool tag = expr.kind == ExprKind::Method && expr.text == "getTag";
    if (isRead(expr) || expr.kind == ExprKind::Has || tag)
        return named(expr, clause);
    for (const cedar::ExprPtr& child : expr.children)
        values(*child, clause);
}

/// `when { a && b }` are two clauses, and so are `unless { a || b }`: not a, and not b.
void Clauses::condition(const Expr& expr, Clause::Place place)
{
    const ExprKind split = place == Clause::Place::When ? ExprKind::And : ExprKind::Or;
    if (expr.kind == split) {
        for (const cedar::ExprPtr& child : expr.children)
            condition(*child, place);
        return;
    }
    Clause clause;
    clause.place = place;
    clause.span = expr.span;
    clause.text = text(expr.span);
    clause.outcome = outcome(expr, place);
    values(expr, clause);
    m_clauses.push_back(std::move(clause));
}

std::vector<Clause> Clauses::build()
{
    scope(Clause::Place::Principal, m_policy.principal.span, m_explained.principalMatches);
    scope(Clause::Place::Action, m_policy.action.span, m_explained.actionMatches);
    scope(Clause::Place::Resource, m_policy.resource.span, m_explained.resourceMatches);
    for (const cedar::Condition& one : m_policy.conditions) {
        if (one.body)
            condition(*one.body, one.unless ? Clause::Place::Unless : Clause::Place::When);
    }
    return std::move(m_clauses);
}

std::string annotation(const cedar::Policy& policy, std::string_view key)
{
    const std::string* value = policy.annotation(key);
    return value == nullptr ? std::string() : *value;
}

} // namespace

const SourceText* StorySource::text(const std::string& policy) const
{
    if (scope != nullptr)
        return scope->source.get();
    const auto found = setup->policySources.find(policy);
    return found == setup->policySources.end() ? nullptr : found->second.get();
}

std::string StorySource::file(const std::string& policy) const
{
    if (scope != nullptr)
        return scope->file;
    const SourceText* source = text(policy);
    return source == nullptr ? std::string() : source->name();
}

std::string StorySource::nameOf(const std::string& policy) const
{
    return scope != nullptr ? scopePolicyName(grant, policy) : policy;
}

PolicyStory storyOf(const StorySource& source, const cedar::PolicyExplanation& explained,
                    const std::vector<cedar::ContextPath>& unknown)
{
    const cedar::ProgramPolicy& program = source.program->policies()[explained.policy];
    const cedar::Policy& policy = *program.source;
    PolicyStory story;
    story.id = source.nameOf(program.id);
    story.title = annotation(policy, "title");
    story.reason = annotation(policy, "reason");
    story.file = source.file(policy.id);
    if (const SourceText* text = source.text(policy.id))
        story.position = text->position(policy.span.begin);
    story.span = policy.span;
    story.forbid = program.effect == cedar::Effect::Forbid;
    story.outcome = explained.outcome;
    story.clauses = Clauses(source, explained, unknown).build();
    if (explained.error)
        story.error = explained.error->message;
    return story;
}

const Clause* PolicyStory::firstFailing() const
{
    const auto found = std::find_if(clauses.begin(), clauses.end(), [](const Clause& clause) {
        return clause.outcome == ClauseOutcome::Fails || clause.outcome == ClauseOutcome::Error;
    });
    return found == clauses.end() ? nullptr : &*found;
}

} // namespace remit::decision
