// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/coverage/coverage.h"

#include "core/analysis/coverage/things.h"
#include "core/analysis/coverage/tree_coverage.h"
#include "core/base/text.h"

#include <algorithm>
#include <map>

namespace remit::analysis {

namespace {

using cedar::PolicyCounts;
using cedar::Program;

/// The policies of a program that have one tree: a static policy, or the links of a template.
struct TreeGroup {
    std::vector<std::uint32_t> members;
    PolicyCounts counts; ///< of all of them
};

std::vector<TreeGroup> groupsOf(const Program& program, const cedar::ProgramCounts* counts)
{
    std::vector<TreeGroup> groups;
    std::map<const cedar::Policy*, std::size_t> known;
    for (std::uint32_t i = 0; i < program.policies().size(); ++i) {
        const auto [found, isNew] =
            known.try_emplace(program.policies()[i].source.get(), groups.size());
        if (isNew)
            groups.emplace_back();
        TreeGroup& group = groups[found->second];
        group.members.push_back(i);
        if (counts != nullptr)
            group.counts.add(counts->policies[i]);
    }
    return groups;
}

std::string actionsText(const cedar::ActionConstraint& action)
{
    std::vector<std::string> names;
    for (const cedar::EntityUid& uid : action.entities)
        names.push_back(shown(toText(uid)));
    if (names.size() > 3) {
        names.resize(3);
        names.emplace_back("…");
    }
    return joined(names, ", ");
}

std::string scopeText(std::string_view variable, const cedar::ScopeConstraint& scope)
{
    using Op = cedar::ScopeConstraint::Op;
    const std::string entity = scope.slot ? std::string("its slot") : shown(toText(scope.entity));
    switch (scope.op) {
    case Op::Any:
        return std::string(variable);
    case Op::Equal:
        return std::string(variable) + " == " + entity;
    case Op::In:
        return std::string(variable) + " in " + entity;
    case Op::Is:
        return std::string(variable) + " is " + shown(scope.type);
    case Op::IsIn:
        return std::string(variable) + " is " + shown(scope.type) + " in " + entity;
    }
    return std::string(variable);
}

Why neverMatched(const cedar::Policy& policy, const PolicyCounts& counts)
{
    std::vector<std::string> parts;
    std::optional<Span> cause;
    const auto blame = [&](bool matched, std::string text, Span span) {
        if (matched)
            return;
        parts.push_back(std::move(text));
        cause = cause ? cause : span;
    };
    blame(counts.principalMatched, scopeText("principal", policy.principal), policy.principal.span);
    blame(counts.actionMatched, "action " + actionsText(policy.action), policy.action.span);
    blame(counts.resourceMatched, scopeText("resource", policy.resource), policy.resource.span);
    if (parts.empty())
        return {UncoveredReason::ScopeNeverMatched,
                "The scope never matched: each part did, but never all in one call.",
                policy.effectSpan};
    return {UncoveredReason::ScopeNeverMatched,
            "The scope never matched: no call has " + joined(parts, ", none has ") + ".", cause};
}

/// Why no condition of the policy was ever evaluated; nothing where one was, or there is none.
std::optional<Why> neverEvaluated(const cedar::Policy& policy, const PolicyCounts& counts,
                                  std::uint64_t evaluations)
{
    if (evaluations == 0)
        return Why{UncoveredReason::NotEvaluated, "No call was put to this policy set.", {}};
    if (counts.inScope == 0)
        return neverMatched(policy, counts);
    if (counts.setAside == counts.inScope)
        return Why{UncoveredReason::FactUnknown,
                   "The policy was set aside " + timesText(counts.setAside) +
                       ": a fact that it needs was not recorded.",
                   {}};
    return std::nullopt;
}

std::optional<Why> neverSatisfied(const CoveredPolicy& policy)
{
    for (const CoveredClause& clause : policy.clauses) {
        if (clause.neverHeld) {
            Why why = *clause.neverHeld;
            why.cause = why.cause ? why.cause : std::optional(clause.span);
            return why;
        }
    }
    return Why{UncoveredReason::OneValueOnly,
               "Each clause held at some time, but never all in one call.", policy.effectSpan};
}

void addLinks(const Program& program, const cedar::ProgramCounts* counts, const TreeGroup& group,
              CoveredPolicy& policy)
{
    for (const std::uint32_t member : group.members) {
        const cedar::ProgramPolicy& one = program.policies()[member];
        if (one.link == nullptr)
            continue;
        const PolicyCounts own = counts == nullptr ? PolicyCounts{} : counts->policies[member];
        policy.links.push_back({one.id, own.inScope, own.satisfied});
    }
}

/// A policy set with the names that its report needs.
struct CountedProgram {
    const Program& program;
    const cedar::ProgramCounts* counts;
    std::vector<std::string> grants;
    std::function<std::shared_ptr<const SourceText>(const std::string& id)> sourceOf;
};

CoveredPolicy policyOf(const CountedProgram& counted, const TreeGroup& group)
{
    const cedar::ProgramPolicy& first = counted.program.policies()[group.members.front()];
    const cedar::Policy& tree = *first.source;
    CoveredPolicy policy;
    policy.id = first.link == nullptr ? first.id : tree.id;
    policy.grants = counted.grants;
    policy.source = counted.sourceOf(policy.id);
    policy.span = tree.span;
    policy.effectSpan = tree.effectSpan;
    policy.effect = tree.effect;
    policy.evaluations = counted.counts == nullptr ? 0 : counted.counts->evaluations;
    policy.inScope = group.counts.inScope;
    policy.setAside = group.counts.setAside;
    policy.satisfied = group.counts.satisfied;
    policy.failed = group.counts.failed;
    addLinks(counted.program, counted.counts, group, policy);
    const std::optional<Why> unreached = neverEvaluated(tree, group.counts, policy.evaluations);
    if (policy.inScope == 0)
        policy.neverInScope = unreached;
    policy.clauses = clausesOf({tree, policy.source.get(), group.counts}, unreached);
    if (policy.satisfied == 0)
        policy.neverSatisfied = unreached ? unreached : neverSatisfied(policy);
    return policy;
}

void addProgram(const CountedProgram& counted, std::vector<CoveredPolicy>& policies)
{
    for (const TreeGroup& group : groupsOf(counted.program, counted.counts))
        policies.push_back(policyOf(counted, group));
}

/// Templates that nothing links are in no program.
void addUnlinked(const decision::Setup& setup, std::vector<CoveredPolicy>& policies)
{
    std::set<std::string, std::less<>> known;
    for (const CoveredPolicy& policy : policies)
        known.insert(policy.id);
    for (const auto& policy : setup.policies.policies()) {
        if (!policy->isTemplate() || policy->broken || known.count(policy->id) > 0)
            continue;
        CoveredPolicy covered;
        covered.id = policy->id;
        const auto source = setup.policySources.find(policy->id);
        covered.source = source == setup.policySources.end() ? nullptr : source->second;
        covered.span = policy->span;
        covered.effectSpan = policy->effectSpan;
        covered.effect = policy->effect;
        const Why why{UncoveredReason::Unlinked, "No link makes a policy of this template.", {}};
        covered.neverInScope = covered.neverSatisfied = why;
        covered.clauses = clausesOf({*policy, covered.source.get(), {}}, why);
        policies.push_back(std::move(covered));
    }
}

void addScopes(const CoverageInput& input, std::vector<CoveredPolicy>& policies)
{
    std::map<const Program*, std::vector<std::string>> grants;
    for (const auto& [grant, scope] : input.setup.scopes) {
        if (scope.program)
            grants[scope.program.get()].push_back(grant);
    }
    std::map<std::vector<std::string>, const Program*> ordered;
    for (auto& [program, ids] : grants) {
        std::sort(ids.begin(), ids.end());
        ordered.emplace(ids, program);
    }
    for (const auto& [ids, program] : ordered) {
        const decision::GrantScope& scope = input.setup.scopes.at(ids.front());
        addProgram({*program, input.counts.of(program), ids,
                    [&](const std::string&) { return scope.source; }},
                   policies);
    }
}

void addShare(CoverageShare& share, int covered, int total)
{
    share.covered += covered;
    share.total += total;
}

CoverageShare shareOf(const std::vector<CoveredThing>& things)
{
    CoverageShare share;
    for (const CoveredThing& thing : things)
        addShare(share, thing.uncovered ? 0 : 1, 1);
    return share;
}

CoverageSummary summaryOf(const CoverageReport& report)
{
    CoverageSummary summary;
    for (const CoveredPolicy& policy : report.policies) {
        addShare(summary.policies, policy.neverSatisfied ? 0 : 1, 1);
        for (const CoveredClause& clause : policy.clauses) {
            addShare(summary.clauses, clause.covered() == 2 ? 1 : 0, 1);
            addShare(summary.conditions, clause.covered(), 2);
            for (const CoveredNode& node : clause.nodes)
                addShare(summary.conditions, node.covered(), 2);
        }
    }
    summary.actions = shareOf(report.actions);
    summary.grants = shareOf(report.grants);
    summary.findings = shareOf(report.findings);
    return summary;
}

} // namespace

std::string_view name(UncoveredReason reason)
{
    switch (reason) {
    case UncoveredReason::NotEvaluated:
        return "not-evaluated";
    case UncoveredReason::ScopeNeverMatched:
        return "scope-never-matched";
    case UncoveredReason::FactUnknown:
        return "fact-unknown";
    case UncoveredReason::ShortCircuited:
        return "short-circuited";
    case UncoveredReason::BranchNotTaken:
        return "branch-not-taken";
    case UncoveredReason::EarlierError:
        return "earlier-error";
    case UncoveredReason::AlwaysError:
        return "always-error";
    case UncoveredReason::OneValueOnly:
        return "one-value-only";
    case UncoveredReason::NoCall:
        return "no-call";
    case UncoveredReason::Unlinked:
        return "unlinked";
    }
    return "";
}

CoverageReport coverageOf(const CoverageInput& input)
{
    CoverageReport report;
    report.evidence = input.evidence;
    report.calls = input.calls.calls;
    if (input.setup.program) {
        const auto sourceOf = [&](const std::string& id) {
            const auto found = input.setup.policySources.find(id);
            return found == input.setup.policySources.end() ? std::shared_ptr<const SourceText>()
                                                            : found->second;
        };
        addProgram({*input.setup.program, input.counts.of(input.setup.program.get()), {}, sourceOf},
                   report.policies);
    }
    addUnlinked(input.setup, report.policies);
    addScopes(input, report.policies);
    report.actions = coveredActions(input);
    report.grants = coveredGrants(input);
    report.findings = coveredFindings(input);
    report.summary = summaryOf(report);
    return report;
}

} // namespace remit::analysis
