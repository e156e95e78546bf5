// SPDX-License-Identifier: Apache-2.0
// A policy store of Verified Permissions: its API's own shapes. Limits and rules as of the
// service's documentation, 2026.
#include "core/base/text.h"
#include "core/bundle/export/misfits.h"
#include "core/bundle/export/policy_texts.h"
#include "core/bundle/export/targets.h"
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/schema/schema.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace remit::bundle {

namespace {

using Json = nlohmann::ordered_json;
using Op = cedar::ScopeConstraint::Op;

constexpr std::string_view kStore = "a policy store";
constexpr std::size_t kPolicyBytes = 10'000;
constexpr std::size_t kBytesOfResource = 200'000; ///< of all policies for one resource, or for all
constexpr std::size_t kStoreSchemaBytes = 100'000;
constexpr std::size_t kTemplates = 40;
constexpr std::size_t kParents = 100; ///< of one entity, transitive
constexpr std::size_t kStoreDescription = 150;

constexpr std::string_view kStoreReadme =
    R"(# A policy store for Verified Permissions

Each member of `policy-store.json` holds the arguments of calls to the service, in this order:

1. `policyStore`: create-policy-store
2. `schema`: put-schema (`definition`)
3. `policyTemplates`: create-policy-template, one each; the service answers with the template's id
4. `policies`: create-policy (`definition`), one each; in the place of `policyTemplateId` stands our
   name of the template: put the id that step 3 answered there

`entities.json` are the entities of every request (is-authorized, `entities`). `evaluations.json`
says which members of the context (is-authorized, `context`) the policies read, and where they come
from. `export.json` names the revision and the digest of each file.
)";

Json entityIdentifier(const cedar::EntityUid& uid)
{
    return {{"entityType", uid.type}, {"entityId", uid.id}};
}

class StoreExport {
public:
    StoreExport(const decision::Setup& setup, const workspace::Snapshot& snapshot,
                const workspace::ExportProfile& profile)
        : m_setup(setup)
        , m_snapshot(snapshot)
        , m_profile(profile)
        , m_schema(schemaAsJson(snapshot))
        , m_misfits(setup)
    {}

    Export run()
    {
        lintOnePolicySet(m_setup, m_snapshot, kStore, m_misfits);
        if (!m_profile.facts.empty())
            lintFacts(*m_setup.program, m_profile.facts, jsonQuoted(m_profile.name), m_misfits);
        lintSchema();
        lintTemplates();
        lintSizes();
        lintParents();
        Export made;
        made.misfits = m_misfits.take();
        if (made.fits())
            made.files = files();
        return made;
    }

private:
    [[nodiscard]] std::string statement(const cedar::Policy& policy) const
    {
        return policyText(policy, *m_setup.policySources.at(policy.id),
                          m_profile.keepAnnotations.value_or(true));
    }

    [[nodiscard]] std::string schemaFile() const
    {
        const auto paths = m_snapshot.paths(workspace::FileKind::Schema);
        return paths.empty() ? std::string() : paths.front();
    }

    void lintSchema()
    {
        if (!m_schema || !m_setup.schema) {
            m_misfits.addToFile("export/no-schema", Severity::Warning, {}, {},
                                "there is no schema, so the policy store validates nothing",
                                "Make one with `remit schema from-mcp` and put it below schema/.");
            return;
        }
        if (m_schema->size() > kStoreSchemaBytes)
            m_misfits.addToFile("export/too-large", Severity::Error, schemaFile(), {},
                                fmt::format("the schema has {} bytes, and {} takes {}",
                                            m_schema->size(), kStore, kStoreSchemaBytes),
                                "Leave out types that no policy needs.");
        std::set<std::string> spaces;
        for (const auto& [name, type] : m_setup.schema->entityTypes())
            spaces.emplace(cedar::namespaceOf(name));
        for (const auto& [uid, action] : m_setup.schema->actions())
            spaces.emplace(cedar::namespaceOf(uid.type));
        lintNamespaces(spaces);
    }

    void lintNamespaces(const std::set<std::string>& spaces)
    {
        static const std::set<std::string> kReserved{"aws", "amazon", "cedar"};
        if (spaces.size() > 1) {
            m_misfits.addToFile("export/namespace", Severity::Error, schemaFile(), {},
                                fmt::format("the schema has {} namespaces ({}), and {} takes one",
                                            spaces.size(), listed(spaces), kStore),
                                "Put all declarations into one namespace.");
            return;
        }
        const std::string space = spaces.empty() ? std::string() : *spaces.begin();
        std::string lower = space.substr(0, space.find("::"));
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (space.empty() || kReserved.contains(lower))
            m_misfits.addToFile(
                "export/namespace", Severity::Error, schemaFile(), {},
                space.empty() ? fmt::format("the schema has no namespace, and {} wants one", kStore)
                              : fmt::format("the namespace {} is reserved there", space),
                "Put all declarations into a namespace of your own.");
    }

    static std::string listed(const std::set<std::string>& spaces)
    {
        std::vector<std::string> names;
        for (const std::string& space : spaces)
            names.push_back(space.empty() ? "none" : space);
        return joined(names, ", ");
    }

    void lintTemplates()
    {
        std::size_t count = 0;
        for (const cedar::PolicySet::PolicyPtr& policy : m_setup.policies.policies()) {
            if (!policy->isTemplate())
                continue;
            ++count;
            const bool open = policy->principal.op == Op::Any || policy->resource.op == Op::Any;
            if (!open)
                continue;
            cedar::ProgramPolicy about;
            about.id = policy->id;
            about.source = policy;
            m_misfits.add(
                "export/open-template", about,
                policy->principal.op == Op::Any ? policy->principal.span : policy->resource.span,
                fmt::format("the template {} leaves its {} open, and {} takes none that "
                            "does",
                            jsonQuoted(policy->id),
                            policy->principal.op == Op::Any ? "principal" : "resource", kStore),
                "Constrain it in the scope, with a slot or an entity, or write static "
                "policies.");
        }
        if (count > kTemplates)
            m_misfits.addToFile(
                "export/too-large", Severity::Error, {}, {},
                fmt::format("there are {} templates, and {} takes {}", count, kStore, kTemplates),
                "Write static policies for the rest, or ask for a higher quota.");
    }

    /// By the resource that the scope names; policies for any count together.
    void lintSizes()
    {
        std::map<std::string, std::size_t> bytes;
        for (const cedar::ProgramPolicy& policy : m_setup.program->policies()) {
            const std::size_t size = statement(*policy.source).size();
            if (size > kPolicyBytes)
                m_misfits.add("export/too-large", policy, {},
                              fmt::format("{} has {} bytes, and {} takes {}", jsonQuoted(policy.id),
                                          size, kStore, kPolicyBytes),
                              "Split it: several permits allow what one with `||` allows.");
            const bool linked = policy.link != nullptr;
            const bool named = policy.source->resource.op == Op::Equal;
            const std::optional<cedar::EntityUid> resource =
                !named                         ? std::nullopt
                : policy.source->resource.slot ? (linked ? policy.link->resource : std::nullopt)
                                               : std::optional(policy.source->resource.entity);
            bytes[resource ? toText(*resource) : std::string()] += size;
        }
        for (const auto& [resource, size] : bytes) {
            if (size > kBytesOfResource)
                m_misfits.addToFile(
                    "export/too-large", Severity::Error, {}, {},
                    fmt::format("the policies for {} have {} bytes together, and {} takes {}",
                                resource.empty() ? "all resources" : resource, size, kStore,
                                kBytesOfResource),
                    "Use templates, which count once, or ask for a higher quota.");
        }
    }

    void lintParents()
    {
        for (const cedar::Entity& entity : m_setup.entities->entities()) {
            const std::size_t parents = m_setup.entities->ancestors(entity.uid).size();
            if (parents > kParents)
                m_misfits.addToFile("export/too-large", Severity::Error, {}, {},
                                    fmt::format("{} has {} parents, and {} takes {}",
                                                toText(entity.uid), parents, kStore, kParents),
                                    "Make the hierarchy of entities flatter.");
        }
    }

    [[nodiscard]] Json policyStore() const
    {
        Json root;
        root["policyStore"]["validationSettings"]["mode"] = m_schema ? "STRICT" : "OFF";
        root["policyStore"]["description"] = m_setup.name.substr(0, kStoreDescription);
        if (m_schema)
            root["schema"]["definition"]["cedarJson"] = *m_schema;
        root["policyTemplates"] = Json::array();
        root["policies"] = Json::array();
        for (const cedar::PolicySet::PolicyPtr& policy : m_setup.policies.policies()) {
            Json body{{"description", label(*policy)}, {"statement", statement(*policy)}};
            if (policy->isTemplate())
                root["policyTemplates"].push_back(std::move(body));
            else
                root["policies"].push_back({{"definition", {{"static", std::move(body)}}}});
        }
        for (const cedar::Link& link : m_setup.policies.links())
            root["policies"].push_back({{"definition", {{"templateLinked", linkedJson(link)}}}});
        return root;
    }

    /// Ids are not the service's business: the description begins with ours.
    static std::string label(const cedar::Policy& policy)
    {
        const std::string id = policy.id.substr(0, kStoreDescription / 2);
        const std::string text = describe(policy, kStoreDescription - id.size() - 2);
        return text.empty() ? id : id + ": " + text;
    }

    static Json linkedJson(const cedar::Link& link)
    {
        Json linked{{"policyTemplateId", link.templateId}};
        if (link.principal)
            linked["principal"] = entityIdentifier(*link.principal);
        if (link.resource)
            linked["resource"] = entityIdentifier(*link.resource);
        return linked;
    }

    [[nodiscard]] std::vector<ExportedFile> files() const
    {
        std::vector<cedar::Entity> entities;
        for (const cedar::Entity& entity : m_setup.entities->entities()) {
            if (m_setup.schema == nullptr || m_setup.schema->action(entity.uid) == nullptr)
                entities.push_back(entity);
        }
        Json wrapped{{"cedarJson", cedar::toEntityJson(entities)}};
        return {{"README.md", std::string(kStoreReadme)},
                {"policy-store.json", policyStore().dump(2) + "\n"},
                {"entities.json", wrapped.dump(2) + "\n"},
                evaluationsFile(m_setup, false)};
    }

    const decision::Setup& m_setup;
    const workspace::Snapshot& m_snapshot;
    const workspace::ExportProfile& m_profile;
    std::optional<std::string> m_schema;
    Misfits m_misfits;
};

} // namespace

Export exportPolicyStore(const decision::Setup& setup, const workspace::Snapshot& snapshot,
                         const workspace::ExportProfile& profile)
{
    return StoreExport(setup, snapshot, profile).run();
}

} // namespace remit::bundle
