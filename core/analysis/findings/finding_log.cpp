// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"
#include "core/cedar/syntax/parser.h"
#include "core/decision/tool_map.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::analysis {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& text)
{
    return std::find(list.begin(), list.end(), text) != list.end();
}

} // namespace

bool FindingLog::isHuman(const cedar::EntityUid& uid) const
{
    return contains(m_input.estate.types.humans, uid.type);
}

bool FindingLog::isAgent(const cedar::EntityUid& uid) const
{
    return contains(m_input.estate.agents, uid.type);
}

std::optional<authority::Profile> FindingLog::profileOf(const cedar::EntityUid& uid) const
{
    const authority::Actor* actor = registry().actor(uid);
    return actor ? actor->profile : std::nullopt;
}

std::optional<authority::Profile> FindingLog::profileOf(const authority::Grant& grant) const
{
    if (const auto profile = profileOf(grant.to))
        return profile;
    const authority::Task* task = registry().task(grant.task);
    return task ? std::optional(task->profile) : std::nullopt;
}

const decision::ToolRule* FindingLog::ruleOf(const authority::Access& access) const
{
    for (const decision::ToolRule& rule : m_input.setup.toolRules) {
        if (rule.tool == access.tool && !access.tool.empty())
            return &rule;
    }
    return access.tool.empty() ? nullptr
                               : decision::ToolMap(m_input.setup).ruleFor(access.tool, {});
}

Finding& FindingLog::addAbout(FindingKind kind, const authority::Grant& grant, std::string message,
                              std::string help)
{
    Finding finding;
    finding.kind = kind;
    finding.severity = severityOf(kind, profileOf(grant));
    finding.subjects = {grant.id};
    finding.message = std::move(message);
    finding.help = std::move(help);
    finding.place = grant.place;
    m_found.push_back(std::move(finding));
    return m_found.back();
}

Finding& FindingLog::addAbout(FindingKind kind, const authority::Credential& credential,
                              std::string message, std::string help)
{
    Finding finding;
    finding.kind = kind;
    finding.severity = severityOf(kind, profileOf(credential.holder));
    finding.subjects = {credential.id};
    finding.message = std::move(message);
    finding.help = std::move(help);
    finding.place = credential.place;
    m_found.push_back(std::move(finding));
    return m_found.back();
}

Finding& FindingLog::addAbout(FindingKind kind, const decision::CallVerdict& call,
                              std::vector<std::string> subjects, std::string message,
                              std::string help)
{
    Finding finding;
    finding.kind = kind;
    const auto agent = uidIn(call.agent);
    finding.severity = severityOf(kind, agent ? profileOf(*agent) : std::nullopt);
    finding.subjects = std::move(subjects);
    finding.message = std::move(message);
    finding.help = std::move(help);
    finding.example.run = call.run;
    finding.example.step = call.step;
    m_found.push_back(std::move(finding));
    return m_found.back();
}

std::optional<cedar::EntityUid> uidIn(const std::string& text)
{
    return text.empty() ? std::nullopt : cedar::parseEntityUid(text);
}

bool crosses(const decision::CallVerdict& call, decision::CrossingKind kind)
{
    return std::any_of(call.crossings.begin(), call.crossings.end(),
                       [&](const decision::Crossing& crossing) { return crossing.kind == kind; });
}

std::string callsText(std::size_t count)
{
    return fmt::format("{} call{}", count, count == 1 ? "" : "s");
}

} // namespace remit::analysis
