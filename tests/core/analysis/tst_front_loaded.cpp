// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/compare/compare.h"
#include "core/analysis/impact/impact.h"
#include "core/decision/explanation.h"
#include "core/replay/session_replay.h"
#include "core/replay/timeline.h"
#include "tests/core/decision/authority_world.h"

#include <QtTest>

#include <random>
#include <set>

using namespace remit;
using analysis::ChangeKind;
using decision::CallVerdict;
using replay::Mode;
using replay::Timing;
using trace::Event;

namespace {

/// The world's run with the call made twice: at 12:00 and again at 13:00.
std::vector<trace::Event> twice(const test::World& world)
{
    std::vector<trace::Event> events = world.events();
    trace::Event again = events.back();
    again.sequence += 100;
    again.time = test::clock("13:00");
    std::get<trace::Call>(again.body).callId += "-again";
    events.push_back(std::move(again));
    return events;
}

void add(std::vector<trace::Event>& events, const char* event, const char* time)
{
    trace::Event made = events.front();
    made.sequence = events.back().sequence - 50;
    made.time = test::clock(time);
    made.body = trace::Lifecycle{"task", "report@1", event, {}};
    events.push_back(std::move(made));
}

QString told(const test::World& world, const std::vector<trace::Event>& events)
{
    const decision::Decider decider(world.made());
    const replay::MemorySource source(events);
    const auto verdicts = [&](replay::Timing timing) {
        replay::Options options;
        options.timing = timing;
        QString text;
        const auto replayed = replay::replay(decider, source, options);
        for (const auto& row : replayed->rows)
            text += QString::fromStdString(std::string(name(row.verdict))) + " ";
        return text;
    };
    const auto differences = analysis::compareTimings(decider, source);
    return verdicts(replay::Timing::Continuous) + "| " + verdicts(replay::Timing::FrontLoaded) +
           "| " + QString::number(differences->count(ChangeKind::NewlyCrossed)) + " " +
           QString::number(differences->count(ChangeKind::NewlyAllowed));
}

/// A world in which policies look at facts too, and two people's chains reach the agents.
test::World sharedWorld()
{
    test::World world;
    world.addBobsChain();
    world.objects.grants.back().notBefore = test::clock("11:00");
    world.policies += "@id(\"often\") forbid (principal, action == Action::\"write\", resource) "
                      "when { context.session.callsOfTool >= 3 };";
    world.scopes["g1"] = world.scopes["h1"] = "permit (principal, action, resource is Doc);";
    return world;
}

/// Random sessions of two agents in two runs, for two people: calls, messages, delegations,
/// approvals, and the end of what they act on.
class RandomSessions {
public:
    explicit RandomSessions(std::uint32_t seed, const test::World& world)
        : m_random(seed), m_world(world)
    {}

    std::vector<Event> next()
    {
        std::vector<Event> events;
        std::int64_t minute = 9 * 60 + below(60);
        for (const char* run : {"r1", "r2"})
            add(events, run, minute, start());
        for (unsigned i = 0, length = 6 + below(14); i < length; ++i) {
            minute += 1 + below(45);
            const std::string run = below(3) == 0 ? "r2" : "r1";
            add(events, run, minute, body(i));
        }
        return events;
    }

private:
    unsigned below(unsigned bound) { return static_cast<unsigned>(m_random() % bound); }
    template <std::size_t Count>
    const char* oneOf(const char* const (&list)[Count])
    {
        return list[below(Count)];
    }
    static void add(std::vector<Event>& events, const std::string& run, std::int64_t minute,
                    trace::EventBody body)
    {
        Event event;
        event.run = run;
        event.session = "shared";
        event.sequence = static_cast<std::int64_t>(events.size());
        event.time = Instant{test::clock("00:00").milliseconds + minute * 60'000};
        event.body = std::move(body);
        events.push_back(std::move(event));
    }
    const char* agent() { return oneOf({"researcher", "researcher", "planner"}); }

    trace::RunStart start()
    {
        trace::RunStart start = m_world.start;
        start.agent = trace::Field(agent());
        if (below(4) > 0)
            start.onBehalfOf = trace::Field(oneOf({"alice", "bob"}));
        else
            start.onBehalfOf = {};
        return start;
    }

    trace::EventBody body(unsigned at)
    {
        switch (below(12)) {
        case 0:
            return trace::Message{trace::Role::User, {}, {}, "read the plan"};
        case 1:
            return trace::Message{trace::Role::Agent, trace::Field(agent()), {}, "notes"};
        case 2:
            return trace::Delegate{agent(), agent(), {}, trace::Field(oneOf({"alice", "bob"}))};
        case 3:
            return below(2) == 0 ? ending() : approval();
        default: {
            m_world.ask(oneOf({"read", "read", "write"}), oneOf({"plan", "plan", "secret"}),
                        below(3) == 0 ? 200 : 0);
            trace::Call call = m_world.call;
            call.callId = "c" + std::to_string(at);
            if (below(2) == 0)
                call.agent = trace::Field(agent());
            return call;
        }
        }
    }

    trace::EventBody ending()
    {
        switch (below(4)) {
        case 0:
            return trace::Lifecycle{"task", "report@1", "complete", {}};
        case 1:
            return trace::Lifecycle{"credential", "cred", "revoke", {}};
        default:
            return trace::Lifecycle{"grant", oneOf({"g1", "g2", "h1", "h2"}), "revoke", {}};
        }
    }

    trace::EventBody approval()
    {
        m_world.ask("read", "plan", 200);
        return m_world.approval();
    }

    std::mt19937 m_random;
    test::World m_world;
};

/// The modes by their definition, one call after the other: everything is made anew from what
/// happened before it, and the call whose authority counts is searched for.
class Definition {
public:
    Definition(const decision::Decider& decider, const std::vector<Event>& events, Mode mode,
               Timing timing)
        : m_decider(decider)
        , m_events(events)
        , m_mode(mode)
        , m_timing(timing)
        , m_log(*replay::authorityLog(decider, replay::MemorySource(events)))
    {}

