// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/mining/inventories.h"

#include "core/analysis/mining/known_values.h"
#include "core/analysis/mining/siblings.h"
#include "core/cedar/syntax/parser.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace remit::analysis {
namespace {

using Needs = KnownValues; ///< what a call would need

struct Candidate {
    const ObservedCall* call = nullptr;
    Needs needs;
};

std::optional<cedar::EntityUid> ownerFor(const KnownTest& test,
                                         const decision::CallVerdict& verdict)
{
    switch (test.owner) {
    case KnownTest::Owner::Principal:
        return cedar::parseEntityUid(verdict.agent);
    case KnownTest::Owner::Action:
        return cedar::parseEntityUid(verdict.action);
    case KnownTest::Owner::Resource:
        return cedar::parseEntityUid(verdict.resource);
    case KnownTest::Owner::Named:
        break;
    }
    return test.named;
}

Needs needsOf(const ObservedCall& call, const std::vector<KnownTest>& tests,
              const cedar::Program& program)
{
    Needs needs;
    const auto action = cedar::parseEntityUid(call.verdict.action);
    if (!call.arguments || !action)
        return needs;
    for (const KnownTest& test : tests) {
        const auto owner = ownerFor(test, call.verdict);
        if (!owner || !mayConcern(*program.policies()[test.policy].source, *action))
            continue;
        for (std::string& value : valuesFor(test, *call.arguments))
            needs[{*owner, test.attribute}].insert(std::move(value));
    }
    return needs;
}

/// The calls that are allowed once everything is known that the candidates need.
Result<std::set<std::pair<std::string, std::int64_t>>>
allowedWith(const decision::Decider& decider, const replay::EventSource& source,
            const std::vector<Candidate>& candidates, const RunChoice& choice,
            const JobControl& job)
{
    Needs all;
    for (const Candidate& candidate : candidates)
        for (const auto& [key, values] : candidate.needs)
            all[key].insert(values.begin(), values.end());
    const auto setup = setupWithKnown(decider.setup(), all);
    if (!setup)
        return tl::unexpected(setup.error());
    const auto calls = observedCalls(decision::Decider(*setup), source, choice, job);
    if (!calls)
        return tl::unexpected(calls.error());
    std::set<std::pair<std::string, std::int64_t>> allowed;
    for (const ObservedCall& call : *calls)
        if (call.verdict.verdict == decision::Verdict::Allow)
            allowed.emplace(call.verdict.run, call.verdict.step);
    return allowed;
}

std::vector<std::string> attributesOf(const std::vector<KnownTest>& tests)
{
    std::set<std::string> names;
    for (const KnownTest& test : tests)
        names.insert(test.attribute);
    return {names.begin(), names.end()};
}

/// Counts the evidence for each value.
class Evidence {
public:
    void add(const Candidate& candidate)
    {
        const decision::CallVerdict& verdict = candidate.call->verdict;
        for (const auto& [key, values] : candidate.needs) {
            for (const std::string& text : values) {
                auto& [value, runs] = m_values[key][text];
                if (value.calls++ == 0) {
                    value.text = text;
                    value.run = verdict.run;
                    value.step = verdict.step;
                }
                runs.insert(verdict.run);
            }
        }
    }

    [[nodiscard]] std::vector<Inventory> inventories() const
    {
        std::vector<Inventory> list;
        for (const auto& [key, values] : m_values) {
            Inventory inventory{key.first, key.second, {}, {}, {}};
            for (const auto& [text, evidence] : values) {
                inventory.values.push_back(evidence.first);
                inventory.values.back().runs = static_cast<std::int64_t>(evidence.second.size());
                inventory.support.of += evidence.first.calls;
                inventory.support.expected += evidence.first.calls > 1 ? evidence.first.calls : 0;
            }
            list.push_back(std::move(inventory));
        }
        return list;
    }

private:
    std::map<KnownKey, std::map<std::string, std::pair<KnownValue, std::set<std::string>>>>
        m_values;
};

} // namespace

Result<InventoryProposal> mineInventories(const decision::Decider& decider,
                                          const replay::EventSource& source,
                                          const InventoryOptions& options, const JobControl& job)
{
    const auto calls = observedCalls(decider, source, options.choice, job);
    if (!calls)
        return tl::unexpected(calls.error());
    const cedar::Program& program = *decider.setup().program;
    const std::vector<KnownTest> tests = knownTests(program);
    InventoryProposal proposal;
    proposal.attributes = attributesOf(tests);
    std::set<std::string> runs;
    std::vector<Candidate> candidates;
    for (const ObservedCall& call : *calls) {
        runs.insert(call.verdict.run);
        ++proposal.calls;
        if (!isWantOfPermit(call.verdict))
            continue;
        ++proposal.denied;
        if (!call.succeeded) {
            ++proposal.withoutResult;
            continue;
        }
        Needs needs = *call.succeeded ? needsOf(call, tests, program) : Needs();
        if (!needs.empty())
            candidates.push_back({&call, std::move(needs)});
    }
    proposal.runs = static_cast<std::int64_t>(runs.size());
    if (candidates.empty())
        return proposal;
    const auto allowed = allowedWith(decider, source, candidates, options.choice, job);
    if (!allowed)
        return tl::unexpected(allowed.error());
    Evidence evidence;
    for (const Candidate& candidate : candidates) {
        if (!allowed->contains({candidate.call->verdict.run, candidate.call->verdict.step}))
            continue;
        ++proposal.covered;
        evidence.add(candidate);
    }
    proposal.inventories = evidence.inventories();
    if (options.siblings)
        for (Inventory& inventory : proposal.inventories)
            inventory.siblings = siblingsOf(inventory.values, *calls);
    return proposal;
}

std::vector<cedar::Entity> withInventories(const cedar::EntityStore& entities,
                                           const InventoryProposal& proposal, bool withSiblings)
{
    Needs needs;
    for (const cedar::Entity& entity : entities.entities())
        for (const std::string& attribute : proposal.attributes)
            if (entity.attributes.contains(attribute))
                needs[{entity.uid, attribute}];
    for (const Inventory& inventory : proposal.inventories) {
        std::set<std::string>& values = needs[{inventory.owner, inventory.attribute}];
        for (const KnownValue& value : inventory.values)
            values.insert(value.text);
        if (withSiblings)
            values.insert(inventory.siblings.begin(), inventory.siblings.end());
    }
    return withKnown(entities, needs);
}

} // namespace remit::analysis
