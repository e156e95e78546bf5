// SPDX-License-Identifier: Apache-2.0
#include "core/replay/verdict_groups.h"

#include <set>

namespace remit::replay {

using decision::CallVerdict;

void GroupTally::count(const std::string& name, const CallVerdict& row)
{
    auto place = m_places.find(name);
    if (place == m_places.end()) {
        const bool run = m_by == VerdictGrouping::Run;
        if (!run && m_groups.size() >= kMostVerdictGroups)
            return;
        place = m_places.emplace(name, m_groups.size()).first;
        VerdictGroup& group = m_groups.emplace_back();
        group.name = name;
        if (run) {
            group.agent = row.agent;
            group.task = row.task.value_or(std::string());
        }
    }
    ++m_groups[place->second].counts.at(static_cast<std::size_t>(row.verdict));
}

void GroupTally::add(const CallVerdict& row)
{
    switch (m_by) {
    case VerdictGrouping::Run:
        return count(row.run, row);
    case VerdictGrouping::Agent:
        return count(row.agent, row);
    case VerdictGrouping::Task:
        return count(row.task.value_or(std::string()), row);
    case VerdictGrouping::Tool:
        return count(row.tool, row);
    case VerdictGrouping::Resource:
        return count(row.resource, row);
    case VerdictGrouping::Crossing:
        if (!row.crossings.empty())
            count(std::string(decision::name(row.crossings.front().kind)), row);
        return;
    case VerdictGrouping::Verdict:
        return count(std::string(decision::name(row.verdict)), row);
    case VerdictGrouping::Policy:
        break;
    }
    std::set<std::string> policies(row.reasons.begin(), row.reasons.end());
    for (const decision::Crossing& crossing : row.crossings)
        policies.insert(crossing.policies.begin(), crossing.policies.end());
    if (policies.empty())
        count({}, row);
    for (const std::string& policy : policies)
        count(policy, row);
}

} // namespace remit::replay
