// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/remedies/remedy.h"
#include "core/base/text.h"
#include "core/decision/messages.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace remit::analysis {

namespace {

using cedar::Expr;
using cedar::ExprKind;
using decision::Clause;
using decision::ClauseOutcome;
using decision::PolicyStory;

/// The node with exactly that span.
const Expr* nodeAt(const Expr& expr, Span span)
{
    if (expr.span == span)
        return &expr;
    for (const cedar::ExprPtr& child : expr.children) {
        if (const Expr* found = nodeAt(*child, span))
            return found;
    }
    return nullptr;
}

const Expr* nodeAt(const cedar::Policy& policy, Span span)
{
    for (const cedar::Condition& condition : policy.conditions) {
        if (const Expr* found = condition.body ? nodeAt(*condition.body, span) : nullptr)
            return found;
    }
    return nullptr;
}

std::optional<std::int64_t> integer(const std::string& text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(value) : std::nullopt;
}

/// The value that the sub-expression had, as Cedar text.
std::optional<std::string> valueOf(const Clause& clause, const Expr& expr)
{
    for (const decision::NamedValue& value : clause.values) {
        if (value.span == expr.span && !value.error)
            return value.value;
    }
    return std::nullopt;
}

Remedy editOf(RemedyKind kind, std::string title, const std::string& file, Span range,
              std::string text)
{
    Remedy remedy;
    remedy.kind = kind;
    remedy.title = std::move(title);
    remedy.edit.title = remedy.title;
    remedy.edit.files[file].push_back({range, std::move(text)});
    return remedy;
}

/// `read <= 500` with 1200: the number that lets it hold.
std::optional<Remedy> widenLimit(const PolicyStory& story, const Clause& clause, const Expr& expr)
{
    const bool literalRight = expr.children[1]->kind == ExprKind::Long;
    const Expr& literal = *expr.children[literalRight ? 1 : 0];
    const Expr& read = *expr.children[literalRight ? 0 : 1];
    const auto text = valueOf(clause, read);
    const auto value = text ? integer(*text) : std::nullopt;
    if (literal.kind != ExprKind::Long || !value)
        return std::nullopt;
    const bool strict = expr.kind == ExprKind::Less || expr.kind == ExprKind::Greater;
    const bool upper =
        (expr.kind == ExprKind::Less || expr.kind == ExprKind::LessEqual) == literalRight;
    constexpr std::int64_t kFar = INT64_MAX - 1;
    if (*value < -kFar || *value > kFar)
        return std::nullopt;
    const std::int64_t limit = *value + (strict ? (upper ? 1 : -1) : 0);
    return editOf(RemedyKind::WidenClause,
                  "Let `" + story.id + "` go " + (upper ? "up" : "down") + " to " +
                      decision::spoken(*text) + " in `" + clause.text + "`",
                  story.file, literal.span, std::to_string(limit));
}

/// `["a", "b"].contains(read)`: one more element.
std::optional<Remedy> widenSet(const PolicyStory& story, const Clause& clause, const Expr& expr)
{
    if (expr.text != "contains" || expr.children.size() != 2 ||
        expr.children[0]->kind != ExprKind::Set || expr.children[0]->children.empty())
        return std::nullopt;
    const auto value = valueOf(clause, *expr.children[1]);
    if (!value)
        return std::nullopt;
    const std::uint32_t end = expr.children[0]->children.back()->span.end;
    return editOf(RemedyKind::WidenClause, "Add " + *value + " to the list in `" + story.id + "`",
                  story.file, {end, end}, ", " + *value);
}

/// `read == "x"`: one of two.
std::optional<Remedy> widenEqual(const PolicyStory& story, const Clause& clause, const Expr& expr,
                                 const SourceText& source)
{
    for (const bool literalRight : {true, false}) {
        const Expr& literal = *expr.children[literalRight ? 1 : 0];
        const Expr& read = *expr.children[literalRight ? 0 : 1];
        const auto value = valueOf(clause, read);
        const bool plain = literal.kind == ExprKind::String || literal.kind == ExprKind::Long ||
                           literal.kind == ExprKind::Entity;
        if (!plain || !value)
            continue;
        return editOf(RemedyKind::WidenClause, "Let `" + story.id + "` take " + *value + " too",
                      story.file, expr.span,
                      "[" + std::string(source.text(literal.span)) + ", " + *value + "].contains(" +
                          std::string(source.text(read.span)) + ")");
    }
    return std::nullopt;
}

std::optional<Remedy> widen(const decision::Setup& setup, const PolicyStory& story)
{
    const Clause* clause = story.firstFailing();
    const auto source = setup.policySources.find(story.id);
    const cedar::PolicySet::PolicyPtr policy = setup.policies.find(story.id);
    if (clause == nullptr || clause->place != Clause::Place::When || !policy ||
        source == setup.policySources.end())
        return std::nullopt;
    const Expr* expr = nodeAt(*policy, clause->span);
    if (expr == nullptr)
        return std::nullopt;
    switch (expr->kind) {
    case ExprKind::Less:
    case ExprKind::LessEqual:
    case ExprKind::Greater:
    case ExprKind::GreaterEqual:
        return widenLimit(story, *clause, *expr);
    case ExprKind::Equal:
        return widenEqual(story, *clause, *expr, *source->second);
    case ExprKind::Method:
        return widenSet(story, *clause, *expr);
    default:
        return std::nullopt;
    }
}

/// An id that no policy has: "allow-pay", "allow-pay-2" …
std::string freeId(const decision::Setup& setup, const std::string& tool)
{
    std::string base = "allow-";
    for (const char c : tool) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '_' || c == '-';
        base += plain ? c : '-';
    }
    std::string id = base;
    for (int i = 2; setup.policies.find(id); ++i)
        id = base + "-" + std::to_string(i);
    return id;
}

