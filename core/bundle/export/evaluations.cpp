// SPDX-License-Identifier: Apache-2.0
// What a plain Cedar engine needs to agree (semantics, last section).
#include "core/authority/chain.h"
#include "core/bundle/export/policy_texts.h"
#include "core/bundle/export/targets.h"
#include "core/decision/chain_index.h"
#include "core/decision/facts.h"
#include "core/decision/program_needs.h"

#include <nlohmann/json.hpp>

#include <array>
#include <map>
#include <set>

namespace remit::bundle {

namespace {

using Json = nlohmann::ordered_json;

/// Where the members of the context come from.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kOrigins{{
    {"input", "the call's arguments"},
    {"now", "the call's time"},
    {"task", "the task that the call is made for, at the call's time"},
    {"delegation", "the chain of grants that the call is decided on"},
    {"credential", "the credential that was presented"},
    {"tool", "what the workspace declares for the tool and the resource"},
    {"approvals", "the roles whose approval of this very call is valid and not used up"},
    {"session", "the calls, results and messages before it in its session"},
    {"provenance", "for each argument, the earlier messages and results that hold its values"},
}};

std::string_view originOf(const cedar::ContextPath& read)
{
    for (const auto& [member, origin] : kOrigins) {
        if (!read.empty() && read.front() == member)
            return origin;
    }
    return read.empty() ? "all facts together" : "the enforcement point";
}

struct FactUse {
    cedar::ContextPath read;
    std::set<std::string> readers;
};

/// Facts by name, with the policies that read them: "id", or "GRANT: id" of a scope.
std::map<std::string, FactUse> factUses(const decision::Setup& setup)
{
    std::map<std::string, FactUse> uses;
    const auto addAll = [&](const cedar::Program& program, const std::string& prefix) {
        for (const cedar::ProgramPolicy& policy : program.policies()) {
            for (const cedar::ContextPath& read : policy.reads) {
                FactUse& use = uses[decision::factName(read)];
                use.read = read;
                use.readers.insert(prefix + policy.id);
            }
        }
    };
    addAll(*setup.program, {});
    for (const auto& [grant, scope] : setup.scopes)
        addAll(*scope.program, grant + ": ");
    return uses;
}

Json factsJson(const decision::Setup& setup)
{
    Json list = Json::array();
    for (const auto& [name, use] : factUses(setup)) {
        list.push_back({{"fact", use.read.empty() ? "context" : "context." + name},
                        {"from", originOf(use.read)},
                        {"readBy", use.readers}});
    }
    return list;
}

Json idsOf(const decision::Setup& setup)
{
    Json ids = Json::array();
    for (const cedar::PolicySet::PolicyPtr& policy : policiesInFileOrder(setup))
        ids.push_back(policy->id);
    return ids;
}

Json policySetsJson(const decision::Setup& setup)
{
    Json sets;
    Json& workspace = sets["workspace"];
    workspace["text"] = "policies.cedar";
    workspace["json"] = "policies.json";
    if (!setup.policies.links().empty())
        workspace["links"] = "links.json";
    workspace["ids"] = idsOf(setup);
    std::set<std::string> grants;
    for (const auto& [grant, scope] : setup.scopes)
        grants.insert(grant);
    for (const std::string& grant : grants) {
        Json& scope = sets["grant:" + grant];
        scope["text"] = scopePath(grant) + ".cedar";
        scope["json"] = scopePath(grant) + ".json";
    }
    return sets;
}

Json evaluationJson(int step, const std::string& set, const cedar::EntityUid& principal)
{
    return {{"step", step}, {"policySet", set}, {"principal", toText(principal)}};
}

Json chainJson(const authority::Chain& chain, const decision::Setup& setup)
{
    Json grants = Json::array();
    Json evaluations = Json::array();
    for (const authority::Grant* grant : chain.grants) {
        grants.push_back(grant->id);
        evaluations.push_back(evaluationJson(5, "grant:" + grant->id, grant->to));
    }
    const bool assumed = setup.rootEntitlement == decision::RootEntitlement::Assumed;
    const std::vector<cedar::EntityUid> principals = chain.principals();
    for (std::size_t i = assumed ? 1 : 0; i < principals.size(); ++i)
        evaluations.push_back(evaluationJson(6, "workspace", principals[i]));
    return {{"grants", std::move(grants)},
            {"root", toText(chain.root())},
            {"agent", toText(chain.grants.back()->to)},
            {"task", toText(chain.grants.back()->task)},
            {"evaluations", std::move(evaluations)}};
}

/// One for each grant whose chain is well-formed (R1) and whose every grant has a scope: a grant
/// without one hands on nothing. By the ids of the grants.
Json chainsJson(const decision::Setup& setup)
{
    std::map<std::vector<std::string>, Json> chains;
    const authority::RootTypes types = decision::rootTypesOf(setup);
    for (const authority::Grant& grant : setup.registry->grants()) {
        const authority::Chain chain = authority::chainOf(*setup.registry, grant, types);
        std::vector<std::string> ids;
        bool complete = chain.wellFormed();
        for (const authority::Grant* one : chain.grants) {
            ids.push_back(one->id);
            complete = complete && setup.scopes.contains(one->id);
        }
        if (complete)
            chains.emplace(std::move(ids), chainJson(chain, setup));
    }
    Json list = Json::array();
    for (auto& [ids, chain] : chains)
        list.push_back(std::move(chain));
    return list;
}

} // namespace

ExportedFile evaluationsFile(const decision::Setup& setup, bool withFiles)
{
    const bool modelled = setup.authority == decision::Authority::Modelled;
    Json root;
    root["workspace"] = setup.name;
    root["revision"] = setup.revision;
    root["language"] = "4.5";
    root["semantics"] = decision::kSemanticsVersion;
    root["facts"] = decision::kFactsVersion;
    root["authority"] = modelled ? "modelled" : "not modelled";
    root["rootEntitlement"] =
        setup.rootEntitlement == decision::RootEntitlement::Assumed ? "assumed" : "policies";
    root["allow"] = "exactly when steps 0 to 4 hold, no needed fact is unknown, and every "
                    "evaluation of the chain allows; a missing approval is a deny";
    if (withFiles)
        root["policySets"] = policySetsJson(setup);
    if (modelled && setup.registry)
        root["chains"] = chainsJson(setup);
    else
        root["evaluations"] = Json::array(
            {{{"step", 6}, {"policySet", "workspace"}, {"principal", "the acting agent"}}});
    root["context"] = factsJson(setup);
    return {"evaluations.json", root.dump(2) + "\n"};
}

} // namespace remit::bundle
