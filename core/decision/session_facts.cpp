// SPDX-License-Identifier: Apache-2.0
#include "core/decision/session_facts.h"

#include <algorithm>

namespace remit::decision {

namespace {

using cedar::Value;

constexpr std::int64_t kMinute = 60'000;

void addTo(Value& set, std::string text)
{
    Value element = Value::string(std::move(text));
    const std::vector<Value>& known = set.asSet();
    const auto at = std::lower_bound(known.begin(), known.end(), element);
    if (at != known.end() && *at == element)
        return;
    std::vector<Value> grown;
    grown.reserve(known.size() + 1);
    grown.assign(known.begin(), at);
    grown.push_back(std::move(element));
    grown.insert(grown.end(), at, known.end());
    set = Value::set(std::move(grown));
}

std::string sourceOfTool(std::string_view tool)
{
    return "tool:" + std::string(tool);
}

/// The arguments of a call, read here where nobody has yet.
std::shared_ptr<const ArgumentValues> valuesOf(const trace::Call& call)
{
    if (!call.arguments)
        return nullptr;
    const JsonDocument document = parseJson(*call.arguments, "arguments");
    if (!document.root || !document.root->isObject() || hasErrors(document.diagnostics))
        return nullptr;
    return std::make_shared<const ArgumentValues>(argumentValues(*document.root));
}

} // namespace

SessionReducer::SessionReducer(KeepProvenance keep)
{
    if (keep == KeepProvenance::Yes)
        m_provenance.emplace();
}

void SessionReducer::add(const trace::Event& event, const std::vector<std::string>& labels,
                         std::shared_ptr<const ArgumentValues> arguments)
{
    m_speakers.add(event);
    if (const auto* message = std::get_if<trace::Message>(&event.body))
        addMessage(event, *message);
    if (const auto* call = std::get_if<trace::Call>(&event.body)) {
        addCall(*call, event.time, labels);
        if (m_provenance && arguments == nullptr)
            arguments = valuesOf(*call);
    }
    if (m_provenance)
        m_provenance->add(event, m_speakers, labels, std::move(arguments));
}

void SessionReducer::addMessage(const trace::Event& event, const trace::Message& message)
{
    const std::string speaker = m_speakers.of(event);
    if (!speaker.empty())
        m_agents.insert(speaker);
    else if (message.role == trace::Role::User)
        addTo(m_sources, "user");
    else if (message.role == trace::Role::System)
        addTo(m_sources, "system");
}

void SessionReducer::addCall(const trace::Call& call, std::optional<Instant> time,
                             const std::vector<std::string>& labels)
{
    ++m_calls;
    const auto [tool, isNew] = m_callsOfTool.try_emplace(call.tool, 0);
    ++tool->second;
    if (isNew) {
        addTo(m_toolsUsed, call.tool);
        addTo(m_sources, sourceOfTool(call.tool));
    }
    for (const std::string& label : labels)
        addTo(m_labels, label);
    if (!time) {
        ++m_callsWithoutTime;
        return;
    }
    // The order of a session is not always that of its times (see sortSession).
    m_times.insert(std::upper_bound(m_times.begin(), m_times.end(), *time), *time);
}

std::int64_t SessionReducer::callsSince(Instant time) const
{
    const Instant start{time.milliseconds - kMinute};
    return std::upper_bound(m_times.begin(), m_times.end(), time) -
           std::upper_bound(m_times.begin(), m_times.end(), start);
}

Value SessionReducer::sourcesFor(std::string_view agent) const
{
    if (m_agents.empty())
        return m_sources;
    Value sources = m_sources;
    const std::string self = agentName(agent);
    for (const std::string& other : m_agents) {
        if (other != self)
            addTo(sources, "agent:" + other);
    }
    return sources;
}

Value SessionReducer::record(std::string_view tool, std::string_view agent,
                             std::optional<Instant> time) const
{
    const auto ofTool = m_callsOfTool.find(tool);
    const bool newTool = ofTool == m_callsOfTool.end();
    cedar::Attributes session{
        {"calls", Value::integer(m_calls)},
        {"callsOfTool", Value::integer(newTool ? 0 : ofTool->second)},
        {"toolsUsed", m_toolsUsed},
        {"sources", sourcesFor(agent)},
        {"labels", m_labels},
        {"newTool", Value::boolean(newTool)},
        {"newSource", Value::boolean(newTool)}, // its source came with its first call
    };
    if (unknown(time).empty())
        session.emplace("callsLastMinute", Value::integer(callsSince(*time)));
    return Value::record(std::move(session));
}

std::vector<cedar::ContextPath> SessionReducer::unknown(std::optional<Instant> time) const
{
    if (time && m_callsWithoutTime == 0)
        return {};
    return {{"session", "callsLastMinute"}};
}

} // namespace remit::decision
