// SPDX-License-Identifier: Apache-2.0
#include "core/base/limits.h"
#include "core/replay/engine_fingerprint.h"
#include "core/replay/kept_replay.h"
#include "core/replay/store_source.h"
#include "core/replay/verdict_store.h"
#include "core/trace/jsonl_writer.h"
#include "tests/core/decision/made_setup.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <random>
#include <stop_token>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace remit;
using namespace remit::replay;
using decision::CallVerdict;
using decision::Verdict;

namespace {

/// Every member set, and different from row to row.
CallVerdict fullRow(std::int64_t i)
{
    const std::string n = std::to_string(i);
    CallVerdict row;
    row.run = "run-" + std::to_string(i / 10);
    row.session = "s" + n;
    row.step = i % 10;
    row.call = "call-" + n;
    row.time = Instant{1'000 * i};
    row.agent = "Agent::\"a" + std::to_string(i % 3) + "\"";
    row.onBehalfOf = "User::\"u\"";
    row.credential = "cred";
    row.workload = "spiffe://t/w";
    row.task = "pay@" + n;
    row.tool = "tool-" + std::to_string(i % 7);
    row.action = "Action::\"x\"";
    row.resource = "Account::\"" + n + "\"";
    row.verdict = static_cast<Verdict>(i % 5);
    row.triad = {true, false, std::nullopt};
    row.crossings = {{decision::CrossingKind::OutsideGrant, 2, "Agent::\"b\"", {"p", "q"}, "no"},
                     {decision::CrossingKind::Forbidden, std::nullopt, {}, {}, "\xC3\xA9\n\"x\""}};
    row.notes = {"asserted-identity"};
    row.chain = {"g1", "g2"};
    row.reasons = {"r"};
    row.approvalsUsed = {"approval"};
    row.unknown = {"input.amount"};
    row.undecidable = "missing-fact";
    row.skipped = {{"p", "overflow", true}, {"q", "missing", false}};
    row.asKnownThen = Verdict::Allow;
    return row;
}

CallVerdict plainRow(std::int64_t i)
{
    CallVerdict row;
    row.run = "plain";
    row.step = i;
    row.verdict = Verdict::Allow;
    return row;
}

decision::ReplaySummary summaryOf(const std::vector<CallVerdict>& rows)
{
    decision::ReplaySummary summary;
    summary.runs = 1;
    summary.calls = static_cast<std::int64_t>(rows.size());
    summary.authenticNotAuthorised = 3;
    return summary;
}

ReplayKey keyNamed(const std::string& revision)
{
    return {"store 0", revision, "isolated continuous", "engine"};
}

struct Folder {
    QTemporaryDir dir;
    std::filesystem::path file{dir.filePath("traces.sqlite").toStdString()};

    [[nodiscard]] VerdictStore open() const { return std::move(*VerdictStore::open(file)); }
};

void keep(VerdictStore& store, const ReplayKey& key, const std::vector<CallVerdict>& rows)
{
    auto writer = store.write();
    QVERIFY(writer.has_value());
    QVERIFY(writer->add(rows).has_value());
    const auto done = writer->finish(key, summaryOf(rows));
    QVERIFY2(done.has_value(), done ? "" : done.error().message.c_str());
}

std::vector<CallVerdict> readAll(const VerdictStore& store, const KeptReplay& kept)
{
    std::vector<CallVerdict> rows;
    auto cursor = store.rows(kept);
    while (cursor) {
        auto row = cursor->next();
        if (!row || !*row)
            break;
        rows.push_back(std::move(**row));
    }
    return rows;
}

std::vector<CallVerdict> manyRows(std::int64_t count)
{
    std::vector<CallVerdict> rows;
    for (std::int64_t i = 0; i < count; ++i)
        rows.push_back(fullRow(i));
    return rows;
}

/// Reading is permitted, paying is not: kept and decided anew must not differ.
std::shared_ptr<const decision::Setup> readersOnly(const std::string& more = {})
{
    return test::makeSetup(
        "@id(\"read\") permit (principal, action == Action::\"read\", resource);" + more);
}

void importRun(const std::filesystem::path& file, const std::string& run)
{
    auto store = trace::TraceStore::open(file);
    QVERIFY(store.has_value());
    std::string text;
    test::MadeRun made(run);
    made.call("read").call("pay");
    for (const trace::Event& event : made.events())
        text += trace::toJsonLine(event) + '\n';
    QVERIFY(store->importText(text, run + ".trace.jsonl").has_value());
}

struct Replay {
    std::vector<CallVerdict> rows;
    KeptOutcome outcome;
};

Replay replayStored(const std::filesystem::path& file,
                    const std::shared_ptr<const decision::Setup>& setup,
                    const Options& options = {})
{
    const auto source = StoreSource::open(file);
    Replay replay;
    const Sink sink = [&](std::vector<CallVerdict> rows) -> Result<> {
        std::move(rows.begin(), rows.end(), std::back_inserter(replay.rows));
        return {};
    };
    auto outcome = replayKept(decision::Decider(setup), **source, {file, {}}, options, sink);
    if (outcome)
        replay.outcome = std::move(*outcome);
    return replay;
}

} // namespace

class TestVerdictStore : public QObject {
    Q_OBJECT

private slots:
    void everyMemberComesBack()
    {
        const Folder folder;
        std::vector<CallVerdict> rows = manyRows(40);
        rows.push_back(plainRow(0));
        {
            VerdictStore store = folder.open();
            keep(store, keyNamed("r"), rows);
        }
        VerdictStore store = folder.open();
        const auto kept = store.find(keyNamed("r"));
        QVERIFY(kept && *kept);
        QCOMPARE((*kept)->rows(), 41);
        QCOMPARE((*kept)->summary.authenticNotAuthorised, std::optional<std::int64_t>(3));
        QVERIFY(readAll(store, **kept) == rows);
        QVERIFY(*store.row(**kept, "run-2", 3) == rows[23]);
        QVERIFY(!*store.row(**kept, "run-2", 33));
        QVERIFY(!*store.row(**kept, "no run", 0));
    }

