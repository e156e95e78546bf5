// SPDX-License-Identifier: Apache-2.0
#include "core/replay/replay.h"
#include "core/replay/session_replay.h"
#include "tests/core/decision/made_setup.h"

#include <QtTest>

#include <random>

using namespace remit;
using decision::CallVerdict;
using decision::Verdict;
using replay::Mode;
using trace::Event;

namespace {

/// Facts of all kinds decide: what was called, said and read before.
const char* const kPolicies =
    "@id(\"p\") permit (principal, action, resource);"
    "@id(\"few\") forbid (principal, action, resource) when { context.session.callsOfTool >= 2 };"
    "@id(\"new\") forbid (principal, action == Action::\"send\", resource) when { "
    "context.session.toolsUsed.contains(\"read\") && context.session.newTool };"
    "@id(\"origin\") forbid (principal, action == Action::\"pay\", resource) when { "
    "context.provenance has to && context.provenance.to.any.contains(\"tool:read\") };"
    "@id(\"told\") forbid (principal, action == Action::\"pay\", resource) when { "
    "context.session.sources.contains(\"agent:planner\") && "
    "context.provenance has to && context.provenance.to.every.contains(\"model\") };"
    "@id(\"time\") forbid (principal, action == Action::\"read\", resource) when { "
    "context.session.callsLastMinute > 3 };";

std::string uid(const std::string& agent)
{
    return "Agent::\"" + agent + "\"";
}

/// The definition: for each call the facts are made anew from the events that happened before it.
std::vector<CallVerdict> naive(const decision::Decider& decider, const std::vector<Event>& events,
                               Mode mode)
{
    std::vector<CallVerdict> rows;
    std::vector<const Event*> happened;
    std::set<std::string> stopped;
    std::set<std::string> neverMade;
    std::int64_t step = 0;
    cedar::Scratch scratch;
    for (const Event& event : events) {
        bool happens = true;
        if (const auto* message = std::get_if<trace::Message>(&event.body))
            happens = !message->from.isPresent() || stopped.count(uid(message->from.text)) == 0;
        if (const auto* result = std::get_if<trace::CallResult>(&event.body))
            happens = neverMade.count(result->callId) == 0;
        if (const auto* delegate = std::get_if<trace::Delegate>(&event.body)) {
            if (stopped.count(uid(delegate->from)) > 0)
                stopped.insert(uid(delegate->to));
        }
        if (const auto* body = std::get_if<trace::Call>(&event.body)) {
            decision::SessionReducer session;
            for (const Event* before : happened)
                session.add(*before);
            const decision::RecordedCall call{&event, nullptr, step++};
            if (stopped.count(uid(body->agent.text)) > 0) {
                rows.push_back(decider.unreachable(call, decider.prepare(call, session)));
                happens = false;
            } else {
                rows.push_back(decider.decide(call, session, scratch));
                if (mode == Mode::Consequential && decision::isCrossing(rows.back().verdict)) {
                    stopped.insert(uid(body->agent.text));
                    happens = false;
                }
            }
            if (!happens)
                neverMade.insert(body->callId);
        }
        if (happens)
            happened.push_back(&event);
    }
    return rows;
}

/// Random sessions of three agents in one run.
class Sessions {
public:
    explicit Sessions(std::uint32_t seed) : m_random(seed) {}

