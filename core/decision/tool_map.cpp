// SPDX-License-Identifier: Apache-2.0
#include "core/decision/tool_map.h"

#include "core/base/text.h"
#include "core/cedar/schema/schema.h"

#include <algorithm>

namespace remit::decision {

bool isGlob(std::string_view pattern)
{
    return pattern.find_first_of("*?") != std::string_view::npos;
}

ToolMap::ToolMap(const Setup& setup) : m_setup(setup)
{
    for (const Tool& tool : setup.tools) {
        const bool isNew = m_listed.try_emplace(tool.name, &tool).second;
        if (isNew && tool.inputSchema)
            m_schemaValues.try_emplace(tool.name, *tool.inputSchema);
    }
}

const ToolRule* ToolMap::ruleFor(std::string_view tool, const trace::Field& server) const
{
    for (const ToolRule& rule : m_setup.toolRules) {
        if (!rule.server.empty() && (!server.isPresent() || server.text != rule.server))
            continue;
        if (isGlob(rule.tool) ? globMatches(rule.tool, tool) : rule.tool == tool)
            return &rule;
    }
    return nullptr;
}

const Tool* ToolMap::listed(std::string_view tool) const
{
    const auto found = m_listed.find(tool);
    return found == m_listed.end() ? nullptr : found->second;
}

const SchemaValues* ToolMap::schemaValues(std::string_view tool) const
{
    const auto found = m_schemaValues.find(tool);
    return found == m_schemaValues.end() ? nullptr : &found->second;
}

cedar::EntityUid ToolMap::actionOf(std::string_view tool, const ToolRule* rule) const
{
    if (rule != nullptr && rule->action)
        return *rule->action;
    const std::string& space = m_setup.actionNamespace;
    return {space.empty() ? "Action" : space + "::Action", std::string(tool)};
}

bool ToolMap::isDeclared(std::string_view tool, const ToolRule* rule,
                         const cedar::EntityUid& action) const
{
    if (m_setup.schema)
        return m_setup.schema->action(action) != nullptr;
    if (rule != nullptr && !isGlob(rule->tool))
        return true;
    if (!m_setup.tools.empty())
        return listed(tool) != nullptr;
    return rule != nullptr || m_setup.toolRules.empty();
}

std::vector<std::string> ToolMap::names() const
{
    std::vector<std::string> names;
    for (const Tool& tool : m_setup.tools)
        names.push_back(tool.name);
    for (const ToolRule& rule : m_setup.toolRules) {
        if (!isGlob(rule.tool))
            names.push_back(rule.tool);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

} // namespace remit::decision
