// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/session_growth.h"

#include "core/decision/decide.h"
#include "core/replay/event_source.h"
#include "ui/models/text.h"
#include "ui/shell/replay_result.h"

#include <algorithm>
#include <map>

namespace remit::ui {

namespace {

const cedar::Value* memberOf(const cedar::Value& record, const char* name)
{
    const auto& members = record.asRecord();
    const auto found = members.find(name);
    return found == members.end() ? nullptr : &found->second;
}

std::optional<std::int64_t> numberIn(const cedar::Value& record, const char* name)
{
    const cedar::Value* value = memberOf(record, name);
    if (value == nullptr || !value->is(cedar::ValueKind::Long))
        return std::nullopt;
    return value->asLong();
}

bool flagIn(const cedar::Value& record, const char* name)
{
    const cedar::Value* value = memberOf(record, name);
    return value != nullptr && value->is(cedar::ValueKind::Bool) && value->asBool();
}

QStringList setIn(const cedar::Value& record, const char* name)
{
    QStringList list;
    const cedar::Value* value = memberOf(record, name);
    if (value == nullptr || !value->is(cedar::ValueKind::Set))
        return list;
    for (const cedar::Value& element : value->asSet()) {
        if (element.is(cedar::ValueKind::String))
            list << toQString(element.asString());
    }
    return list;
}

SessionMoment momentAt(const decision::RecordedCall& call, const cedar::Value& facts)
{
    SessionMoment moment;
    moment.run = call.event->run;
    moment.step = call.step;
    moment.tool = toQString(call.call().tool);
    if (call.event->time)
        moment.time = toQString(rfc3339(*call.event->time));
    moment.calls = numberIn(facts, "calls").value_or(0);
    moment.callsOfTool = numberIn(facts, "callsOfTool").value_or(0);
    moment.callsLastMinute = numberIn(facts, "callsLastMinute");
    moment.tools = setIn(facts, "toolsUsed");
    moment.sources = setIn(facts, "sources");
    moment.labels = setIn(facts, "labels");
    moment.newTool = flagIn(facts, "newTool");
    moment.newSource = flagIn(facts, "newSource");
    return moment;
}

} // namespace

std::optional<std::size_t> SessionGrowth::momentOf(const std::string& run, std::int64_t step) const
{
    for (std::size_t i = 0; i < moments.size(); ++i) {
        if (moments[i].step == step && moments[i].run == run)
            return i;
    }
    return std::nullopt;
}

Result<std::shared_ptr<const SessionGrowth>>
growthOfSession(const ReplayResult& replay, const std::string& run, const JobControl& control)
{
    const auto& sessions = replay.source->sessions();
    const auto found = std::find_if(sessions.begin(), sessions.end(), [&](const auto& session) {
        return std::find(session.runs.begin(), session.runs.end(), run) != session.runs.end();
    });
    if (found == sessions.end())
        return failure(ErrorCode::NotFound, "the run is no longer among the traces");
    const auto events = replay.source->events(static_cast<std::size_t>(found - sessions.begin()));
    if (!events)
        return tl::unexpected<Error>(events.error());
    std::map<std::string, const trace::RunStart*> starts;
    for (const trace::Event& event : **events) {
        if (const auto* start = std::get_if<trace::RunStart>(&event.body))
            starts.try_emplace(event.run, start);
    }
    auto growth = std::make_shared<SessionGrowth>();
    growth->runs = found->runs;
    std::map<std::string, std::int64_t> steps;
    decision::SessionReducer session(decision::KeepProvenance::No);
    for (const trace::Event& event : **events) {
        if (control.cancelled())
            return failure(ErrorCode::Cancelled, "Reading the session was cancelled.");
        const auto* body = std::get_if<trace::Call>(&event.body);
        if (body == nullptr) {
            session.add(event);
            continue;
        }
        const auto start = starts.find(event.run);
        const decision::RecordedCall call{&event, start == starts.end() ? nullptr : start->second,
                                          steps[event.run]++};
        std::string agent = body->agent.text;
        if (!body->agent.isPresent() && call.start != nullptr)
            agent = call.start->agent.text;
        growth->moments.push_back(momentAt(call, session.record(body->tool, agent, event.time)));
        session.add(event, replay.decider->prepare(call, session).resultLabels);
    }
    return std::shared_ptr<const SessionGrowth>(std::move(growth));
}

} // namespace remit::ui
