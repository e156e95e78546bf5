// SPDX-License-Identifier: Apache-2.0
#include "core/replay/jsonl.h"
#include "core/replay/replay.h"
#include "tests/core/decision/made_setup.h"

#include <QtTest>

#include <algorithm>
#include <random>

using namespace remit;
using decision::CallVerdict;
using decision::Verdict;
using replay::MemorySource;
using test::MadeRun;

namespace {

/// Reading is permitted, paying only before anything labelled was read.
std::shared_ptr<decision::Setup> payments()
{
    auto setup =
        test::makeSetup("@id(\"read\") permit (principal, action == Action::\"read\", resource);"
                        "@id(\"pay\") permit (principal, action == Action::\"pay\", resource)"
                        "  when { context.session.labels.isEmpty() };"
                        "@id(\"many\") forbid (principal, action, resource)"
                        "  when { context.session.calls > 5 };"
                        "@id(\"minute\") forbid (principal, action, resource)"
                        "  when { context.session.callsLastMinute > 3 };");
    decision::ToolRule rule;
    rule.tool = "read";
    rule.labels = {"outside"};
    setup->toolRules = {rule, decision::ToolRule()};
    setup->toolRules[1].tool = "*";
    return setup;
}

std::vector<trace::Event> randomTrace(unsigned seed)
{
    std::mt19937 random(seed);
    const auto below = [&](unsigned bound) { return static_cast<unsigned>(random() % bound); };
    std::vector<trace::Event> events;
    for (unsigned run = 0; run < 40; ++run) {
        MadeRun made("run-" + std::to_string(run));
        if (below(3) == 0)
            made.session("session-" + std::to_string(below(6)));
        const bool timed = below(2) == 0;
        for (unsigned call = 0; call < below(9); ++call) {
            if (timed)
                made.at(static_cast<std::int64_t>(below(200'000)));
            made.call(below(2) == 0 ? "read" : "pay",
                      below(5) == 0 ? std::nullopt : std::optional<std::string>("{}"),
                      below(4) == 0 ? trace::Field("b") : trace::Field());
        }
        events.insert(events.end(), made.events().begin(), made.events().end());
    }
    return events;
}

std::string lines(const decision::Decider& decider, std::vector<trace::Event> events,
                  replay::Options options)
{
    const auto replayed = replay::replay(decider, MemorySource(std::move(events)), options).value();
    const replay::LineConstants constants{decider.setup().revision, "remit test"};
    std::string text;
    for (const CallVerdict& row : replayed.rows)
        text += replay::toJsonLine(row, constants) + "\n";
    return text + replay::toJsonLine(replayed.summary) + "\n";
}

std::string verdicts(const std::vector<CallVerdict>& rows)
{
    std::string text;
    for (const CallVerdict& row : rows)
        text += (text.empty() ? "" : " ") + std::string(name(row.verdict));
    return text;
}

/// Two runs of one session.
std::vector<trace::Event> readInOneRunAndPayInAnother()
{
    const MadeRun a = MadeRun("a").session("s").at(0).call("read");
    const MadeRun b = MadeRun("b").session("s").at(1).call("pay");
    std::vector<trace::Event> events = a.events();
    events.insert(events.end(), b.events().begin(), b.events().end());
    return events;
}

replay::Replayed consequential(const MadeRun& run)
{
    replay::Options options;
    options.mode = replay::Mode::Consequential;
    return replay::replay(decision::Decider(payments()), MemorySource(run.events()), options)
        .value();
}

} // namespace

class TestReplay : public QObject {
    Q_OBJECT

private slots:
    void theSameBytesWhateverTheThreadsAndTheOrder()
    {
        const decision::Decider decider(payments());
        for (unsigned seed = 1; seed <= 20; ++seed) {
            std::vector<trace::Event> events = randomTrace(seed);
            replay::Options options;
            options.threads = 1;
            options.mode = seed % 2 == 0 ? replay::Mode::Isolated : replay::Mode::Consequential;
            const std::string expected = lines(decider, events, options);
            std::mt19937 random(seed);
            for (const unsigned threads : {2U, 3U, 8U}) {
                std::shuffle(events.begin(), events.end(), random);
                options.threads = threads;
                QCOMPARE(lines(decider, events, options), expected);
            }
        }
    }

    void everyCallIsCountedOnce()
    {
        const std::vector<trace::Event> events = randomTrace(7);
        const auto calls = std::count_if(events.begin(), events.end(), [](const auto& event) {
            return std::holds_alternative<trace::Call>(event.body);
        });
        const auto replayed =
            replay::replay(decision::Decider(payments()), MemorySource(events)).value();
        const decision::ReplaySummary& sum = replayed.summary;
        QCOMPARE(sum.runs, std::int64_t(40));
        QCOMPARE(sum.calls, std::int64_t(calls));
        QCOMPARE(sum.allow + sum.deny + sum.approvalRequired + sum.undecidable + sum.unreachable,
                 sum.calls);
        QCOMPARE(replayed.rows.size(), std::size_t(calls));
        QVERIFY(!sum.authenticNotAuthorised);
    }

    void runsOfOneSessionShareTheirFacts()
    {
        std::vector<trace::Event> events = readInOneRunAndPayInAnother();
        const auto together =
            replay::replay(decision::Decider(payments()), MemorySource(events)).value();
        QCOMPARE(verdicts(together.rows).c_str(), "allow deny");
        for (trace::Event& event : events)
            event.session.clear();
        const auto apart =
            replay::replay(decision::Decider(payments()), MemorySource(events)).value();
        QCOMPARE(verdicts(apart.rows).c_str(), "allow allow");
    }

    void onlyAskedForRunsAreShownAndCounted()
    {
        std::vector<trace::Event> events = readInOneRunAndPayInAnother();
        replay::Options options;
        options.runs = {"b"};
        const MemorySource source(events);
        const decision::Decider decider(payments());
        const auto replayed = replay::replay(decider, source, options).value();
        QCOMPARE(verdicts(replayed.rows).c_str(), "deny");
        QCOMPARE(replayed.summary.runs, std::int64_t(1));
        options.runs = {"bb"};
        const auto missing = replay::replay(decider, source, options);
        QCOMPARE(int(missing.error().code), int(ErrorCode::NotFound));
    }

    void crossingsOnlyKeepsTheCounts()
    {
        replay::Options options;
        options.crossingsOnly = true;
        const MadeRun run = MadeRun("a").at(0).call("read").call("pay").call("read");
        const auto replayed =
            replay::replay(decision::Decider(payments()), MemorySource(run.events()), options)
                .value();
        QCOMPARE(replayed.rows.size(), std::size_t(1));
        QCOMPARE(replayed.rows[0].step, std::int64_t(1));
        QCOMPARE(replayed.summary.calls, std::int64_t(3));
    }

    void afterACrossingTheAgentIsCutOff()
    {
        const auto replayed =
            consequential(MadeRun("r").at(0).call("read").call("pay").call("read"));
        QCOMPARE(verdicts(replayed.rows).c_str(), "allow deny unreachable");
        QCOMPARE(replayed.summary.unreachable, std::int64_t(1));
    }

    void othersGoOnWithoutTheCutCall()
    {
        // The stopped call does not count for the others: b may make one more.
        MadeRun run("r");
        run.at(0);
        for (int i = 0; i < 4; ++i)
            run.call("read", "{}", trace::Field("c"));
        run.call("pay", "{}", trace::Field("a"));
        run.call("read", "{}", trace::Field("a"));
        run.at(61'000).call("read", "{}", trace::Field("b"));
        run.call("read", "{}", trace::Field("b"));
        QCOMPARE(verdicts(consequential(run).rows).c_str(),
                 "allow allow allow allow deny unreachable allow allow");
    }

    void whomACutAgentDelegatesToIsCutToo()
    {
        MadeRun run("r");
        run.at(0).add(trace::Delegate{"a", "before", {}, {}});
        run.call("read").call("pay");
        run.add(trace::Delegate{"a", "after", {}, {}});
        run.add(trace::Delegate{"after", "farther", {}, {}});
        for (const char* agent : {"before", "after", "farther"})
            run.call("read", "{}", trace::Field(agent));
        QCOMPARE(verdicts(consequential(run).rows).c_str(),
                 "allow deny allow unreachable unreachable");
    }

    void undecidableDoesNotCut()
    {
        const auto replayed = consequential(MadeRun("r").call("read").call("read"));
        QCOMPARE(verdicts(replayed.rows).c_str(), "undecidable undecidable");
    }

    void cancelling()
    {
        std::stop_source stop;
        stop.request_stop();
        JobControl control;
        control.stop = stop.get_token();
        const auto replayed = replay::replay(decision::Decider(payments()),
                                             MemorySource(randomTrace(1)), {}, control);
        QCOMPARE(int(replayed.error().code), int(ErrorCode::Cancelled));
    }

    void anErrorOfTheSinkEndsTheReplay()
    {
        int taken = 0;
        const replay::Sink sink = [&](std::vector<CallVerdict>) -> Result<> {
            if (++taken == 3)
                return failure(ErrorCode::Unwritable, "full");
            return {};
        };
        replay::Options options;
        options.threads = 4;
        const auto replayed = replay::replay(decision::Decider(payments()),
                                             MemorySource(randomTrace(1)), options, sink);
        QCOMPARE(int(replayed.error().code), int(ErrorCode::Unwritable));
        QCOMPARE(taken, 3);
    }

    void aCallIsFoundWithWhatWasBeforeIt()
    {
        const MadeRun run = MadeRun("r").at(0).call("read").call("pay");
        const decision::Decider decider(payments());
        const MemorySource source(run.events());
        const auto located = replay::locate(decider, source, "r", 1).value();
        cedar::Scratch scratch;
        const auto rows = replay::replay(decider, source).value().rows;
        QVERIFY(decider.decide(located.call, located.session, scratch) == rows[1]);
        QVERIFY(!replay::locate(decider, source, "r", 2));
        QVERIFY(!replay::locate(decider, source, "q", 0));
    }
};

QTEST_APPLESS_MAIN(TestReplay)
#include "tst_replay.moc"
