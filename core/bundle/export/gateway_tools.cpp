// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/export/gateway_tools.h"

#include "core/cedar/schema/parser.h"
#include "core/decision/tool_map.h"
#include "core/mcp/schema_generator.h"

#include <algorithm>
#include <array>

namespace remit::bundle {

namespace {

/// What every gateway's schema begins with. Claims of a token are tags, all of them texts.
constexpr std::string_view kOAuthStub = R"(namespace AgentCore {
  @mcp_principal entity OAuthUser = { "id": String } tags String;
  @mcp_resource entity Gateway;
  @mcp_context("system") type System = { "now": datetime };
  action Mcp;
  @mcp_action action CallTool in [Mcp];
})";
constexpr std::string_view kIamStub = R"(namespace AgentCore {
  @mcp_principal entity IamEntity = { "id": String };
  @mcp_resource entity Gateway;
  @mcp_context("system") type System = { "now": datetime };
  action Mcp;
  @mcp_action action CallTool in [Mcp];
})";

JsonValue plainType(const JsonValue& schema);

JsonValue eachMember(const JsonValue& object)
{
    JsonValue copy = object;
    for (JsonMember& member : copy.members)
        member.value = plainType(member.value);
    return copy;
}

/// The gateway knows no enumerations and formats: such a text is a String.
JsonValue plainType(const JsonValue& schema)
{
    if (!schema.isObject())
        return schema;
    constexpr std::array kDropped{"enum", "const", "format", "pattern"};
    JsonValue plain = schema;
    plain.members.clear();
    for (const JsonMember& member : schema.members) {
        if (std::find(kDropped.begin(), kDropped.end(), member.key) != kDropped.end())
            continue;
        JsonMember kept = member;
        if (member.key == "properties" || member.key == "$defs" || member.key == "definitions")
            kept.value = eachMember(member.value);
        else if (member.key == "items")
            kept.value = plainType(member.value);
        plain.members.push_back(std::move(kept));
    }
    if (schema.find("enum") != nullptr && schema.find("type") == nullptr) {
        JsonMember type;
        type.key = "type";
        type.value.kind = JsonKind::String;
        type.value.text = "string";
        plain.members.push_back(std::move(type));
    }
    return plain;
}

} // namespace

GatewayTools::GatewayTools(const decision::Setup& setup, const workspace::ExportProfile& profile)
    : m_setup(setup), m_target(profile.gatewayTarget)
{
    for (const decision::Tool& tool : setup.tools)
        add(tool.name, &tool);
    for (const decision::ToolRule& rule : setup.toolRules) {
        if (!decision::isGlob(rule.tool))
            add(rule.tool, nullptr);
    }
}

void GatewayTools::add(const std::string& name, const decision::Tool* listed)
{
    const decision::ToolMap map(m_setup);
    const decision::ToolRule* rule = map.ruleFor(name, {});
    GatewayTool tool;
    tool.name = name;
    // A tool that was recorded at a gateway has its target in its name already.
    tool.action = name.find("___") == std::string::npos ? m_target + "___" + name : name;
    tool.listed = listed;
    tool.resource = rule != nullptr && rule->resource ? &*rule->resource : nullptr;
    std::vector<GatewayTool>& tools = m_byAction[map.actionOf(name, rule)];
    for (const GatewayTool& known : tools) {
        if (known.name == name)
            return;
    }
    tools.push_back(std::move(tool));
}

std::vector<const GatewayTool*> GatewayTools::toolsOf(const cedar::EntityUid& action) const
{
    std::vector<const GatewayTool*> found;
    for (const auto& [uid, tools] : m_byAction) {
        const bool inGroup = m_setup.entities->isDescendant(uid, action) ||
                             (m_setup.schema && m_setup.schema->isActionIn(uid, action));
        if (uid != action && !inGroup)
            continue;
        for (const GatewayTool& tool : tools)
            found.push_back(&tool);
    }
    return found;
}

std::vector<const GatewayTool*> GatewayTools::all() const
{
    std::vector<const GatewayTool*> found;
    for (const auto& [uid, tools] : m_byAction) {
        for (const GatewayTool& tool : tools)
            found.push_back(&tool);
    }
    return found;
}

std::vector<std::string> GatewayTools::actionNames() const
{
    std::vector<std::string> names;
    for (const auto& [uid, tools] : m_byAction)
        names.push_back(toText(uid));
    return names;
}

std::shared_ptr<const cedar::Schema>
GatewayTools::schema(workspace::GatewayPrincipal principal) const
{
    const bool oauth = principal == workspace::GatewayPrincipal::OAuthUser;
    std::vector<mcp::ToolDeclaration> tools;
    for (const GatewayTool* tool : all()) {
        mcp::ToolDeclaration declaration;
        declaration.name = tool->action;
        declaration.inputSchema.kind = JsonKind::Object;
        if (tool->listed != nullptr && tool->listed->inputSchema)
            declaration.inputSchema = plainType(*tool->listed->inputSchema);
        tools.push_back(std::move(declaration));
    }
    mcp::GeneratorOptions options;
    options.objectsAsRecords = true;
    options.numbersAsDecimal = true;
    const cedar::SchemaDocument stub =
        cedar::parseSchemaText(oauth ? kOAuthStub : kIamStub, "gateway.cedarschema");
    const mcp::GeneratedSchema made = mcp::generateSchema(tools, stub, options);
    const cedar::ResolvedSchema resolved = cedar::resolveSchema(std::span(&made.document, 1));
    return resolved.ok() ? resolved.schema : nullptr;
}

std::size_t GatewayTools::schemaBytes() const
{
    std::size_t bytes = 0;
    for (const decision::Tool& tool : m_setup.tools) {
        if (tool.inputSchema)
            bytes += toJson(*tool.inputSchema).size();
    }
    return bytes;
}

} // namespace remit::bundle