    std::vector<CallVerdict> rows()
    {
        for (std::size_t i = 0; i < m_events.size(); ++i) {
            if (std::holds_alternative<trace::Call>(m_events[i].body))
                decide(i);
            else if (const auto* delegate = std::get_if<trace::Delegate>(&m_events[i].body))
                if (m_stopped.count(uid(delegate->from)) > 0)
                    m_stopped.insert(uid(delegate->to));
            m_happened.push_back(happens(i));
        }
        std::vector<CallVerdict> rows;
        for (auto& [at, row] : m_rows)
            rows.push_back(row);
        std::sort(rows.begin(), rows.end(), [](const CallVerdict& a, const CallVerdict& b) {
            return std::tie(a.run, a.step) < std::tie(b.run, b.step);
        });
        return rows;
    }

private:
    static std::string uid(const std::string& agent) { return "Agent::\"" + agent + "\""; }

    [[nodiscard]] const trace::RunStart* startOf(const std::string& run) const
    {
        for (const Event& event : m_events) {
            const auto* start = std::get_if<trace::RunStart>(&event.body);
            if (start != nullptr && event.run == run)
                return start;
        }
        return nullptr;
    }

    [[nodiscard]] decision::RecordedCall callAt(std::size_t at) const
    {
        decision::RecordedCall call{&m_events[at], startOf(m_events[at].run), 0};
        for (std::size_t i = 0; i < at; ++i)
            call.step += m_events[i].run == m_events[at].run &&
                                 std::holds_alternative<trace::Call>(m_events[i].body)
                             ? 1
                             : 0;
        return call;
    }

    [[nodiscard]] decision::PreparedCall prepared(std::size_t at) const
    {
        decision::SessionReducer session;
        for (std::size_t i = 0; i < at; ++i) {
            if (m_happened[i])
                session.add(m_events[i]);
        }
        return m_decider.prepare(callAt(at), session);
    }

    /// What is known of authority at the call, less the approvals that earlier calls used.
    [[nodiscard]] decision::AuthorityContext authority(std::size_t at) const
    {
        decision::SessionAuthority authority(m_decider, m_log, 0);
        for (std::size_t i = 0; i < at; ++i) {
            const auto row = m_rows.find(i);
            if (row != m_rows.end())
                authority.settle(row->second);
            else
                authority.add(m_events[i], startOf(m_events[i].run));
        }
        return authority.at(callAt(at));
    }

    /// Agent and requester of the call.
    [[nodiscard]] std::string whose(std::size_t at) const
    {
        const decision::RecordedCall call = callAt(at);
        std::string text = toText(prepared(at).principal) + "\n" + call.start->onBehalfOf.text;
        for (const cedar::EntityUid& one : authority(at).named.requesters)
            text += "\n" + toText(one);
        return text;
    }

