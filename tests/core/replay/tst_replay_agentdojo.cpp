// SPDX-License-Identifier: Apache-2.0
#include "core/replay/jsonl.h"
#include "core/replay/replay.h"
#include "core/trace/import.h"
#include "tests/core/decision/made_setup.h"
#include "tests/support/test_paths.h"

#include <QtTest>

#include <set>

using namespace remit;

namespace {

/// What a task-level policy for these agents looks like: readers are free, what leaves the house is
/// bound to what the session has seen and how much it does.
constexpr const char* kPolicies =
    "@id(\"readers\") permit (principal is Agent, action, resource)"
    "  when { context.tool.readOnly };"
    "@id(\"payments\") permit (principal is Agent, action == Action::\"send_money\", resource)"
    "  when { context.input.amount < 500 };"
    "@id(\"mail\") permit (principal is Agent, action == Action::\"send_email\", resource)"
    "  unless { context.session.labels.contains(\"web\") };"
    "@id(\"calendar\") permit (principal is Agent, action == Action::\"create_calendar_event\","
    "  resource) when { context.input has title };"
    "@id(\"loops\") forbid (principal is Agent, action, resource)"
    "  when { context.session.callsOfTool > 20 };"
    "@id(\"night\") forbid (principal is Agent, action == Action::\"delete_file\", resource)"
    "  when { context.now < datetime(\"2020-01-01\") };";

std::shared_ptr<const decision::Setup> guardedAgents()
{
    auto setup = test::makeSetup(kPolicies);
    for (const char* reader : {"get_*", "read_*", "search_*", "list_*", "check_*"}) {
        decision::ToolRule rule;
        rule.tool = reader;
        rule.readOnly = true;
        if (std::string_view(reader) == "get_*")
            rule.labels = {"web"};
        setup->toolRules.push_back(rule);
    }
    decision::ToolRule money;
    money.tool = "send_money";
    money.resource = decision::ResourceRule{std::nullopt, "Account", "/recipient"};
    decision::ToolRule other;
    other.tool = "*";
    setup->toolRules.push_back(money);
    setup->toolRules.push_back(other);
    return setup;
}

} // namespace

/// All recorded AgentDojo runs: every call is decided, or said to be undecidable.
class TestReplayAgentDojo : public QObject {
    Q_OBJECT

private slots:
    void everyCallIsDecidedOrCalledUndecidable()
    {
        REMIT_NEEDS_SHARED(folder, "traces/agentdojo");
        QElapsedTimer timer;
        timer.start();
        auto read = trace::readTraces({folder});
        QVERIFY(read.has_value());
        const qint64 imported = timer.elapsed();
        const decision::Decider decider(guardedAgents());
        const replay::MemorySource source(std::move(read->events));
        const auto replayed = replay::replay(decider, source).value();
        qInfo("970 runs: read in %lld ms, replayed in %lld ms", static_cast<long long>(imported),
              static_cast<long long>(timer.elapsed() - imported));

        const decision::ReplaySummary& sum = replayed.summary;
        QCOMPARE(sum.runs, std::int64_t(970));
        QCOMPARE(sum.calls, std::int64_t(3612));
        QCOMPARE(sum.allow + sum.deny + sum.undecidable, sum.calls);
        QVERIFY(sum.allow > 0 && sum.deny > 0 && sum.undecidable > 0);
        for (const decision::CallVerdict& row : replayed.rows) {
            QCOMPARE(decision::isCrossing(row.verdict), !row.crossings.empty());
            QCOMPARE(row.verdict == decision::Verdict::Undecidable, !row.undecidable.empty());
            QVERIFY(row.verdict != decision::Verdict::Allow || !row.reasons.empty());
        }
#ifdef NDEBUG
        QVERIFY2(timer.elapsed() < 10'000, "reading and deciding 970 runs took over 10 s");
#endif
    }

    void noCallIsThereTwice()
    {
        REMIT_NEEDS_SHARED(folder, "traces/agentdojo");
        auto read = trace::readTraces({folder});
        const replay::MemorySource source(std::move(read->events));
        const auto rows = replay::replay(decision::Decider(guardedAgents()), source).value().rows;
        std::set<std::pair<std::string, std::int64_t>> seen;
        for (const decision::CallVerdict& row : rows)
            QVERIFY(seen.emplace(row.run, row.step).second);
    }
};

QTEST_APPLESS_MAIN(TestReplayAgentDojo)
#include "tst_replay_agentdojo.moc"
