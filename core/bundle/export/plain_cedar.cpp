// SPDX-License-Identifier: Apache-2.0
// Any Cedar engine: policies, links, schema, entities, the scopes of grants, and the list of
// evaluations and facts that a decision takes.
#include "core/base/text.h"
#include "core/bundle/export/misfits.h"
#include "core/bundle/export/policy_texts.h"
#include "core/bundle/export/targets.h"
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/schema/schema.h"
#include "core/cedar/syntax/links_json.h"

#include <fmt/format.h>

#include <map>

namespace remit::bundle {

namespace {

constexpr std::string_view kPlainReadme =
    R"(# Policies for a plain Cedar engine

An agent's call is allowed exactly when

1. steps 0 to 4 hold: the request is well-formed, the caller is authenticated by a valid credential,
   its task is active, and a chain of grants reaches it. Enforcement point or gateway decide these,
   and choose the chain;
2. no fact that the evaluations need is unknown;
3. every evaluation that `evaluations.json` lists for the chain allows.

Everything else is a deny, also where an approval is missing.

- `policies.cedar` and `policies.json` are the policy set "workspace", as text and as JSON with its
  policy ids; `links.json` are its template links, if there are any.
- `scopes/` holds one policy set for each grant. It is never merged with another.
- `schema.*` is the schema, if there is one; `entities.json` are the entities of every request.
- `evaluations.json` says for each chain which policy sets are asked, for which principals, and
  which members of the context they read. The context of a call is one and the same in all of its
  evaluations.
- `calls.jsonl`, if it is here, are recorded calls with the decision of each evaluation: hold your
  enforcement point against them.
- `export.json` names the revision and the digest of each file.
)";

/// Without the action entities that engines take from the schema.
std::string plainEntities(const decision::Setup& setup)
{
    std::vector<cedar::Entity> entities;
    for (const cedar::Entity& entity : setup.entities->entities()) {
        if (setup.schema == nullptr || setup.schema->action(entity.uid) == nullptr)
            entities.push_back(entity);
    }
    return cedar::toEntityJson(entities);
}

std::map<std::string_view, const decision::GrantScope*> byGrant(const decision::Setup& setup)
{
    std::map<std::string_view, const decision::GrantScope*> sorted;
    for (const auto& [grant, scope] : setup.scopes)
        sorted.emplace(grant, &scope);
    return sorted;
}

void addScopes(const decision::Setup& setup, bool keepAnnotations, std::vector<ExportedFile>& files)
{
    for (const auto& [grant, scope] : setup.scopes) {
        files.push_back({scopePath(grant) + ".cedar", scopeText(scope, keepAnnotations)});
        files.push_back({scopePath(grant) + ".json", scopeJson(scope, keepAnnotations)});
    }
}

/// Tools that do as they like, whatever is decided.
void lintUnenforced(const decision::Setup& setup, Misfits& misfits)
{
    for (const decision::ToolRule& rule : setup.toolRules) {
        if (rule.enforcement != decision::Enforcement::None)
            continue;
        misfits.addToFile(
            "export/not-enforced", Severity::Warning, {}, {},
            fmt::format("nothing enforces decisions about the tool {}", jsonQuoted(rule.tool)),
            "Its mapping says enforcement \"none\": whatever the engine answers, the system behind "
            "the tool does as it likes.");
    }
}

} // namespace

std::string scopePath(std::string_view grant)
{
    std::string name;
    for (const char c : grant) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '_' ||
                           (c == '.' && !name.empty());
        name += plain
                    ? std::string(1, c)
                    : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    return "scopes/" + name;
}

Export exportPlainCedar(const decision::Setup& setup, const workspace::Snapshot& snapshot,
                        const workspace::ExportProfile& profile)
{
    const bool keep = profile.keepAnnotations.value_or(true);
    Misfits misfits(setup);
    lintUnenforced(setup, misfits);
    if (!profile.facts.empty()) {
        const std::string target = jsonQuoted(profile.name);
        lintFacts(*setup.program, profile.facts, target, misfits);
        for (const auto& [grant, scope] : byGrant(setup))
            lintScopeFacts(grant, *scope, profile.facts, target, misfits);
    }
    Export made;
    made.misfits = misfits.take();
    made.files.push_back({"README.md", std::string(kPlainReadme)});
    made.files.push_back({"policies.cedar", policySetText(setup, keep)});
    made.files.push_back({"policies.json", policySetJson(setup.policies, keep)});
    if (!setup.policies.links().empty())
        made.files.push_back({"links.json", cedar::linksText(setup.policies.links())});
    if (auto schema = exportedSchema(snapshot))
        made.files.push_back(std::move(*schema));
    made.files.push_back({"entities.json", plainEntities(setup)});
    addScopes(setup, keep, made.files);
    made.files.push_back(evaluationsFile(setup, true));
    return made;
}

} // namespace remit::bundle
