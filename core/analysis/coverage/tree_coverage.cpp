// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/coverage/tree_coverage.h"

#include "core/analysis/coverage/test_nodes.h"
#include "core/base/text.h"

#include <algorithm>
#include <numeric>

namespace remit::analysis {

namespace {

using cedar::Expr;
using cedar::ExprKind;
using cedar::NodeCounts;

std::vector<std::size_t> evaluationOrder(const Expr& expr)
{
    std::vector<std::size_t> order(expr.children.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (expr.kind == ExprKind::Record)
        std::sort(order.begin(), order.end(),
                  [&](std::size_t a, std::size_t b) { return expr.path[a] < expr.path[b]; });
    return order;
}

bool isLiteralBool(const Expr& expr)
{
    return expr.kind == ExprKind::Bool;
}

class TreeWalk {
public:
    explicit TreeWalk(const CountedTree& tree) : m_tree(tree) {}

    std::vector<CoveredClause> clauses(const std::optional<Why>& unreached)
    {
        std::vector<CoveredClause> clauses;
        std::optional<Why> blocked = unreached;
        for (const cedar::Condition& condition : m_tree.policy.conditions) {
            clauses.push_back(clause(condition, blocked));
            if (!blocked)
                blocked = afterClause(condition, clauses.back());
        }
        return clauses;
    }

private:
    [[nodiscard]] NodeCounts counts(const Expr& expr) const
    {
        return expr.id < m_tree.counts.nodes.size() ? m_tree.counts.nodes[expr.id] : NodeCounts{};
    }
    [[nodiscard]] std::string quoted(Span span) const { return snippet(m_tree.source, span); }
    [[nodiscard]] std::string errorText() const
    {
        return m_tree.counts.firstError
                   ? " (the first error: " + shown(m_tree.counts.firstError->message) + ")"
                   : std::string();
    }

    CoveredClause clause(const cedar::Condition& condition, const std::optional<Why>& blocked)
    {
        CoveredClause result;
        const Expr& body = *condition.body;
        const NodeCounts seen = counts(body);
        result.unless = condition.unless;
        result.span = condition.span;
        result.held = condition.unless ? seen.isFalse : seen.isTrue;
        result.failedToHold = condition.unless ? seen.isTrue : seen.isFalse;
        result.errors = seen.failed + seen.other;
        auto neverTrue = missing(body, true, blocked);
        auto neverFalse = missing(body, false, blocked);
        result.neverHeld = condition.unless ? neverFalse : neverTrue;
        result.neverFailed = condition.unless ? neverTrue : neverFalse;
        m_nodes = &result.nodes;
        visitOperands(body, true, blocked);
        std::sort(result.nodes.begin(), result.nodes.end(),
                  [](const CoveredNode& a, const CoveredNode& b) { return a.id < b.id; });
        return result;
    }

    /// Why the clause after this one was never reached; nothing where it was.
    [[nodiscard]] std::optional<Why> afterClause(const cedar::Condition& condition,
                                                 const CoveredClause& seen) const
    {
        if (seen.held > 0)
            return std::nullopt;
        const std::string clause = quoted(condition.span);
        if (seen.failedToHold >= seen.errors)
            return Why{UncoveredReason::ShortCircuited,
                       "An earlier clause settled it each time: " + clause + " never held (" +
                           timesText(seen.failedToHold) + " not).",
                       condition.span};
        return Why{UncoveredReason::EarlierError,
                   "An earlier clause ended with an error " + timesText(seen.errors) + ": " +
                       clause + errorText() + ".",
                   condition.span};
    }

    void visit(const Expr& expr, bool demanded, const std::optional<Why>& blocked)
    {
        if ((demanded || isTestNode(expr)) && !isLiteralBool(expr)) {
            CoveredNode node;
            node.id = expr.id;
            node.span = expr.span;
            node.kind = testNodeKind(expr);
            node.counts = counts(expr);
            node.neverTrue = missing(expr, true, blocked);
            node.neverFalse = missing(expr, false, blocked);
            m_nodes->push_back(std::move(node));
        }
        visitOperands(expr, demanded, blocked);
    }

    void visitOperands(const Expr& expr, bool demanded, const std::optional<Why>& blocked)
    {
        const std::vector<std::size_t> order = evaluationOrder(expr);
        for (std::size_t i = 0; i < order.size(); ++i) {
            const Expr& operand = *expr.children[order[i]];
            std::optional<Why> why = blocked;
            if (!blocked && i > 0 && counts(operand).reached() == 0)
                why = blockedBy(expr, order, i);
            visit(operand, demandsBool(expr, order[i], demanded), why);
        }
    }

    /// Why an operand was never reached though its expression was: some earlier one is to blame.
    [[nodiscard]] Why blockedBy(const Expr& parent, const std::vector<std::size_t>& order,
                                std::size_t place) const
    {
        std::size_t last = parent.kind == ExprKind::If ? 0 : place - 1;
        while (last > 0 && counts(*parent.children[order[last]]).reached() == 0)
            --last;
        const Expr& earlier = *parent.children[order[last]];
        const NodeCounts seen = counts(earlier);
        const std::string text = quoted(earlier.span);
        const std::uint64_t errors = seen.failed + (isLogic(parent) ? seen.other : 0);
        if (parent.kind == ExprKind::If && seen.isTrue + seen.isFalse >= errors)
            return {UncoveredReason::BranchNotTaken,
                    "The branch was never taken: " + text + " was never " +
                        (place == 1 ? "true" : "false") + " (" +
                        timesText(place == 1 ? seen.isFalse : seen.isTrue) + " " +
                        (place == 1 ? "false" : "true") + ").",
                    earlier.span};
        const std::uint64_t stopped = stoppedBy(parent, seen);
        if (stopped > 0 && stopped >= errors)
            return {UncoveredReason::ShortCircuited, stopText(parent, text, stopped), earlier.span};
        return {UncoveredReason::EarlierError,
                "An earlier operand ended with an error " + timesText(errors) + ": " + text +
                    errorText() + ".",
                earlier.span};
    }

    static bool isLogic(const Expr& expr)
    {
        return expr.kind == ExprKind::And || expr.kind == ExprKind::Or || expr.kind == ExprKind::If;
    }
    static std::uint64_t stoppedBy(const Expr& parent, const NodeCounts& seen)
    {
        if (parent.kind == ExprKind::And)
            return seen.isFalse;
        if (parent.kind == ExprKind::Or)
            return seen.isTrue;
        return parent.kind == ExprKind::Is ? seen.other : 0;
    }
    static std::string stopText(const Expr& parent, const std::string& text, std::uint64_t count)
    {
        if (parent.kind == ExprKind::Is)
            return "It was short-circuited " + timesText(count) + ": " + text +
                   " was never of type " + shown(parent.text) + ".";
        const bool isAnd = parent.kind == ExprKind::And;
        return "It was short-circuited: " + text + " was never " + (isAnd ? "true" : "false") +
               " (" + timesText(count) + " " + (isAnd ? "false" : "true") + ").";
    }

    /// Why that truth value was never seen; nothing where it was.
    [[nodiscard]] std::optional<Why> missing(const Expr& expr, bool value,
                                             const std::optional<Why>& blocked) const
    {
        const NodeCounts seen = counts(expr);
        if ((value ? seen.isTrue : seen.isFalse) > 0)
            return std::nullopt;
        if (seen.reached() == 0)
            return blocked ? blocked : Why{UncoveredReason::NotEvaluated, "Not evaluated.", {}};
        const std::uint64_t opposite = value ? seen.isFalse : seen.isTrue;
        if (opposite == 0)
            return Why{UncoveredReason::AlwaysError,
                       "It ended with an error each time, " + timesText(seen.reached()) +
                           errorText() + ".",
                       {}};
        std::string text =
            std::string("Always ") + (value ? "false" : "true") + " (" + timesText(opposite) + ")";
        const Expr* cause = causeOf(expr, value);
        if (cause != nullptr)
            text += ": " + quoted(cause->span) + " was never " +
                    (counts(*cause).isTrue == 0 ? "true" : "false");
        return Why{UncoveredReason::OneValueOnly, text + ".",
                   cause != nullptr ? std::optional(cause->span) : std::nullopt};
    }

    /// The operand that would have had to differ, where it is one.
    [[nodiscard]] const Expr* causeOf(const Expr& expr, bool value) const
    {
        const bool all =
            (expr.kind == ExprKind::And && value) || (expr.kind == ExprKind::Or && !value);
        if (!all)
            return nullptr;
        for (const auto& operand : expr.children) {
            const NodeCounts seen = counts(*operand);
            if (seen.reached() > 0 && (value ? seen.isTrue : seen.isFalse) == 0)
                return operand.get();
        }
        return nullptr;
    }

    const CountedTree& m_tree;
    std::vector<CoveredNode>* m_nodes = nullptr;
};

} // namespace

std::string timesText(std::uint64_t count)
{
    return count == 1 ? "once" : std::to_string(count) + " times";
}

std::string snippet(const SourceText* source, Span span)
{
    if (source == nullptr)
        return "`…`";
    constexpr std::size_t kLongest = 60; // code points
    std::string text;
    std::size_t length = 0;
    const std::string_view written = source->text(span);
    bool blank = false;
    for (std::size_t at = 0; at < written.size();) {
        const char32_t next = nextCodePoint(written, at);
        if (next == U' ' || next == U'\n' || next == U'\t' || next == U'\r') {
            blank = !text.empty();
            continue;
        }
        if (length >= kLongest) {
            text += "…";
            break;
        }
        if (blank)
            text += ' ';
        length += blank ? 2 : 1;
        blank = false;
        appendUtf8(text, next);
    }
    return "`" + shown(text) + "`";
}

std::vector<CoveredClause> clausesOf(const CountedTree& tree, const std::optional<Why>& unreached)
{
    return TreeWalk(tree).clauses(unreached);
}

} // namespace remit::analysis