    void isKnownByItsWholeKey()
    {
        const Folder folder;
        VerdictStore store = folder.open();
        const ReplayKey key = keyNamed("r");
        keep(store, key, manyRows(3));
        QVERIFY(store.find(key)->has_value());
        for (std::string ReplayKey::*part :
             {&ReplayKey::traces, &ReplayKey::revision, &ReplayKey::modes, &ReplayKey::engine}) {
            ReplayKey other = key;
            other.*part += "x";
            QVERIFY(!store.find(other)->has_value());
        }
        keep(store, key, manyRows(3)); // the same again
        QCOMPARE(*store.count(), 1);
    }

    void pagesInAnyOrder()
    {
        const Folder folder;
        VerdictStore store = folder.open();
        std::vector<CallVerdict> rows = manyRows(60);
        rows[7].time.reset();
        rows[8].task.reset();
        std::shuffle(rows.begin(), rows.end(), std::mt19937(5));
        keep(store, keyNamed("r"), rows);
        const KeptReplay kept = **store.find(keyNamed("r"));

        VerdictQuery query;
        query.order = VerdictOrder::Resource;
        auto numbers = store.rowNumbers(kept, query);
        auto page = store.page(kept, *numbers);
        QCOMPARE(page->size(), 60U);
        QVERIFY(std::is_sorted(page->begin(), page->end(), [](const auto& a, const auto& b) {
            return a.resource < b.resource;
        }));

        query.order = VerdictOrder::Time;
        query.descending = true;
        numbers = store.rowNumbers(kept, query);
        page = store.page(kept, std::span(*numbers).subspan(0, 2));
        QCOMPARE(page->front().call, std::string("call-59"));
        QCOMPARE(store.page(kept, std::span(*numbers).last(1))->front().call,
                 std::string("call-7")); // without a time: last
        query.order = VerdictOrder::Task;
        query.descending = false;
        numbers = store.rowNumbers(kept, query);
        QCOMPARE(store.page(kept, std::span(*numbers).last(1))->front().call,
                 std::string("call-8"));
    }

    void narrows()
    {
        const Folder folder;
        VerdictStore store = folder.open();
        keep(store, keyNamed("r"), manyRows(70));
        const KeptReplay kept = **store.find(keyNamed("r"));
        VerdictQuery query;
        query.verdicts = {Verdict::Deny, Verdict::ApprovalRequired};
        query.tool = "tool-2";
        query.where = [](const CallVerdict& row) { return row.step != 6; };
        std::set<std::int64_t> expected;
        for (std::int64_t i = 0; i < 70; ++i) {
            if ((i % 5 == 1 || i % 5 == 2) && i % 7 == 2 && i % 10 != 6)
                expected.insert(i);
        }
        const auto numbers = store.rowNumbers(kept, query);
        QVERIFY(std::set<std::int64_t>(numbers->begin(), numbers->end()) == expected);
        query.tool = "no such tool";
        QVERIFY(store.rowNumbers(kept, query)->empty());
        const std::int64_t none = 70;
        QVERIFY(store.page(kept, std::span(&none, 1)).error().code == ErrorCode::NotFound);
    }