    void decide(std::size_t at)
    {
        const decision::RecordedCall call = callAt(at);
        const decision::PreparedCall facts = prepared(at);
        if (m_stopped.count(toText(facts.principal)) > 0) {
            m_rows.emplace(at, m_decider.unreachable(call, facts));
            return;
        }
        CallVerdict row;
        if (m_timing == Timing::Continuous) {
            row = m_decider.decide(call, facts, authority(at), m_scratch);
        } else {
            std::size_t first = at;
            for (std::size_t i = at; i-- > 0;) {
                const auto earlier = m_rows.find(i);
                if (earlier != m_rows.end() &&
                    earlier->second.verdict != decision::Verdict::Unreachable &&
                    whose(i) == whose(at))
                    first = i;
            }
            const auto part =
                m_decider.decideAuthority(callAt(first), prepared(first), authority(first));
            row = m_decider.decide(call, facts, part, authority(at), m_scratch);
        }
        if (m_mode == Mode::Consequential && decision::isCrossing(row.verdict))
            m_stopped.insert(toText(facts.principal));
        m_rows.emplace(at, std::move(row));
    }

    [[nodiscard]] bool happens(std::size_t at) const
    {
        if (m_mode == Mode::Isolated)
            return true;
        const Event& event = m_events[at];
        if (const auto* message = std::get_if<trace::Message>(&event.body))
            return !message->from.isPresent() || m_stopped.count(uid(message->from.text)) == 0;
        const auto row = m_rows.find(at);
        return row == m_rows.end() || (!decision::isCrossing(row->second.verdict) &&
                                       row->second.verdict != decision::Verdict::Unreachable);
    }

    const decision::Decider& m_decider;
    const std::vector<Event>& m_events;
    Mode m_mode;
    Timing m_timing;
    std::shared_ptr<const decision::AuthorityLog> m_log;
    std::map<std::size_t, CallVerdict> m_rows; ///< by event
    std::vector<bool> m_happened;
    std::set<std::string> m_stopped;
    cedar::Scratch m_scratch;
};

std::string told(const std::vector<CallVerdict>& rows)
{
    std::string text;
    for (const CallVerdict& row : rows)
        text += row.run + " " + std::to_string(row.step) + " " + row.agent + " " +
                std::string(name(row.verdict)) +
                (row.crossings.empty() ? row.undecidable : " " + row.crossings.front().message) +
                "\n";
    return text;
}

const CallVerdict* rowAt(const std::vector<CallVerdict>& rows, const std::string& run,
                         std::int64_t step)
{
    for (const CallVerdict& row : rows) {
        if (row.run == run && row.step == step)
            return &row;
    }
    return nullptr;
}

/// The explanation of each call tells what that replay said, and leads to the calls that it hangs
/// on. Empty, or the first that does not.
QString untoldIn(const decision::Decider& decider, const std::vector<Event>& events,
                 const replay::Options& options, const std::vector<CallVerdict>& rows)
{
    const replay::MemorySource source(events);
    const replay::AuthorityOnce authority;
    cedar::Scratch scratch;
    for (const CallVerdict& row : rows) {
        const auto located =
            replay::locate(decider, source, row.run, row.step, &authority, options);
        const auto why = decision::explain(decider, located->call, located->session,
                                           located->authority, scratch, located->story);
        const auto wrong = [&](const char* what) {
            return QStringLiteral("%1 %2: %3").arg(row.run.c_str()).arg(row.step).arg(what);
        };
        if (!(why.verdict == row))
            return wrong("another row");
        const bool unreachable = row.verdict == decision::Verdict::Unreachable;
        if (unreachable != why.modes.stoppedBy.has_value() || unreachable != why.steps.empty())
            return wrong("not as far as it was reached");
        if (unreachable) {
            const auto& by = *why.modes.stoppedBy;
            const CallVerdict* stopped = rowAt(rows, by.run, by.step);
            if (stopped == nullptr || !decision::isCrossing(stopped->verdict))
                return wrong("stopped by no crossing");
        }
        const bool once = options.timing == Timing::FrontLoaded && !unreachable;
        if (once != why.modes.authorityStep.has_value())
            return wrong("authority");
        if (once &&
            rowAt(rows, why.modes.authorityRun, *why.modes.authorityStep)->agent != row.agent)
            return wrong("the first call of somebody else");
    }
    return {};
}

/// REMIT_RANDOM_SESSIONS sets how many.
int sessions()
{
    const int asked = qEnvironmentVariableIntValue("REMIT_RANDOM_SESSIONS");
    return asked > 0 ? asked : 60;
}

} // namespace

class TestFrontLoaded : public QObject {
    Q_OBJECT
private slots:
    void withoutChangeBothAreTheSame()
    {
        const test::World world;
        QCOMPARE(told(world, twice(world)), QString("allow allow | allow allow | 0 0"));
    }
    void aTaskEndedBetweenIsSeenByContinuousAlone()
    {
        const test::World world;
        auto events = twice(world);
        add(events, "complete", "12:30");
        QCOMPARE(told(world, events), QString("allow deny | allow allow | 1 0"));
    }
    void whatBeginsLaterIsSeenByContinuousAlone()
    {
        test::World world;
        world.objects.grants.back().notBefore = test::clock("12:30");
        QCOMPARE(told(world, twice(world)), QString("deny allow | deny deny | 0 1"));
    }
    void policiesAreAskedForEachCall()
    {
        test::World world;
        world.policies +=
            "@id(\"late\") forbid (principal, action, resource) when { context.now >= "
            "datetime(\"" +
            rfc3339(test::clock("12:30")) + "\") };";
        QCOMPARE(told(world, twice(world)), QString("allow deny | allow deny | 0 0"));
    }

