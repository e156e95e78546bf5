// SPDX-License-Identifier: Apache-2.0
#include "core/decision/tool_map.h"

#include "core/base/text.h"
#include "core/cedar/schema/schema.h"

#include <algorithm>
#include <set>

namespace remit::decision {

namespace {

/// Labels that the workspace declares for a tool and a resource, sorted.
std::vector<std::string> declaredLabels(const Setup& setup, const ToolRule* rule,
                                        const cedar::EntityUid* resource)
{
    std::set<std::string> labels;
    if (rule != nullptr)
        labels.insert(rule->labels.begin(), rule->labels.end());
    if (resource != nullptr && !setup.resourceLabels.empty()) {
        const std::string text = toText(*resource);
        for (const ResourceLabels& one : setup.resourceLabels) {
            if (one.resource == text || one.resource == resource->type)
                labels.insert(one.labels.begin(), one.labels.end());
        }
    }
    return {labels.begin(), labels.end()};
}

} // namespace

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
    if (!setup.resourceLabels.empty())
        return;
    for (const ToolRule& rule : setup.toolRules)
        m_facts.push_back({makeFacts(&rule, nullptr, false), makeFacts(&rule, nullptr, true)});
    m_facts.push_back({makeFacts(nullptr, nullptr, false), makeFacts(nullptr, nullptr, true)});
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

ToolMap::ToolFactsPtr ToolMap::makeFacts(const ToolRule* rule, const cedar::EntityUid* resource,
                                         bool known) const
{
    auto facts = std::make_shared<ToolFacts>();
    facts->labels = declaredLabels(m_setup, rule, resource);
    std::vector<cedar::Value> labels;
    for (const std::string& label : facts->labels)
        labels.push_back(cedar::Value::string(label));
    facts->record = cedar::Value::record({
        {"risk", cedar::Value::string(rule == nullptr ? "unknown" : rule->risk)},
        {"readOnly", cedar::Value::boolean(rule != nullptr && rule->readOnly)},
        {"labels", cedar::Value::set(std::move(labels))},
        {"resourceKnown", cedar::Value::boolean(known)},
    });
    return facts;
}

ToolMap::ToolFactsPtr ToolMap::facts(const ToolRule* rule, const cedar::EntityUid* resource) const
{
    const bool known = resource != nullptr && m_setup.entities->find(*resource) != nullptr;
    if (m_facts.empty())
        return makeFacts(rule, resource, known);
    const std::size_t place = rule == nullptr
                                  ? m_setup.toolRules.size()
                                  : static_cast<std::size_t>(rule - m_setup.toolRules.data());
    return m_facts[place].at(known ? 1 : 0);
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