    /// Groups counted in the store are those of its rows, one by one.
    void countsGroups_data()
    {
        QTest::addColumn<int>("by");
        const auto row = [](const char* name, VerdictGrouping by) {
            QTest::newRow(name) << static_cast<int>(by);
        };
        row("run", VerdictGrouping::Run);
        row("agent", VerdictGrouping::Agent);
        row("task", VerdictGrouping::Task);
        row("tool", VerdictGrouping::Tool);
        row("resource", VerdictGrouping::Resource);
        row("crossing", VerdictGrouping::Crossing);
        row("policy", VerdictGrouping::Policy);
        row("verdict", VerdictGrouping::Verdict);
    }
    void countsGroups()
    {
        QFETCH(int, by);
        const auto grouping = static_cast<VerdictGrouping>(by);
        std::vector<CallVerdict> rows = manyRows(500);
        for (std::int64_t i = 0; i < 40; ++i)
            rows.push_back(plainRow(i));
        const Folder folder;
        VerdictStore store = folder.open();
        keep(store, keyNamed("r"), rows);
        const KeptReplay kept = **store.find(keyNamed("r"));

        VerdictQuery denied;
        denied.verdicts = {Verdict::Deny};
        denied.tool = "tool-3";
        VerdictQuery early;
        early.where = [](const CallVerdict& row) { return row.step < 4; };
        VerdictQuery nothing;
        nothing.run = "no such run";
        for (const VerdictQuery& query : {VerdictQuery(), denied, early, nothing}) {
            replay::GroupTally tally(grouping);
            for (const CallVerdict& row : rows) {
                const bool fits =
                    (query.verdicts.empty() || query.verdicts.count(row.verdict) > 0) &&
                    (query.tool.empty() || query.tool == row.tool) &&
                    (query.run.empty() || query.run == row.run) &&
                    (!query.where || query.where(row));
                if (fits)
                    tally.add(row);
            }
            const auto expected = tally.finish();
            const auto groups = store.groups(kept, grouping, query);
            QVERIFY(groups.has_value());
            QCOMPARE(groups->size(), expected.size());
            for (std::size_t i = 0; i < expected.size(); ++i) {
                QCOMPARE((*groups)[i].name, expected[i].name);
                QVERIFY((*groups)[i].counts == expected[i].counts);
                QCOMPARE((*groups)[i].agent, expected[i].agent);
                QCOMPARE((*groups)[i].task, expected[i].task);
            }
        }
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(store.groups(kept, grouping, {}, {stop.get_token(), {}}).error().code,
                 ErrorCode::Cancelled);
    }

    void forgetsTheLeastUsed()
    {
        const Folder folder;
        VerdictStore store = folder.open();
        for (std::int64_t i = 0; i < limits::kKeptReplays; ++i)
            keep(store, keyNamed(std::to_string(i)), manyRows(2));
        QVERIFY(store.find(keyNamed("0"))->has_value()); // is used: "1" is the oldest now
        keep(store, keyNamed("new"), manyRows(2));
        QCOMPARE(*store.count(), limits::kKeptReplays);
        QVERIFY(store.find(keyNamed("0"))->has_value());
        QVERIFY(!store.find(keyNamed("1"))->has_value());
        QVERIFY(store.find(keyNamed("new"))->has_value());
    }

    void aWriterGivenUpLeavesNothing()
    {
        const Folder folder;
        VerdictStore store = folder.open();
        {
            auto writer = store.write();
            QVERIFY(writer->add(manyRows(5)).has_value());
        }
        QCOMPARE(*store.count(), 0);
        keep(store, keyNamed("r"), manyRows(5));
        QCOMPARE(*store.count(), 1);
    }

