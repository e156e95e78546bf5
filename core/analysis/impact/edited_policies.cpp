// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/impact/edited_policies.h"

#include "core/decision/facts.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace remit::analysis {

namespace {

using cedar::Program;
using decision::Setup;

/// Members of the context that are added for each chain.
constexpr std::array kAuthorityFacts{"task", "credential", "delegation", "approvals"};

/// A policy in its own words; of a link also what it fills in.
std::string wordsOf(const Setup& setup, const cedar::ProgramPolicy& policy)
{
    const auto source = setup.policySources.find(policy.source->id);
    std::string words = source == setup.policySources.end()
                            ? std::string()
                            : std::string(source->second->text(policy.source->span));
    if (policy.link != nullptr) {
        for (const auto& uid : {policy.link->principal, policy.link->resource})
            words += uid ? "\n" + toText(*uid) : "\n";
    }
    return words;
}

std::map<std::string, std::string> wordsById(const Setup& setup)
{
    std::map<std::string, std::string> words;
    for (const cedar::ProgramPolicy& policy : setup.program->policies())
        words.emplace(policy.id, wordsOf(setup, policy));
    return words;
}

std::shared_ptr<const Program> only(const Setup& setup, const std::set<std::string>& ids)
{
    cedar::PolicySet set;
    for (const cedar::ProgramPolicy& policy : setup.program->policies()) {
        if (ids.count(policy.id) == 0)
            continue;
        // An id is taken twice only by a template of several links, and once is enough.
        (void)set.add(policy.source);
        if (policy.link != nullptr)
            (void)set.link(*policy.link);
    }
    return Program::compile(set);
}

bool readsAuthority(const Program& program)
{
    const auto reads = [](const cedar::ContextPath& path) {
        return std::any_of(kAuthorityFacts.begin(), kAuthorityFacts.end(), [&](const char* fact) {
            return decision::needs(path, cedar::ContextPath{fact});
        });
    };
    return std::any_of(program.policies().begin(), program.policies().end(),
                       [&](const cedar::ProgramPolicy& policy) {
                           return std::any_of(policy.reads.begin(), policy.reads.end(), reads);
                       });
}

/// Policies that need a fact that is not known for the call, ascending.
std::vector<std::uint32_t> needingUnknown(const Program& program, const KeptCall& call)
{
    std::vector<std::uint32_t> policies;
    const auto& unknown = call.prepared.facts.unknown;
    for (std::uint32_t i = 0; i < program.policies().size() && !unknown.empty(); ++i) {
        const auto& reads = program.policies()[i].reads;
        const bool needs = std::any_of(reads.begin(), reads.end(), [&](const auto& read) {
            return std::any_of(unknown.begin(), unknown.end(),
                               [&](const auto& fact) { return decision::needs(read, fact); });
        });
        if (needs)
            policies.push_back(i);
    }
    return policies;
}

} // namespace

EditedPolicies editedPolicies(const Setup& before, const Setup& after)
{
    const auto earlier = wordsById(before);
    const auto later = wordsById(after);
    std::set<std::string> ids;
    for (const auto& [id, words] : earlier) {
        const auto other = later.find(id);
        if (other == later.end() || other->second != words)
            ids.insert(id);
    }
    for (const auto& [id, words] : later) {
        if (earlier.count(id) == 0)
            ids.insert(id);
    }
    EditedPolicies edited{{ids.begin(), ids.end()}, only(before, ids), only(after, ids)};
    edited.readsAuthority = readsAuthority(*edited.before) || readsAuthority(*edited.after);
    return edited;
}

void statesOf(const Program& program, const cedar::EntityStore& entities, const KeptCall& call,
              const cedar::EntityUid& principal, cedar::Scratch& scratch, PolicyStates& states)
{
    states.clear();
    const bool own = principal == call.request.principal;
    cedar::Request other;
    if (!own)
        other = {principal, call.request.action, call.request.resource, call.request.context};
    const cedar::Outcomes outcomes = cedar::evaluateAll(
        program, entities, own ? call.request : other, needingUnknown(program, call), scratch);
    const auto add = [&](std::uint32_t policy, PolicyState state) {
        const cedar::ProgramPolicy& one = program.policies()[policy];
        const bool permit = one.effect == cedar::Effect::Permit;
        // A forbid that waits for another role is another forbid.
        const std::string* role = one.source->annotation("approval");
        states.emplace_back((permit ? "permit " : "forbid ") + one.id +
                                (role != nullptr ? "\n" + *role : std::string()),
                            state);
    };
    for (const std::uint32_t policy : outcomes.satisfiedPermits)
        add(policy, PolicyState::Satisfied);
    for (const std::uint32_t policy : outcomes.satisfiedForbids)
        add(policy, PolicyState::Satisfied);
    for (const auto& failed : outcomes.errors)
        add(failed.policy, PolicyState::Failed);
    for (const std::uint32_t policy : outcomes.setAside)
        add(policy, PolicyState::SetAside);
    std::sort(states.begin(), states.end());
}

} // namespace remit::analysis
