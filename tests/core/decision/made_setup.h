// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/entities/entity_json.h"
#include "core/cedar/syntax/parser.h"
#include "core/decision/decide.h"

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

/// Setups and traces in a few words, for tests of decision and replay.
namespace remit::test {

/// A setup of policies and entity JSON; the policies' ids are their @id. Throws where the test's
/// own text is wrong.
inline std::shared_ptr<decision::Setup> makeSetup(const std::string& policies,
                                                  const std::string& entities = "[]")
{
    auto setup = std::make_shared<decision::Setup>();
    cedar::ParsedPolicies parsed = cedar::parsePolicies(policies, "test.cedar");
    if (hasErrors(parsed.diagnostics))
        throw std::runtime_error(parsed.diagnostics.front().message);
    const auto source = std::make_shared<const SourceText>("test.cedar", policies);
    for (cedar::Policy& policy : parsed.policies) {
        if (const std::string* id = policy.annotation("id"))
            policy.id = *id;
        setup->policySources[policy.id] = source;
        (void)setup->policies.add(std::make_shared<const cedar::Policy>(std::move(policy)));
    }
    setup->program = cedar::Program::compile(setup->policies);
    cedar::ParsedEntities read = cedar::parseEntities(entities, "test.json");
    if (hasErrors(read.diagnostics))
        throw std::runtime_error(read.diagnostics.front().message);
    setup->entities = cedar::EntityStore::build(std::move(read.entities)).value();
    setup->revision = decision::revisionOf(*setup);
    return setup;
}

/// A trace of one run, written event by event.
class MadeRun {
public:
    explicit MadeRun(std::string run, trace::Field agent = trace::Field("a"))
        : m_run(std::move(run))
    {
        trace::RunStart start;
        start.agent = std::move(agent);
        start.format = "test";
        start.file = m_run + ".trace.jsonl";
        add(std::move(start));
    }

    MadeRun& session(std::string id)
    {
        m_session = std::move(id);
        for (trace::Event& event : m_events)
            event.session = m_session;
        return *this;
    }
    MadeRun& at(std::int64_t milliseconds)
    {
        m_time = Instant{milliseconds};
        return *this;
    }
    MadeRun& call(std::string tool, std::optional<std::string> arguments = "{}",
                  trace::Field agent = {})
    {
        trace::Call call;
        call.callId = "call-" + std::to_string(m_events.size());
        call.tool = std::move(tool);
        call.arguments = std::move(arguments);
        call.agent = std::move(agent);
        return add(std::move(call));
    }
    MadeRun& message(trace::Role role, std::string text, trace::Field from = {})
    {
        return add(trace::Message{role, std::move(from), {}, std::move(text)});
    }
    MadeRun& add(trace::EventBody body)
    {
        trace::Event event;
        event.run = m_run;
        event.session = m_session;
        event.time = m_time;
        event.sequence = static_cast<std::int64_t>(m_events.size());
        event.body = std::move(body);
        m_events.push_back(std::move(event));
        return *this;
    }
    [[nodiscard]] const std::vector<trace::Event>& events() const { return m_events; }

private:
    std::string m_run;
    std::string m_session;
    std::optional<Instant> m_time;
    std::vector<trace::Event> m_events;
};

/// Decides the last call of the run on the events before it.
class DecidedCall {
public:
    DecidedCall(std::shared_ptr<const decision::Setup> setup, const MadeRun& run)
        : m_events(run.events()), m_decider(std::move(setup))
    {
        for (const trace::Event& event : m_events) {
            if (const auto* start = std::get_if<trace::RunStart>(&event.body))
                m_call.start = start;
        }
        for (std::size_t i = 0; i + 1 < m_events.size(); ++i)
            addBefore(m_events[i]);
        m_call.event = &m_events.back();
        verdict = m_decider.decide(m_call, m_session, m_scratch);
    }
    [[nodiscard]] const decision::Decider& decider() const { return m_decider; }
    [[nodiscard]] const decision::RecordedCall& call() const { return m_call; }
    [[nodiscard]] const decision::SessionReducer& session() const { return m_session; }
    [[nodiscard]] cedar::Scratch& scratch() { return m_scratch; }

    decision::CallVerdict verdict;

private:
    void addBefore(const trace::Event& event)
    {
        std::vector<std::string> labels;
        if (std::holds_alternative<trace::Call>(event.body)) {
            m_call.event = &event;
            labels = m_decider.prepare(m_call, m_session).resultLabels;
            ++m_call.step;
        }
        m_session.add(event, labels);
    }

    std::vector<trace::Event> m_events;
    decision::Decider m_decider;
    decision::RecordedCall m_call;
    decision::SessionReducer m_session;
    cedar::Scratch m_scratch;
};

} // namespace remit::test