    void agreesWithTheDefinitionOnRandomTraces_data()
    {
        QTest::addColumn<bool>("consequential");
        QTest::addColumn<bool>("frontLoaded");
        QTest::newRow("isolated, continuous") << false << false;
        QTest::newRow("isolated, front-loaded") << false << true;
        QTest::newRow("consequential, continuous") << true << false;
        QTest::newRow("consequential, front-loaded") << true << true;
    }
    void agreesWithTheDefinitionOnRandomTraces()
    {
        QFETCH(bool, consequential);
        QFETCH(bool, frontLoaded);
        const test::World world = sharedWorld();
        const decision::Decider decider(world.made());
        RandomSessions random(20261126, world);
        replay::Options options;
        options.mode = consequential ? Mode::Consequential : Mode::Isolated;
        options.timing = frontLoaded ? Timing::FrontLoaded : Timing::Continuous;
        std::map<decision::Verdict, int> seen;
        for (int i = 0; i < sessions(); ++i) {
            const std::vector<Event> events = random.next();
            const auto actual =
                replay::replay(decider, replay::MemorySource(events), options)->rows;
            const auto expected = Definition(decider, events, options.mode, options.timing).rows();
            QVERIFY2(actual == expected,
                     ("session " + std::to_string(i) + "\n" + told(actual) + "\n" + told(expected))
                         .c_str());
            for (const CallVerdict& row : actual)
                ++seen[row.verdict];
            QCOMPARE(untoldIn(decider, events, options, actual), QString());
        }
        for (const auto verdict : {decision::Verdict::Allow, decision::Verdict::Deny,
                                   decision::Verdict::ApprovalRequired})
            QVERIFY(seen[verdict] > 0);
        QCOMPARE(seen[decision::Verdict::Unreachable] > 0, consequential);
    }

    /// What the strip says after an edit is what two replays of that timing say.
    void theImpactOfAnEditAgreesInBothTimings()
    {
        test::World world = sharedWorld();
        const auto before = world.made();
        world.policies +=
            "@id(\"late\") forbid (principal, action == Action::\"read\", resource) when { "
            "context.now >= datetime(\"" +
            rfc3339(test::clock("11:30")) + "\") };";
        auto after = std::make_shared<decision::Setup>(*world.made());
        after->entities = before->entities;
        RandomSessions random(7, world);
        std::size_t changed = 0;
        std::size_t differently = 0;
        for (int i = 0; i < 40; ++i) {
            std::vector<CallVerdict> ofOther;
            const auto source = std::make_shared<const replay::MemorySource>(random.next());
            for (const Timing timing : {Timing::Continuous, Timing::FrontLoaded}) {
                replay::Options options;
                options.timing = timing;
                const auto expected = analysis::compare(decision::Decider(before),
                                                        decision::Decider(after), *source, options);
                const auto analysis = analysis::ImpactAnalysis::prepare(before, source, {}, timing);
                const auto impact = (*analysis)->of(after);
                QVERIFY2(impact.has_value(), impact ? "" : impact.error().message.c_str());
                const auto changes = [](const std::vector<analysis::CallChange>& list) {
                    std::vector<CallVerdict> rows;
                    for (const auto& change : list) {
                        rows.push_back(change.before);
                        rows.push_back(change.after);
                    }
                    return rows;
                };
                const auto rows = changes(impact->changes);
                QVERIFY2(rows == changes(expected->changes),
                         ("session " + std::to_string(i) +
                          (timing == Timing::FrontLoaded ? " front-loaded\n" : "\n") + told(rows) +
                          "\n" + told(changes(expected->changes)))
                             .c_str());
                changed += rows.size();
                differently += timing == Timing::FrontLoaded && rows != ofOther ? 1 : 0;
                ofOther = rows;
            }
        }
        QVERIFY(changed > 0 && differently > 0);
    }
};

QTEST_APPLESS_MAIN(TestFrontLoaded)
#include "tst_front_loaded.moc"
