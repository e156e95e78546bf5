// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/lints/shadowed_policy.h"

#include "core/base/text.h"
#include "core/cedar/validate/expr_ids.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace remit::cedar::lints {
namespace {

/// Pairs that are compared at most: a set made to have all its policies in one bucket is given up
/// on, rather than looked at for minutes.
constexpr std::size_t kComparisons = 4'000'000;

/// What a policy demands, as numbers: each conjunct of its conditions, `unless` negated.
struct Demands {
    const Policy* policy = nullptr;
    std::vector<std::pair<bool, ExprIds::Id>> conjuncts; ///< sorted, unique
};

void collect(const Expr& expr, ExprIds& ids, Demands& demands)
{
    if (expr.kind == ExprKind::And) {
        for (const ExprPtr& child : expr.children)
            collect(*child, ids, demands);
    } else {
        demands.conjuncts.emplace_back(false, ids.of(expr));
    }
}

Demands demandsOf(const Policy& policy, ExprIds& ids)
{
    Demands demands;
    demands.policy = &policy;
    for (const Condition& condition : policy.conditions) {
        if (condition.unless)
            demands.conjuncts.emplace_back(true, ids.of(*condition.body));
        else
            collect(*condition.body, ids, demands);
    }
    auto& all = demands.conjuncts;
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return demands;
}

bool sameConstraint(const ScopeConstraint& a, const ScopeConstraint& b)
{
    return a.op == b.op && a.slot == b.slot && a.entity == b.entity && a.type == b.type;
}

/// Does everything that the narrow constraint admits pass the wide one?
bool covers(const ScopeConstraint& wide, const ScopeConstraint& narrow)
{
    using Op = ScopeConstraint::Op;
    if (wide.op == Op::Any || sameConstraint(wide, narrow))
        return true;
    if (wide.op == Op::Is)
        return (narrow.op == Op::IsIn && narrow.type == wide.type) ||
               (narrow.op == Op::Equal && !narrow.slot && narrow.entity.type == wide.type);
    const bool sameEntity = wide.slot == narrow.slot && wide.entity == narrow.entity;
    return wide.op == Op::In && sameEntity && (narrow.op == Op::Equal || narrow.op == Op::IsIn);
}

bool covers(const ActionConstraint& wide, const ActionConstraint& narrow)
{
    using Op = ActionConstraint::Op;
    if (wide.op == Op::Any)
        return true;
    if (narrow.op == Op::Any || (wide.op == Op::Equal && narrow.op != Op::Equal))
        return false;
    return !narrow.entities.empty() &&
           std::all_of(narrow.entities.begin(), narrow.entities.end(), [&](const EntityUid& uid) {
               return std::find(wide.entities.begin(), wide.entities.end(), uid) !=
                      wide.entities.end();
           });
}

bool shadows(const Demands& wide, const Demands& narrow)
{
    const Policy& a = *wide.policy;
    const Policy& b = *narrow.policy;
    return a.effect == b.effect && covers(a.principal, b.principal) && covers(a.action, b.action) &&
           covers(a.resource, b.resource) &&
           std::includes(narrow.conjuncts.begin(), narrow.conjuncts.end(), wide.conjuncts.begin(),
                         wide.conjuncts.end());
}

ValidationFinding finding(const Policy& policy, const Policy& by, bool same,
                          const LintOptions& options)
{
    ValidationFinding found;
    found.policyId = policy.id;
    Diagnostic& diagnostic = found.diagnostic;
    diagnostic.code = same ? "lint/duplicate-policy" : "lint/shadowed-policy";
    diagnostic.severity = Severity::Warning;
    diagnostic.message = same
                             ? "this policy says the same as `" + shown(by.id) + "`"
                             : "this policy adds nothing to `" + shown(by.id) + "`, which is wider";
    diagnostic.help = "Remove one of them, or change what was meant to differ.";
    diagnostic.file = options.fileOf ? options.fileOf(policy.id) : std::string();
    diagnostic.span = policy.effectSpan;
    diagnostic.related.push_back({options.fileOf ? options.fileOf(by.id) : std::string(),
                                  by.effectSpan, "the other policy"});
    return found;
}

/// What a wider policy has in common with a narrower one, as numbers; 0: demands nothing.
struct Meeting {
    std::uint64_t effect = 0;
    std::uint64_t principal = 0;
    std::uint64_t action = 0;
    std::uint64_t resource = 0;
    std::uint64_t conjunct = 0;

    bool operator==(const Meeting&) const = default;
};

struct MeetingHash {
    std::size_t operator()(const Meeting& meeting) const
    {
        std::uint64_t hash = meeting.effect;
        for (const std::uint64_t part :
             {meeting.principal, meeting.action, meeting.resource, meeting.conjunct})
            hash = (hash ^ part) * 0x9e3779b97f4a7c15ULL + (hash >> 29U);
        return hash;
    }
};

/// Finds the policies that may be wider than one without comparing it with all: each policy lies
/// where its own scope and its rarest conjunct say, a narrower one looks where those of a wider
/// one could be.
class WiderPolicies {
public:
    WiderPolicies(const std::vector<Demands>& all, ExprIds& ids) : m_all(all), m_ids(ids)
    {
        for (const Demands& demands : all) {
            for (const auto& conjunct : demands.conjuncts)
                ++m_counts[keyOf(conjunct)];
        }
        for (std::uint32_t i = 0; i < all.size(); ++i)
            add(i);
    }