    /// Killed at any moment: the replay is there whole, or not at all.
    void survivesBeingKilled()
    {
        const Folder folder;
        (void)folder.open();
        const std::vector<CallVerdict> rows = manyRows(4000);
        for (int round = 0; round < 12; ++round) {
            const ReplayKey key = keyNamed(std::to_string(round));
            const pid_t child = fork();
            if (child == 0) {
                auto store = VerdictStore::open(folder.file);
                auto writer = store->write();
                (void)writer->add(rows);
                (void)writer->finish(key, summaryOf(rows));
                _exit(0);
            }
            usleep(static_cast<useconds_t>(round) * 12'000);
            kill(child, SIGKILL);
            waitpid(child, nullptr, 0);
            VerdictStore store = folder.open();
            const auto kept = store.find(key);
            QVERIFY(kept.has_value());
            if (*kept)
                QVERIFY(readAll(store, **kept) == rows);
        }
    }

    void aSecondReplayReadsWhatTheFirstDecided()
    {
        const Folder folder;
        importRun(folder.file, "one");
        const Replay first = replayStored(folder.file, readersOnly());
        QVERIFY(!first.outcome.reused && !first.outcome.notKept);
        const Replay second = replayStored(folder.file, readersOnly());
        QVERIFY(second.outcome.reused);
        QVERIFY(second.rows == first.rows);
        QCOMPARE(second.outcome.summary.deny, 1);
        QCOMPARE(second.outcome.summary.runs, 1);

        Options crossings;
        crossings.crossingsOnly = true;
        const Replay only = replayStored(folder.file, readersOnly(), crossings);
        QVERIFY(only.outcome.reused);
        QCOMPARE(only.rows.size(), 1U);
        QCOMPARE(only.outcome.summary.calls, 2);

        const Replay other = replayStored(folder.file, readersOnly("// all may pay\n"
                                                                   "permit (principal, action, "
                                                                   "resource);"));
        QVERIFY(!other.outcome.reused);
        Options consequential;
        consequential.mode = Mode::Consequential;
        QVERIFY(!replayStored(folder.file, readersOnly(), consequential).outcome.reused);

        importRun(folder.file, "two");
        const Replay more = replayStored(folder.file, readersOnly());
        QVERIFY(!more.outcome.reused);
        QCOMPARE(more.rows.size(), 4U);
    }

    void keepsAlsoWhatAFilterHides()
    {
        const Folder folder;
        importRun(folder.file, "one");
        Options crossings;
        crossings.crossingsOnly = true;
        QCOMPARE(replayStored(folder.file, readersOnly(), crossings).rows.size(), 1U);
        const Replay all = replayStored(folder.file, readersOnly());
        QVERIFY(all.outcome.reused);
        QCOMPARE(all.rows.size(), 2U);
    }

    void theFingerprintIsADigest()
    {
        QVERIFY(engineFingerprint().starts_with("sha256:"));
        QCOMPARE(engineFingerprint().size(), 71U);
    }

    void aMillionCallsArePagedQuickly()
    {
        if (!qEnvironmentVariableIsSet("REMIT_LARGE"))
            QSKIP("set REMIT_LARGE to keep and page a million calls");
        const Folder folder;
        VerdictStore store = folder.open();
        constexpr std::int64_t kCalls = 1'000'000;
        QElapsedTimer clock;
        clock.start();
        auto writer = store.write();
        for (std::int64_t i = 0; i < kCalls; ++i) {
            const CallVerdict row = fullRow(i);
            QVERIFY(writer->add(std::span(&row, 1)).has_value());
        }
        qInfo("added in %lld ms", static_cast<long long>(clock.restart()));
        decision::ReplaySummary summary;
        summary.calls = kCalls;
        QVERIFY(writer->finish(keyNamed("r"), summary).has_value());
        qInfo("kept in %lld ms", static_cast<long long>(clock.restart()));
        const KeptReplay kept = **store.find(keyNamed("r"));
        for (const VerdictOrder order :
             {VerdictOrder::Replay, VerdictOrder::Time, VerdictOrder::Tool}) {
            VerdictQuery query;
            query.order = order;
            query.descending = true;
            const auto numbers = store.rowNumbers(kept, query);
            QCOMPARE(numbers->size(), static_cast<std::size_t>(kCalls));
            qInfo("order %d in %lld ms", static_cast<int>(order),
                  static_cast<long long>(clock.restart()));
            QCOMPARE(store.page(kept, std::span(*numbers).subspan(500'000, 100))->size(), 100U);
            qInfo("a page in %lld ms", static_cast<long long>(clock.restart()));
        }
        for (const VerdictGrouping by : {VerdictGrouping::Run, VerdictGrouping::Tool,
                                         VerdictGrouping::Policy, VerdictGrouping::Verdict}) {
            clock.restart();
            const auto groups = store.groups(kept, by, {});
            qInfo("%zu groups of kind %d in %lld ms", groups->size(), static_cast<int>(by),
                  static_cast<long long>(clock.restart()));
        }
        // Cancel answers at once, in the midst of counting and of sorting.
        for (const bool counting : {true, false}) {
            std::stop_source stop;
            std::jthread later([&stop, &clock] {
                std::this_thread::sleep_for(std::chrono::milliseconds(100));
                clock.restart();
                stop.request_stop();
            });
            VerdictQuery query;
            query.where = [](const CallVerdict&) { return true; };
            const bool cancelled =
                counting ? !store.groups(kept, VerdictGrouping::Policy, {}, {stop.get_token(), {}})
                         : !store.rowNumbers(kept, query, {stop.get_token(), {}});
            later.join();
            QVERIFY(cancelled);
            qInfo("cancelled after %lld ms", static_cast<long long>(clock.elapsed()));
            QVERIFY(clock.elapsed() < 200);
        }
        qInfo("%lld bytes", static_cast<long long>(std::filesystem::file_size(folder.file)));
    }
};

QTEST_APPLESS_MAIN(TestVerdictStore)
#include "tst_verdict_store.moc"
