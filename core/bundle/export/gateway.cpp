// SPDX-License-Identifier: Apache-2.0
// The policy engine of an AgentCore gateway: one policy set without entities, over the tools of one
// gateway. Limits and names as of the service's documentation, 2026.
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/bundle/export/gateway_policy.h"
#include "core/bundle/export/targets.h"
#include "core/cedar/syntax/formatter.h"
#include "core/cedar/syntax/parser.h"
#include "core/cedar/syntax/printer.h"
#include "core/cedar/validate/validator.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace remit::bundle {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kGateway = "an AgentCore gateway";
constexpr std::size_t kStatementBytes = 10'000; ///< of one policy
constexpr std::size_t kAllBytes = 200'000;      ///< of all policies for one gateway
constexpr std::size_t kSchemaBytes = 400'000;   ///< of what the tools' manifest comes to
constexpr std::size_t kPolicies = 1'000;        ///< of one policy engine
constexpr std::size_t kNameLength = 48;
constexpr std::size_t kDescriptionLength = 4'096;

constexpr std::string_view kGatewayReadme =
    R"(# Policies for an AgentCore gateway

`policies.json` holds the arguments of one `create-policy` call for each policy (add the id of your
policy engine); `policies/` holds the same statements as files. `actions.json` says which tool each
action is. `export.json` names the revision and the digest of each file.

Begin with the engine in `LOG_ONLY` and compare its log with a replay of the same calls; then set it
to `ENFORCE`.
)";

/// One policy as the service takes it.
struct GatewayStatement {
    std::string name;
    std::string description;
    std::string text;
};

/// [A-Za-z][A-Za-z0-9_]*, at most 48 characters, each name once.
std::string uniqueName(const std::string& id, std::set<std::string>& taken)
{
    std::string name;
    for (const char c : id) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool digit = c >= '0' && c <= '9';
        if (name.empty() && !letter)
            name = "p_";
        name += letter || digit ? c : '_';
    }
    name = name.empty() ? "policy" : name.substr(0, kNameLength);
    std::string unique = name;
    for (int n = 2; !taken.insert(unique).second; ++n) {
        const std::string ending = "_" + std::to_string(n);
        unique = name.substr(0, kNameLength - ending.size()) + ending;
    }
    return unique;
}

const std::vector<std::string>& usualFacts()
{
    static const std::vector<std::string> kFacts{"input", "now"};
    return kFacts;
}

/// What else it is given by other means is not in the schema that can be foreseen.
bool readsUsualFacts(const cedar::ProgramPolicy& policy)
{
    return std::all_of(
        policy.reads.begin(), policy.reads.end(),
        [](const cedar::ContextPath& read) { return isSupplied(read, usualFacts()); });
}

class GatewayExport {
public:
    GatewayExport(const decision::Setup& setup, const workspace::Snapshot& snapshot,
                  const workspace::ExportProfile& profile)
        : m_setup(setup)
        , m_snapshot(snapshot)
        , m_profile(profile)
        , m_tools(setup, profile)
        , m_misfits(setup)
    {}

    Export run()
    {
        lintOnePolicySet(m_setup, m_snapshot, kGateway, m_misfits);
        lintFacts(*m_setup.program, m_profile.facts.empty() ? usualFacts() : m_profile.facts,
                  kGateway, m_misfits);
        lintSizesOfAll();
        if (!m_tools.areListed())
            m_misfits.addToFile("export/no-tool-list", Severity::Warning, {}, {},
                                "there is no list of the gateway's tools, so the policies were not "
                                "checked against its schema",
                                "Put the answer of its tools/list below tools/.");
        translateAll();
        Export made;
        made.misfits = m_misfits.take();
        if (made.fits())
            made.files = files();
        return made;
    }

private:
    void lintSizesOfAll()
    {
        if (m_tools.schemaBytes() > kSchemaBytes)
            m_misfits.addToFile("export/too-large", Severity::Error, {}, {},
                                fmt::format("the tools' schemas have {} bytes, and {} takes {}",
                                            m_tools.schemaBytes(), kGateway, kSchemaBytes),
                                "Spread the tools over several gateways.");
        const std::size_t count = m_setup.program->policies().size();
        if (count > kPolicies)
            m_misfits.addToFile("export/too-large", Severity::Error, {}, {},
                                fmt::format("there are {} policies, and a policy engine takes {}",
                                            count, kPolicies),
                                "Merge policies that differ in their actions only.");
    }