    /// The first that makes policy `i` superfluous; of two that say the same the later one is.
    [[nodiscard]] std::optional<std::uint32_t> shadowing(std::uint32_t i)
    {
        const Demands& narrow = m_all[i];
        const Policy& policy = *narrow.policy;
        std::vector<std::uint64_t> conjuncts{0};
        for (const auto& conjunct : narrow.conjuncts)
            conjuncts.push_back(keyOf(conjunct));
        std::vector<std::uint64_t> actions{0};
        if (!policy.action.entities.empty())
            actions.push_back(keyOf(policy.action.entities.front()));
        m_first.reset();
        for (const std::uint64_t principal : widerKeys(policy.principal)) {
            for (const std::uint64_t resource : widerKeys(policy.resource)) {
                for (const std::uint64_t action : actions) {
                    for (const std::uint64_t conjunct : conjuncts)
                        look(i, {effectOf(policy), principal, action, resource, conjunct});
                }
            }
        }
        return m_first;
    }

private:
    using Op = ScopeConstraint::Op;

    static std::uint64_t effectOf(const Policy& policy)
    {
        return policy.effect == Effect::Forbid ? 2 : 1;
    }
    static std::uint64_t keyOf(const std::pair<bool, ExprIds::Id>& conjunct)
    {
        return std::uint64_t{conjunct.second} * 2 + (conjunct.first ? 2 : 1);
    }
    std::uint64_t keyOf(const std::string& text) { return std::uint64_t{m_ids.ofText(text)} + 1; }
    std::uint64_t keyOf(const EntityUid& uid) { return keyOf("== " + toText(uid)); }

    std::uint64_t keyOf(Op op, const ScopeConstraint& constraint)
    {
        const std::string entity = constraint.slot ? "?" : toText(constraint.entity);
        switch (op) {
        case Op::Any:
            return 0;
        case Op::Equal:
            return keyOf("== " + entity);
        case Op::In:
            return keyOf("in " + entity);
        case Op::Is:
            return keyOf("is " + constraint.type);
        case Op::IsIn:
            return keyOf("is " + constraint.type + " in " + entity);
        }
        return 0;
    }

    /// The keys of all constraints that cover this one.
    std::vector<std::uint64_t> widerKeys(const ScopeConstraint& constraint)
    {
        std::vector<std::uint64_t> keys{0};
        if (constraint.op == Op::Any)
            return keys;
        keys.push_back(keyOf(constraint.op, constraint));
        if (constraint.op == Op::Equal || constraint.op == Op::IsIn)
            keys.push_back(keyOf(Op::In, constraint));
        if (constraint.op == Op::IsIn)
            keys.push_back(keyOf(Op::Is, constraint));
        if (constraint.op == Op::Equal && !constraint.slot)
            keys.push_back(keyOf("is " + constraint.entity.type));
        return keys;
    }

    void add(std::uint32_t i)
    {
        const Demands& demands = m_all[i];
        const Policy& policy = *demands.policy;
        Meeting meeting{effectOf(policy), keyOf(policy.principal.op, policy.principal), 0,
                        keyOf(policy.resource.op, policy.resource), 0};
        for (const auto& conjunct : demands.conjuncts) {
            const std::uint64_t key = keyOf(conjunct);
            if (meeting.conjunct == 0 || m_counts[key] < m_counts[meeting.conjunct])
                meeting.conjunct = key;
        }
        if (policy.action.op == ActionConstraint::Op::Any)
            m_buckets[meeting].push_back(i);
        for (const EntityUid& action : policy.action.entities) {
            meeting.action = keyOf(action);
            std::vector<std::uint32_t>& bucket = m_buckets[meeting];
            if (bucket.empty() || bucket.back() != i)
                bucket.push_back(i);
        }
    }

    void look(std::uint32_t i, const Meeting& meeting)
    {
        const auto bucket = m_buckets.find(meeting);
        if (bucket == m_buckets.end())
            return;
        for (const std::uint32_t j : bucket->second) {
            if ((m_first && j >= *m_first) || m_compared == kComparisons)
                return;
            ++m_compared;
            if (i == j || !shadows(m_all[j], m_all[i]))
                continue;
            if (j > i && shadows(m_all[i], m_all[j]))
                continue; // said at the later one
            m_first = j;
        }
    }

    const std::vector<Demands>& m_all;
    ExprIds& m_ids;
    std::unordered_map<std::uint64_t, std::size_t> m_counts;
    std::unordered_map<Meeting, std::vector<std::uint32_t>, MeetingHash> m_buckets;
    std::optional<std::uint32_t> m_first;
    std::size_t m_compared = 0;
};

} // namespace

std::vector<ValidationFinding> shadowedPolicies(const PolicySet& policies,
                                                const LintOptions& options)
{
    ExprIds ids;
    std::vector<Demands> all;
    for (const PolicySet::PolicyPtr& policy : policies.policies()) {
        // An approval rule is lifted by its own approval, so that no other rule makes it
        // superfluous.
        if (!policy->broken && policy->annotation("approval") == nullptr)
            all.push_back(demandsOf(*policy, ids));
    }
    WiderPolicies wider(all, ids);
    std::vector<ValidationFinding> findings;
    for (std::uint32_t i = 0; i < all.size(); ++i) {
        if (const auto by = wider.shadowing(i))
            findings.push_back(
                finding(*all[i].policy, *all[*by].policy, shadows(all[i], all[*by]), options));
    }
    return findings;
}

} // namespace remit::cedar::lints