/// A permit for exactly this, at the end of the file of the permit that comes nearest.
std::optional<Remedy> addPermit(const decision::Setup& setup,
                                const decision::Explanation& explanation)
{
    const decision::CallVerdict& call = explanation.verdict;
    const SourceText* source = nullptr;
    for (const PolicyStory& story : explanation.nearest) {
        const auto found = setup.policySources.find(story.id);
        if (source == nullptr && found != setup.policySources.end())
            source = found->second.get();
    }
    if (source == nullptr && !setup.policySources.empty())
        source = setup.policySources.begin()->second.get();
    if (source == nullptr || call.agent.empty() || call.resource.empty())
        return std::nullopt;
    const auto end = static_cast<std::uint32_t>(source->text().size());
    const std::string before =
        source->text().empty() || source->text().ends_with('\n') ? "\n" : "\n\n";
    return editOf(
        RemedyKind::AddPermit,
        "Add a permit for " + call.agent + " to do " + call.action + " on " + call.resource,
        source->name(), {end, end},
        before + "@id(" + cedarQuoted(freeId(setup, call.tool)) +
            ")\npermit (\n  principal == " + call.agent + ",\n  action == " + call.action +
            ",\n  resource == " + call.resource + "\n);\n");
}

/// The forbids that hold, with this principal and resource taken out of all of them.
std::optional<Remedy> exceptCall(const decision::Setup& setup,
                                 const decision::Explanation& explanation)
{
    const decision::CallVerdict& call = explanation.verdict;
    if (explanation.deciding.empty() || call.agent.empty() || call.resource.empty())
        return std::nullopt;
    Remedy remedy;
    remedy.kind = RemedyKind::ExceptCall;
    std::vector<std::string> names;
    for (const PolicyStory& story : explanation.deciding) {
        const cedar::PolicySet::PolicyPtr policy = setup.policies.find(story.id);
        if (!story.forbid || !policy || policy->annotation("approval") != nullptr)
            return std::nullopt;
        names.push_back("`" + story.id + "`");
        const std::uint32_t end = story.span.end - 1; // before the semicolon
        remedy.edit.files[story.file].push_back(
            {{end, end},
             "\nunless { principal == " + call.agent + " && resource == " + call.resource + " }"});
    }
    remedy.title = "Except " + call.agent + " on " + call.resource + " from " + joined(names, ", ");
    remedy.edit.title = remedy.title;
    return remedy;
}

void askApproval(const decision::Setup& setup, const decision::Explanation& explanation,
                 std::vector<Remedy>& remedies)
{
    std::set<std::string> roles;
    for (const decision::Crossing& crossing : explanation.verdict.crossings) {
        for (const std::string& id : crossing.policies) {
            const cedar::PolicySet::PolicyPtr policy = setup.policies.find(id);
            const std::string* role = policy ? policy->annotation("approval") : nullptr;
            if (role != nullptr)
                roles.insert(*role);
        }
    }
    if (roles.empty())
        return;
    Remedy remedy;
    remedy.kind = RemedyKind::AskApproval;
    const std::vector<std::string> names(roles.begin(), roles.end());
    remedy.title = "Ask for the approval of " + joined(names, " and of ");
    remedies.push_back(std::move(remedy));
}

} // namespace

std::vector<Remedy> proposals(const decision::Setup& setup,
                              const decision::Explanation& explanation)
{
    std::vector<Remedy> remedies;
    for (const PolicyStory& story : explanation.nearest) {
        if (auto remedy = widen(setup, story))
            remedies.push_back(std::move(*remedy));
    }
    if (auto remedy = exceptCall(setup, explanation))
        remedies.push_back(std::move(*remedy));
    if (explanation.deciding.empty()) {
        if (auto remedy = addPermit(setup, explanation))
            remedies.push_back(std::move(*remedy));
    }
    if (explanation.verdict.verdict == decision::Verdict::ApprovalRequired)
        askApproval(setup, explanation, remedies);
    return remedies;
}

} // namespace remit::analysis
