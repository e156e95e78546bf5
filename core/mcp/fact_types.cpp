// SPDX-License-Identifier: Apache-2.0
#include "core/mcp/fact_types.h"

#include "core/cedar/schema/parser.h"

namespace remit::mcp {
namespace {

/// Written in the language itself: the table of the model, line by line.
constexpr std::string_view kFactTypes = R"(
type CredentialFacts = { kind: String, age: duration, remaining?: duration };
type DelegationFacts = { root: String, depth: Long, expiresAt: datetime };
type OriginFacts = { every: Set<String>, any: Set<String> };
type SessionFacts = {
  calls: Long, callsOfTool: Long, callsLastMinute: Long,
  toolsUsed: Set<String>, sources: Set<String>, labels: Set<String>,
  newTool: Bool, newSource: Bool
};
type TaskFacts = {
  id: String, version: Long, purpose: String, profile: String,
  elapsed: duration, remaining: duration,
  trustedSources: Set<String>, limits: {}, onPlan: Bool
};
type ToolFacts = { risk: String, readOnly: Bool, labels: Set<String>, resourceKnown: Bool };
type FactMembers = {
  now?: datetime, task?: TaskFacts, delegation?: DelegationFacts, credential?: CredentialFacts,
  tool: ToolFacts, approvals?: Set<String>, session: SessionFacts
};
)";

cedar::SchemaNamespace parsedFacts()
{
    cedar::SchemaDocument document = cedar::parseSchemaText(kFactTypes);
    return std::move(document.namespaces.front());
}

cedar::SchemaAttribute named(std::string name, std::string type, bool required)
{
    cedar::SchemaAttribute attribute;
    attribute.name = std::move(name);
    attribute.type.name.text = std::move(type);
    attribute.required = required;
    return attribute;
}

} // namespace

std::vector<cedar::CommonDeclaration> factTypes()
{
    cedar::SchemaNamespace facts = parsedFacts();
    std::erase_if(facts.commonTypes,
                  [](const auto& type) { return type.name.text == "FactMembers"; });
    return std::move(facts.commonTypes);
}

cedar::CommonDeclaration provenanceType(const std::string& name,
                                        const std::vector<cedar::SchemaAttribute>& arguments)
{
    cedar::CommonDeclaration declaration;
    declaration.name.text = name;
    declaration.type.form = cedar::SchemaType::Form::Record;
    for (const auto& argument : arguments)
        declaration.type.attributes.push_back(
            named(argument.name, "OriginFacts", argument.required));
    return declaration;
}

std::vector<cedar::SchemaAttribute> factMembers(const std::string& provenanceName)
{
    std::vector<cedar::SchemaAttribute> members;
    cedar::SchemaNamespace facts = parsedFacts();
    for (auto& type : facts.commonTypes) {
        if (type.name.text == "FactMembers")
            members = std::move(type.type.attributes);
    }
    members.push_back(named("provenance", provenanceName, true));
    return members;
}

} // namespace remit::mcp
