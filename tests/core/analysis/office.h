// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/estate_of.h"
#include "core/analysis/findings.h"
#include "core/cedar/syntax/parser.h"
#include "tests/core/authority/world.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

/// A small workspace that tests of this room change by one thing at a time: Alice gives to the
/// planner, the planner to the researcher, for report@1; tools read, write and send documents.
namespace remit::analysis::test {

using namespace authority::test;

inline std::shared_ptr<const cedar::Program> compiled(const std::string& text,
                                                      cedar::PolicySet* kept = nullptr)
{
    cedar::PolicySet set;
    for (cedar::Policy& policy : cedar::parsePolicies(text).policies)
        static_cast<void>(set.add(std::make_shared<const cedar::Policy>(std::move(policy))));
    if (kept)
        *kept = set;
    return cedar::Program::compile(set);
}

struct Office {
    authority::Objects objects = world();
    std::map<std::string, std::string> scopes{
        {"g1", "permit (principal, action, resource);"},
        {"g2", "permit (principal, action == Action::\"read\", resource);"}};
    std::string policies = "permit (principal, action, resource);";
    std::vector<decision::ToolRule> rules;
    std::vector<decision::ResourceLabels> labels;
    std::vector<decision::CallVerdict> calls;

    Office()
    {
        for (const char* name : {"read", "write", "send"}) {
            decision::ToolRule rule;
            rule.tool = name;
            rule.resource = decision::ResourceRule{{}, "Document", "/document"};
            rule.readOnly = rule.tool == "read";
            rule.risk = "low";
            rules.push_back(rule);
        }
    }

    /// A decided call of the researcher for Alice.
    decision::CallVerdict& call(const char* tool)
    {
        decision::CallVerdict verdict;
        verdict.run = "run-1";
        verdict.step = static_cast<std::int64_t>(calls.size());
        verdict.agent = "Agent::\"researcher\"";
        verdict.onBehalfOf = "User::\"alice\"";
        verdict.task = "report@1";
        verdict.tool = tool;
        verdict.action = std::string("Action::\"") + tool + "\"";
        verdict.resource = "Document::\"plan\"";
        verdict.verdict = decision::Verdict::Allow;
        verdict.chain = {"g1", "g2"};
        calls.push_back(verdict);
        return calls.back();
    }
};

inline std::shared_ptr<const decision::Setup> setupOf(const Office& office)
{
    auto setup = std::make_shared<decision::Setup>();
    setup->authority = decision::Authority::Modelled;
    Diagnostics diagnostics;
    setup->registry = std::make_shared<const authority::Registry>(office.objects, diagnostics);
    for (const auto& [grant, text] : office.scopes)
        setup->scopes[grant] = {grant + ".cedar",
                                std::make_shared<const SourceText>(grant + ".cedar", text),
                                compiled(text)};
    setup->program = compiled(office.policies, &setup->policies);
    setup->toolRules = office.rules;
    setup->resourceLabels = office.labels;
    setup->entities = *cedar::EntityStore::build(
        {{{"Document", "plan"}, {}, {}, {}},
         {{"Document", "ledger"}, {}, {}, {}},
         {{"User", "alice"}, {}, {cedar::EntityUid{"Role", "finance-lead"}}, {}},
         {{"User", "bob"}, {}, {}, {}}});
    return setup;
}

inline std::vector<Finding> findingsIn(const Office& office, Instant time = at("12:00"))
{
    const auto setup = setupOf(office);
    const authority::Estate estate = *estateOf(*setup);
    const authority::History history(*estate.registry, {});
    return *findingsOf({*setup, estate, history, time, office.calls});
}

} // namespace remit::analysis::test
