// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/probes/base_run.h"

#include <algorithm>

namespace remit::analysis {

namespace {

/// Between two recorded events there is room for so many new ones.
constexpr std::int64_t kRoom = 1024;

std::string lowered(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lower;
}

} // namespace

bool BaseRun::isClean() const
{
    return !calls.empty() && std::all_of(calls.begin(), calls.end(),
                                         [](const BaseCall& one) { return one.worked(); });
}

std::optional<std::size_t> BaseRun::resultBefore(std::size_t event) const
{
    for (std::size_t i = event; i-- > 0;) {
        if ((*events)[i].run == run && std::holds_alternative<trace::CallResult>((*events)[i].body))
            return i;
    }
    return std::nullopt;
}

bool BaseRun::userSays(std::string_view text) const
{
    const std::string wanted = lowered(text);
    return std::any_of(events->begin(), events->end(), [&](const trace::Event& event) {
        const auto* message = std::get_if<trace::Message>(&event.body);
        return message != nullptr && event.run == run && message->role == trace::Role::User &&
               lowered(message->text).find(wanted) != std::string::npos;
    });
}

bool ProbeWorld::writes(const std::string& tool) const
{
    const decision::ToolRule* rule = tools.ruleFor(tool, {});
    return rule == nullptr || !rule->readOnly;
}

std::vector<std::string> ProbeWorld::catalogue() const
{
    std::set<std::string> names;
    for (const decision::Tool& tool : setup.tools)
        names.insert(tool.name);
    for (const decision::ToolRule& rule : setup.toolRules) {
        if (!decision::isGlob(rule.tool))
            names.insert(rule.tool);
    }
    return {names.begin(), names.end()};
}

JsonValue ProbeWorld::argumentsFor(const std::string& tool, Dice& dice) const
{
    const auto known = donors.find(tool);
    if (known != donors.end())
        return dice.pick(known->second);
    const decision::Tool* listed = tools.listed(tool);
    JsonValue made;
    if (listed != nullptr && listed->inputSchema)
        made = valueOfSchema(*listed->inputSchema, dice);
    if (!made.isObject()) {
        made = {};
        made.kind = JsonKind::Object;
    }
    return made;
}

ChangedSession::ChangedSession(const BaseRun& run, std::string suffix)
    : m_run(run.run), m_suffix(std::move(suffix))
{
    for (const trace::Event& event : *run.events) {
        m_places.push_back(m_entries.size());
        m_entries.push_back({event, true});
        m_entries.back().event.sequence *= kRoom;
    }
}

ChangedSession::Entry& ChangedSession::at(std::size_t event)
{
    return m_entries[m_places[event]];
}

trace::Call& ChangedSession::call(std::size_t event)
{
    return std::get<trace::Call>(at(event).event.body);
}

trace::CallResult& ChangedSession::result(std::size_t event)
{
    return std::get<trace::CallResult>(at(event).event.body);
}

const std::string& ChangedSession::idOf(std::size_t event)
{
    return call(event).callId;
}

std::string ChangedSession::insertCall(std::size_t beforeEvent, trace::Call call,
                                       std::optional<std::string> result)
{
    const std::size_t place = m_places[beforeEvent];
    trace::Event event = m_entries[place].event;
    event.run = m_run;
    call.callId = "probe-call-" + std::to_string(++m_new);
    const std::string id = call.callId;
    event.sequence -= kRoom / 2;
    event.body = std::move(call);
    std::vector<Entry> added{{event, false}};
    if (result) {
        event.sequence += 1;
        event.body = trace::CallResult{id, true, std::move(*result)};
        added.push_back({event, false});
    }
    const auto size = added.size();
    m_entries.insert(m_entries.begin() + static_cast<std::ptrdiff_t>(place),
                     std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
    for (std::size_t i = beforeEvent; i < m_places.size(); ++i)
        m_places[i] += size;
    return id;
}

std::string ChangedSession::append(trace::Call call)
{
    call.callId = "probe-call-" + std::to_string(++m_new);
    std::string id = call.callId;
    append(trace::EventBody(std::move(call)));
    return id;
}

void ChangedSession::append(trace::EventBody body, std::optional<std::int64_t> millisecondsLater)
{
    std::size_t last = 0;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].event.run == m_run)
            last = i;
    }
    trace::Event event = m_entries[last].event;
    event.sequence += 1;
    if (event.time && millisecondsLater)
        event.time = Instant{event.time->milliseconds + *millisecondsLater};
    event.body = std::move(body);
    m_entries.insert(m_entries.begin() + static_cast<std::ptrdiff_t>(last) + 1,
                     Entry{std::move(event), false});
    for (std::size_t& place : m_places)
        place += place > last ? 1 : 0;
}

void ChangedSession::cutAfter(std::size_t event)
{
    const std::size_t place = m_places[event];
    std::vector<Entry> kept;
    std::vector<std::size_t> moved(m_entries.size(), 0);
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        moved[i] = kept.size();
        if (i <= place || m_entries[i].event.run != m_run)
            kept.push_back(std::move(m_entries[i]));
    }
    for (std::size_t& one : m_places)
        one = moved[one];
    m_entries = std::move(kept);
}

Probe ChangedSession::finish(ProbeKind kind, const BaseRun& run, std::int64_t step,
                             std::string what, const std::vector<std::string>& attempts) &&
{
    Probe probe;
    probe.kind = kind;
    probe.run = run.run;
    probe.step = step;
    probe.what = std::move(what);
    probe.changedRun = m_run + m_suffix;
    std::int64_t count = 0;
    bool tried = false;
    for (Entry& entry : m_entries) {
        trace::Event& event = entry.event;
        if (const auto* call = std::get_if<trace::Call>(&event.body);
            call != nullptr && event.run == m_run) {
            const bool attempt =
                std::find(attempts.begin(), attempts.end(), call->callId) != attempts.end();
            tried = tried || attempt;
            if (attempt)
                probe.attempts.push_back(count);
            else if (entry.recorded && !tried)
                probe.unchanged.push_back(count);
            ++count;
        }
        event.run += m_suffix;
        if (!event.session.empty())
            event.session += m_suffix;
        probe.events.push_back(std::move(event));
    }
    return probe;
}

} // namespace remit::analysis
