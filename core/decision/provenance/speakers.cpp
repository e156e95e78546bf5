// SPDX-License-Identifier: Apache-2.0
#include "core/decision/provenance/speakers.h"

#include "core/cedar/syntax/parser.h"

namespace remit::decision {

std::string agentName(std::string_view recorded)
{
    if (recorded.ends_with('"')) {
        if (const auto uid = cedar::parseEntityUid(recorded))
            return uid->id;
    }
    return std::string(recorded);
}

void Speakers::add(const trace::Event& event)
{
    const auto* start = std::get_if<trace::RunStart>(&event.body);
    if (start == nullptr || !start->agent.isPresent())
        return;
    const std::string name = agentName(start->agent.text);
    m_ofRun.emplace(event.run, name);
    m_agents.insert(name);
}

std::string Speakers::of(const trace::Event& event) const
{
    const auto* message = std::get_if<trace::Message>(&event.body);
    if (message == nullptr)
        return {};
    std::string from = message->from.isPresent() ? agentName(message->from.text) : std::string();
    if (message->role != trace::Role::Agent)
        return m_agents.count(from) > 0 ? from : std::string();
    if (!from.empty())
        return from;
    const auto found = m_ofRun.find(event.run);
    return found == m_ofRun.end() ? std::string() : found->second;
}

} // namespace remit::decision
