// SPDX-License-Identifier: Apache-2.0
#include "core/trace/login_only.h"

#include <QTest>

using namespace remit;
using namespace remit::trace;

namespace {

Event start(const std::string& run, const std::string& format, const std::string& agent)
{
    RunStart body;
    body.format = format;
    body.agent = Field(agent);
    return {run, {}, std::nullopt, 0, body};
}

Event call(const std::string& run, const std::string& id, const std::string& tool,
           const std::string& agent, std::optional<Instant> time = std::nullopt,
           const std::string& arguments = "{}")
{
    Call body;
    body.callId = id;
    body.tool = tool;
    if (!agent.empty())
        body.agent = Field(agent);
    body.arguments = arguments;
    return {run, {}, time, 1, body};
}

LoginOnly match(const std::vector<Event>& events)
{
    DecisionMatch match;
    for (const Event& event : events)
        match.add(event);
    return match.finish();
}

} // namespace

class TestLoginOnly : public QObject {
    Q_OBJECT

private slots:
    void withoutADecisionLogNothingIsSaid()
    {
        const LoginOnly found = match({start("t", "codex", "a"), call("t", "1", "f", "")});
        QVERIFY(!found.hasLog);
        QVERIFY(sentences(found).empty());
    }

    void callsWithoutADecisionAreFound()
    {
        const LoginOnly found = match({start("log", "authzen", "a"), call("log", "d1", "f", "a"),
                                       start("t", "codex", "a"), call("t", "1", "f", ""),
                                       call("t", "2", "f", ""), call("t", "3", "g", "")});
        QCOMPARE(found.calls, std::uint64_t{3});
        QCOMPARE(found.undecided.size(), std::size_t{2});
        QCOMPARE(found.undecided[0].callId, std::string("2"));
        QCOMPARE(found.undecided[1].callId, std::string("3"));
        QVERIFY(sentences(found).front().find("2 of 3") != std::string::npos);
    }

    void aDecisionIsFoundByTheIdOfTheCall()
    {
        const LoginOnly found =
            match({start("t", "codex", "a"), call("t", "x", "f", "", {}, "{\"n\":1}"),
                   start("log", "authzen", "a"), call("log", "x", "f.v2", "other")});
        QVERIFY(found.undecided.empty());
    }

    void otherArgumentsAndOtherTimesAreOtherCalls()
    {
        const Instant at{1'000'000};
        const Instant later{1'000'000 + 120'000};
        const LoginOnly found =
            match({start("log", "authzen", "a"), call("log", "d1", "f", "a", at, "{\"n\":1}"),
                   start("t", "codex", "a"), call("t", "1", "f", "", at, "{\"n\":2}"),
                   call("t", "2", "f", "", later, "{\"n\":1}"),
                   call("t", "3", "f", "", at, "{ \"n\": 1 }")});
        QCOMPARE(found.undecided.size(), std::size_t{2});
        QCOMPARE(found.undecided[1].callId, std::string("2"));
    }
};

QTEST_APPLESS_MAIN(TestLoginOnly)
#include "tst_login_only.moc"
