// SPDX-License-Identifier: Apache-2.0
#include "core/decision/session_facts.h"

#include <QtTest>

#include <random>
#include <set>

using namespace remit;
using cedar::Value;
using decision::SessionReducer;

namespace {

/// An event of a random session with the labels that its result would carry.
struct Step {
    trace::Event event;
    std::vector<std::string> labels;
};

Value strings(const std::set<std::string>& texts)
{
    std::vector<Value> values;
    for (const std::string& text : texts)
        values.push_back(Value::string(text));
    return Value::set(std::move(values));
}

/// The definition, read off the table of facts: looks at every earlier event again for each call.
cedar::Attributes naive(const std::vector<Step>& before, const std::string& tool,
                        const std::string& agent, std::optional<Instant> time)
{
    std::int64_t calls = 0, ofTool = 0, lastMinute = 0;
    bool allTimed = time.has_value();
    std::set<std::string> tools, sources, labels;
    for (const Step& step : before) {
        if (const auto* message = std::get_if<trace::Message>(&step.event.body)) {
            if (message->role == trace::Role::User)
                sources.insert("user");
            else if (message->role == trace::Role::System)
                sources.insert("system");
            else if (message->from.isPresent() && message->from.text != agent)
                sources.insert("agent:" + message->from.text);
        }
        const auto* call = std::get_if<trace::Call>(&step.event.body);
        if (call == nullptr)
            continue;
        ++calls;
        ofTool += call->tool == tool ? 1 : 0;
        tools.insert(call->tool);
        sources.insert("tool:" + call->tool);
        labels.insert(step.labels.begin(), step.labels.end());
        allTimed = allTimed && step.event.time;
        if (allTimed && step.event.time <= time &&
            step.event.time->milliseconds > time->milliseconds - 60'000)
            ++lastMinute;
    }
    cedar::Attributes session{{"calls", Value::integer(calls)},
                              {"callsOfTool", Value::integer(ofTool)},
                              {"toolsUsed", strings(tools)},
                              {"newTool", Value::boolean(tools.count(tool) == 0)},
                              {"newSource", Value::boolean(sources.count("tool:" + tool) == 0)},
                              {"sources", strings(sources)},
                              {"labels", strings(labels)}};
    if (allTimed)
        session.emplace("callsLastMinute", Value::integer(lastMinute));
    return session;
}

class Sessions {
public:
    explicit Sessions(unsigned seed) : m_random(seed) {}

    std::vector<Step> next()
    {
        std::vector<Step> steps;
        const bool timed = below(3) > 0;
        std::int64_t now = 0;
        const unsigned count = below(14);
        for (unsigned i = 0; i < count; ++i) {
            Step step;
            now += below(30'000);
            if (timed || below(2) == 0)
                step.event.time = Instant{now - static_cast<std::int64_t>(below(2) * 500)};
            step.event.body = body();
            for (unsigned label = 0; label < below(3); ++label)
                step.labels.push_back(std::string(1, static_cast<char>('x' + below(3))));
            steps.push_back(std::move(step));
        }
        return steps;
    }
    unsigned below(unsigned bound) { return static_cast<unsigned>(m_random() % bound); }
    std::string tool() { return "tool" + std::to_string(below(4)); }
    std::string agent() { return "agent" + std::to_string(below(3)); }

private:
    trace::EventBody body()
    {
        if (below(3) > 0) {
            trace::Call call;
            call.tool = tool();
            return call;
        }
        trace::Message message;
        message.role = static_cast<trace::Role>(below(3));
        if (message.role == trace::Role::Agent && below(3) > 0)
            message.from = trace::Field(agent());
        return message;
    }

    std::mt19937 m_random;
};

trace::Event callAt(const std::string& tool, std::optional<std::int64_t> milliseconds)
{
    trace::Event event;
    if (milliseconds)
        event.time = Instant{*milliseconds};
    trace::Call call;
    call.tool = tool;
    event.body = call;
    return event;
}

} // namespace

class TestSessionFacts : public QObject {
    Q_OBJECT

private slots:
    void theFirstCallSeesAnEmptySession()
    {
        const Value session = SessionReducer().record("pay", "a", Instant{0});
        QCOMPARE(
            toText(session),
            std::string(R"({"calls": 0, "callsLastMinute": 0, "callsOfTool": 0, "labels": [], )"
                        R"("newSource": true, "newTool": true, "sources": [], )"
                        R"("toolsUsed": []})"));
    }

    void aMinuteIsHalfOpen()
    {
        SessionReducer session;
        session.add(callAt("pay", 0));
        const auto lastMinute = [&](std::int64_t at) {
            return session.record("pay", "a", Instant{at})
                .asRecord()
                .at("callsLastMinute")
                .asLong();
        };
        QCOMPARE(lastMinute(59'999), 1);
        QCOMPARE(lastMinute(60'000), 0);
    }

    void callsLastMinuteIsUnknownWithoutTimes()
    {
        SessionReducer session;
        QVERIFY(session.unknown(Instant{0}).empty());
        QCOMPARE(session.unknown(std::nullopt).size(), std::size_t(1));
        session.add(callAt("pay", std::nullopt));
        const std::vector<cedar::ContextPath> expected{{"session", "callsLastMinute"}};
        QVERIFY(session.unknown(Instant{0}) == expected);
    }

    void attemptsCountWithoutResults()
    {
        SessionReducer session;
        session.add(callAt("read_mail", 0), {"outside-text"});
        const Value record = session.record("pay", "a", Instant{1});
        QCOMPARE(toText(record.asRecord().at("labels")), std::string(R"(["outside-text"])"));
        QCOMPARE(toText(record.asRecord().at("sources")), std::string(R"(["tool:read_mail"])"));
    }

    void theCallersOwnMessagesAreNoSource()
    {
        SessionReducer session;
        trace::Event event;
        event.body = trace::Message{trace::Role::Agent, trace::Field("planner"), {}, "do it"};
        session.add(event);
        const auto sources = [&](const char* agent) {
            return toText(session.record("pay", agent, {}).asRecord().at("sources"));
        };
        QCOMPARE(sources("planner"), std::string("[]"));
        QCOMPARE(sources("payer"), std::string(R"(["agent:planner"])"));
    }

    /// One row a member of `context.session`: after a session of two readings, one payment, a
    /// human's message and a scope change, for a call of that tool.
    void eachMember_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* member, const char* tool,
                            const char* expected) {
            QTest::newRow(name) << member << tool << expected;
        };
        row("calls counts all", "calls", "send", "3");
        row("callsOfTool counts its own", "callsOfTool", "read", "2");
        row("callsOfTool of another", "callsOfTool", "send", "0");
        row("callsLastMinute", "callsLastMinute", "send", "2");
        row("toolsUsed", "toolsUsed", "send", R"(["pay", "read"])");
        row("sources", "sources", "send", R"(["tool:pay", "tool:read", "user"])");
        row("labels never shrink", "labels", "send", R"(["outside", "secret"])");
        row("newTool of a used one", "newTool", "read", "false");
        row("newTool of another", "newTool", "send", "true");
        row("newSource of a read one", "newSource", "read", "false");
        row("newSource of another", "newSource", "send", "true");
    }
    void eachMember()
    {
        QFETCH(QString, member);
        QFETCH(QString, tool);
        QFETCH(QString, expected);
        SessionReducer session;
        trace::Event event;
        event.body = trace::Message{trace::Role::User, {}, {}, "pay it"};
        session.add(event);
        session.add(callAt("read", 0), {"secret"});
        session.add(callAt("read", 50'000), {"outside"});
        event.body = trace::Lifecycle{"task", "t", "scope-change", {}};
        session.add(event);
        session.add(callAt("pay", 70'000), {});
        const Value record = session.record(tool.toStdString(), "a", Instant{80'000});
        QCOMPARE(QString::fromStdString(toText(record.asRecord().at(member.toStdString()))),
                 expected);
    }

    void agreesWithTheDefinitionOnRandomSessions()
    {
        Sessions sessions(20261123);
#ifdef NDEBUG
        constexpr int kSessions = 100'000;
#else
        constexpr int kSessions = 5'000;
#endif
        for (int i = 0; i < kSessions; ++i) {
            const std::vector<Step> steps = sessions.next();
            SessionReducer session;
            for (const Step& step : steps)
                session.add(step.event, step.labels);
            const std::string tool = sessions.tool();
            const std::string agent = sessions.agent();
            std::optional<Instant> time;
            if (sessions.below(8) > 0)
                time = Instant{static_cast<std::int64_t>(sessions.below(300'000))};
            const Value expected = Value::record(naive(steps, tool, agent, time));
            const Value actual = session.record(tool, agent, time);
            QVERIFY2(actual == expected, (toText(actual) + "\n" + toText(expected)).c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestSessionFacts)
#include "tst_session_facts.moc"