    void translateAll()
    {
        const auto schema = m_tools.areListed() ? m_tools.schema(m_profile.principal) : nullptr;
        std::set<std::string> taken;
        std::size_t bytes = 0;
        for (const cedar::ProgramPolicy& policy : m_setup.program->policies()) {
            const auto translated = gatewayPolicy(policy, m_setup, m_tools, m_profile, m_misfits);
            if (!translated)
                continue;
            GatewayStatement statement;
            statement.name = uniqueName(policy.id, taken);
            statement.description = describe(*policy.source, kDescriptionLength);
            statement.text = cedar::format(cedar::toText(*translated)).text;
            lintSize(policy, statement.text);
            if (schema && readsUsualFacts(policy))
                lintValidity(policy, statement.text, *schema);
            bytes += statement.text.size();
            m_statements.push_back(std::move(statement));
        }
        if (bytes > kAllBytes)
            m_misfits.addToFile("export/too-large", Severity::Error, {}, {},
                                fmt::format("the policies have {} bytes together, and {} takes {}",
                                            bytes, kGateway, kAllBytes),
                                "Shorten them, or spread the tools over several gateways.");
    }

    void lintSize(const cedar::ProgramPolicy& policy, const std::string& text)
    {
        if (text.size() <= kStatementBytes)
            return;
        m_misfits.add("export/too-large", policy, {},
                      fmt::format("{} has {} bytes there, and {} takes {}", jsonQuoted(policy.id),
                                  text.size(), kGateway, kStatementBytes),
                      "Split it: several permits allow what one with `||` allows.");
    }

    /// As the service does when a policy is created.
    void lintValidity(const cedar::ProgramPolicy& policy, const std::string& text,
                      const cedar::Schema& schema)
    {
        const cedar::ParsedPolicies parsed = cedar::parsePolicies(text);
        if (parsed.policies.empty())
            return;
        const auto findings = cedar::validatePolicy(parsed.policies.front(), schema);
        for (const cedar::ValidationFinding& finding : findings) {
            if (finding.diagnostic.severity != Severity::Error)
                continue;
            m_misfits.add("export/not-valid-there", policy, {},
                          fmt::format("{} does not pass the validation of {}: {}",
                                      jsonQuoted(policy.id), kGateway, finding.diagnostic.message),
                          "There an argument of type integer is a Long and one of type number a "
                          "decimal, and an optional one needs a `has` before it is read.");
            return; // the rest follows from it more often than not
        }
    }

    [[nodiscard]] std::vector<ExportedFile> files() const
    {
        std::vector<ExportedFile> files{{"README.md", std::string(kGatewayReadme)}};
        Json policies = Json::array();
        for (const GatewayStatement& statement : m_statements) {
            files.push_back({"policies/" + statement.name + ".cedar", statement.text});
            Json one{{"name", statement.name}};
            if (!statement.description.empty())
                one["description"] = statement.description;
            one["validationMode"] = "FAIL_ON_ANY_FINDINGS";
            one["definition"]["cedar"]["statement"] = statement.text;
            policies.push_back(std::move(one));
        }
        files.push_back({"policies.json", policies.dump(2) + "\n"});
        Json actions = Json::object();
        for (const GatewayTool* tool : m_tools.all())
            actions["AgentCore::Action::" + cedarQuoted(tool->action)] = tool->name;
        files.push_back({"actions.json", actions.dump(2) + "\n"});
        return files;
    }

    const decision::Setup& m_setup;
    const workspace::Snapshot& m_snapshot;
    const workspace::ExportProfile& m_profile;
    GatewayTools m_tools;
    Misfits m_misfits;
    std::vector<GatewayStatement> m_statements;
};

} // namespace

Export exportToGateway(const decision::Setup& setup, const workspace::Snapshot& snapshot,
                       const workspace::ExportProfile& profile)
{
    return GatewayExport(setup, snapshot, profile).run();
}

} // namespace remit::bundle