    std::vector<Event> next()
    {
        std::vector<Event> events;
        std::vector<std::string> open;
        for (unsigned i = 0, length = 4 + below(16); i < length; ++i) {
            Event event;
            event.run = "r";
            event.sequence = static_cast<std::int64_t>(i);
            event.time = Instant{static_cast<std::int64_t>(i) * 15'000};
            event.body = body(i, open);
            events.push_back(std::move(event));
        }
        return events;
    }

private:
    unsigned below(unsigned bound) { return static_cast<unsigned>(m_random() % bound); }
    std::string agent()
    {
        static const char* const kAgents[] = {"planner", "payer", "clerk"};
        return kAgents[below(3)];
    }
    std::string name()
    {
        static const char* const kNames[] = {"alice", "mallory", "roberta"};
        return kNames[below(3)];
    }
    trace::EventBody body(unsigned at, std::vector<std::string>& open)
    {
        switch (below(6)) {
        case 0:
            return trace::Message{trace::Role::User, {}, {}, "pay " + name()};
        case 1:
            return trace::Message{trace::Role::Agent, trace::Field(agent()), {}, "ask " + name()};
        case 2:
            return trace::Delegate{agent(), agent(), {}, {}};
        case 3:
            if (!open.empty()) {
                const std::string call = open.back();
                open.pop_back();
                return trace::CallResult{call, true, "found " + name()};
            }
            [[fallthrough]];
        default:
            trace::Call call;
            call.callId = "c" + std::to_string(at);
            call.agent = trace::Field(agent());
            static const char* const kTools[] = {"read", "send", "pay"};
            call.tool = kTools[below(3)];
            if (below(10) > 0)
                call.arguments = "{\"to\": \"" + name() + "\"}";
            open.push_back(call.callId);
            return call;
        }
    }

    std::mt19937 m_random;
};

std::string told(const std::vector<CallVerdict>& rows)
{
    std::string text;
    for (const CallVerdict& row : rows)
        text += row.agent + " " + row.tool + " " + std::string(name(row.verdict)) + "; ";
    return text;
}

std::vector<CallVerdict> replayed(const decision::Decider& decider,
                                  const std::vector<Event>& events, Mode mode)
{
    replay::Options options;
    options.mode = mode;
    options.threads = 1;
    return replay::replay(decider, replay::MemorySource(events), options)->rows;
}

} // namespace

class TestReplayModes : public QObject {
    Q_OBJECT
private slots:
    void agreesWithTheDefinitionOnRandomTraces_data()
    {
        QTest::addColumn<int>("mode");
        QTest::newRow("isolated") << static_cast<int>(Mode::Isolated);
        QTest::newRow("consequential") << static_cast<int>(Mode::Consequential);
    }
    void agreesWithTheDefinitionOnRandomTraces()
    {
        QFETCH(int, mode);
        const decision::Decider decider(test::makeSetup(kPolicies));
        Sessions sessions(20261126);
        std::map<Verdict, int> seen;
        for (int i = 0; i < 400; ++i) {
            const std::vector<Event> events = sessions.next();
            const auto expected = naive(decider, events, static_cast<Mode>(mode));
            const auto actual = replayed(decider, events, static_cast<Mode>(mode));
            QVERIFY2(actual == expected, (told(actual) + "\n" + told(expected)).c_str());
            for (const CallVerdict& row : actual)
                ++seen[row.verdict];
        }
        QVERIFY(seen[Verdict::Allow] > 100 && seen[Verdict::Deny] > 100);
        QCOMPARE(seen[Verdict::Unreachable] > 100, mode == static_cast<int>(Mode::Consequential));
    }

    void theResultOfACutCallIsNoSource()
    {
        const decision::Decider decider(test::makeSetup(
            "@id(\"p\") permit (principal, action, resource) when { "
            "context.provenance has to && !context.provenance.to.any.contains(\"tool:read\") };"));
        std::vector<Event> events;
        const auto add = [&](trace::EventBody body) {
            Event event;
            event.run = "r";
            event.sequence = static_cast<std::int64_t>(events.size());
            event.body = std::move(body);
            events.push_back(std::move(event));
        };
        trace::Call read;
        read.callId = "1";
        read.agent = trace::Field("clerk");
        read.tool = "read";
        read.arguments = "{}";
        add(read); // denied: it has no `to`
        add(trace::CallResult{"1", true, "mallory"});
        trace::Call pay;
        pay.callId = "2";
        pay.agent = trace::Field("payer");
        pay.tool = "pay";
        pay.arguments = "{\"to\": \"mallory\"}";
        add(pay);
        QCOMPARE(replayed(decider, events, Mode::Isolated).back().verdict, Verdict::Deny);
        QCOMPARE(replayed(decider, events, Mode::Consequential).back().verdict, Verdict::Allow);
    }

    void threadsAndOrderOfFilesDecideNothing()
    {
        const decision::Decider decider(test::makeSetup(kPolicies));
        Sessions sessions(7);
        std::vector<Event> events;
        for (int run = 0; run < 60; ++run) {
            for (Event event : sessions.next()) {
                event.run = "run-" + std::to_string(run);
                event.session = "s" + std::to_string(run / 3);
                events.push_back(std::move(event));
            }
        }
        replay::Options options;
        options.mode = Mode::Consequential;
        options.threads = 1;
        const auto one = replay::replay(decider, replay::MemorySource(events), options);
        std::shuffle(events.begin(), events.end(), std::mt19937(3));
        options.threads = 4;
        const auto four = replay::replay(decider, replay::MemorySource(events), options);
        QVERIFY(one->rows == four->rows);
    }
};

QTEST_APPLESS_MAIN(TestReplayModes)
#include "tst_replay_modes.moc"
