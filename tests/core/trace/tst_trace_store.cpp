// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_io.h"
#include "core/trace/jsonl_writer.h"
#include "core/trace/store/migrations.h"
#include "core/trace/trace_store.h"
#include "tests/core/trace/imported.h"
#include "tests/support/test_paths.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <random>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace remit;
using namespace remit::trace;

namespace {

/// JSON with ' for ".
std::string q(std::string text)
{
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

std::string line(const std::string& run, int seq, const std::string& rest)
{
    return q("{'v':1,'run':'") + run + q("','seq':") + std::to_string(seq) + "," + rest + "}\n";
}

std::string call(const std::string& run, int seq, const std::string& more = {})
{
    return line(run, seq,
                q("'type':'call','callId':'c") + std::to_string(seq) +
                    q("','tool':'pay','args':{'n':1.50}") + more);
}

/// Everything that the store says, as text.
std::string contentOf(const TraceStore& store)
{
    std::string out;
    const auto runs = store.runs();
    const auto files = store.files();
    for (const SourceFile& file : *files)
        out += file.file + ' ' + file.sha256 + ' ' + file.format + '\n';
    for (const RunSummary& run : *runs) {
        out += run.run + ' ' + std::to_string(run.calls) + ' ' + std::to_string(run.events) + '\n';
        auto cursor = store.events({run.run});
        for (;;) {
            const auto event = cursor->next();
            if (!event || !*event)
                break;
            out += toJsonLine(**event) + '\n';
        }
    }
    return out;
}

std::vector<Event> all(Result<EventCursor> cursor)
{
    std::vector<Event> events;
    while (cursor) {
        auto event = cursor->next();
        if (!event || !*event)
            break;
        events.push_back(std::move(**event));
    }
    return events;
}

} // namespace

class TestTraceStore : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_count = 0;

    fs::path fresh() { return fs::path(m_folder.path().toStdString()) / std::to_string(++m_count); }

private slots:
    void everyKindOfEventComesBackAsItWent()
    {
        const std::string text =
            line("r", 0, q("'type':'run','agent':'a','onBehalfOf':null,'task':'t@1'")) +
            line("r", 1, q("'session':'s','type':'message','role':'user','text':'pay'")) +
            line("r", 2,
                 q("'type':'call','callId':'c','tool':'pay','args':{'n':1.50},'credential':null")) +
            line("r", 3, q("'type':'call','callId':'d','tool':'pay'")) +
            line("r", 4, q("'type':'result','callId':'c','ok':false,'content':'no'")) +
            line("r", 5, q("'type':'delegate','from':'a','to':'b','grant':'g'")) +
            line("r", 6, q("'type':'approve','approver':'u','role':'lead','count':2")) +
            line("r", 7, q("'type':'lifecycle','object':'grant','id':'g','event':'revoke'")) +
            line("r", 8, q("'type':'handshake','with':[1,null]"));
        auto store = TraceStore::open(fresh() / "traces.sqlite");
        QVERIFY(store);
        const auto report = store->importText(text, "t.jsonl");
        QVERIFY(report);
        QVERIFY(report->problems.empty());
        const auto direct = test::imported(text);
        const auto stored = all(store->events({"r"}));
        QCOMPARE(stored.size(), direct.events.size());
        for (std::size_t i = 0; i < stored.size(); ++i) {
            Event expected = direct.events[i];
            expected.session = "s"; // the store knows the session of the run as a whole
            QCOMPARE(toJsonLine(stored[i]), toJsonLine(expected));
        }
        QCOMPARE(all(store->calls({"r"})).size(), 2U);
    }

    void listsRuns()
    {
        auto store = TraceStore::open(fresh() / "traces.sqlite");
        QVERIFY(store);
        QVERIFY(store->importText(
            line("b", 0, q("'time':'2026-03-01T09:00:00Z','type':'run','agent':'x','task':'t@2'")) +
                call("b", 1, q(",'time':'2026-03-01T10:00:00Z'")) + call("a", 1),
            "one.jsonl"));
        const auto runs = store->runs();
        QVERIFY(runs);
        QCOMPARE(runs->size(), 2U);
        QCOMPARE((*runs)[0].run, std::string("a"));
        QCOMPARE((*runs)[0].agent, std::string());
        const RunSummary& run = (*runs)[1];
        QCOMPARE(run.agent, std::string("x"));
        QCOMPARE(run.task, std::string("t@2"));
        QCOMPARE(run.calls, 1U);
        QCOMPARE(run.events, 2U);
        QCOMPARE(rfc3339(*run.first), std::string("2026-03-01T09:00:00Z"));
        QCOMPARE(rfc3339(*run.last), std::string("2026-03-01T10:00:00Z"));
        QCOMPARE(run.file, std::string("one.jsonl"));
        QCOMPARE(run.format, std::string("remit-jsonl"));
        QCOMPARE(**store->run("b"), run);
        QVERIFY(!*store->run("c"));
    }

    void aSessionComesInItsOrder()
    {
        auto store = TraceStore::open(fresh() / "traces.sqlite");
        QVERIFY(store);
        const auto at = [](int minute) {
            return q(",'time':'2026-03-01T09:0") + std::to_string(minute) + q(":00Z'");
        };
        const auto start = [&](const std::string& run) {
            return line(run, 0, q("'type':'run'") + at(0));
        };
        QVERIFY(store->importText(start("a") + start("b") + call("a", 1, at(3)) +
                                      call("b", 1, at(1)) + call("a", 2, at(2)) +
                                      call("b", 2, at(3)),
                                  "timed.jsonl"));
        std::string order;
        for (const Event& event : all(store->calls({"a", "b"})))
            order += event.run + std::to_string(event.sequence) + ' ';
        QCOMPARE(order, std::string("b1 a2 a1 b2 "));

        QVERIFY(
            store->importText(call("c", 2) + call("d", 1, at(1)) + call("c", 1), "untimed.jsonl"));
        order.clear();
        for (const Event& event : all(store->calls({"c", "d"})))
            order += event.run + std::to_string(event.sequence) + ' ';
        QCOMPARE(order, std::string("c1 d1 c2 "));
    }

    void theSameContentIsReadOnce()
    {
        auto store = TraceStore::open(fresh() / "traces.sqlite");
        QVERIFY(store);
        QVERIFY(store->importText(call("r", 1), "t.jsonl"));
        const auto again = store->importText(call("r", 1), "copy.jsonl");
        QVERIFY(again);
        QCOMPARE(again->files.front().outcome, FileOutcome::AlreadyThere);
        QCOMPARE(store->runs()->size(), 1U);
    }

    /// With other rules the same content becomes other events.
    void otherRulesReadTheSameContentAnew()
    {
        auto store = TraceStore::open(fresh() / "traces.sqlite");
        QVERIFY(store);
        QVERIFY(store->importText(call("r", 1), "t.jsonl"));
        ImportOptions options;
        ImportRule rule;
        rule.field = "agent";
        rule.value = "planner";
        options.rules = {rule};
        const auto again = store->importText(call("r", 1), "t.jsonl", options);
        QVERIFY(again);
        QCOMPARE(again->files.front().outcome, FileOutcome::Imported);
        const auto runs = store->runs();
        QCOMPARE(runs->size(), 1U);
        QCOMPARE(runs->front().agent, std::string("planner"));
    }

    void aChangedFileReplacesItsEarlierSelf()
    {
        auto store = TraceStore::open(fresh() / "traces.sqlite");
        QVERIFY(store);
        QVERIFY(store->importText(call("r", 1), "t.jsonl"));
        QVERIFY(store->importText(call("r", 1) + call("r", 2), "t.jsonl"));
        const auto runs = store->runs();
        QCOMPARE(runs->size(), 1U);
        QCOMPARE(runs->front().calls, 2U);
        QVERIFY(store->importText(call("r", 3), "other.jsonl"));
        QVERIFY(*store->run("r#2"));
        QVERIFY(store->removeFile("t.jsonl"));
        QCOMPARE(store->runs()->size(), 1U);
    }

    void aFileWithoutEventsLeavesNothing()
    {
        auto store = TraceStore::open(fresh() / "traces.sqlite");
        QVERIFY(store);
        ImportOptions options;
        options.format = "remit-jsonl";
        const auto report = store->importText("{}\n{}\n", "t.jsonl", options);
        QVERIFY(report);
        QCOMPARE(report->files.front().outcome, FileOutcome::Failed);
        QVERIFY(store->files()->empty());
    }

    void aStoppedImportLeavesWholeFilesOnly()
    {
        const fs::path folder = fresh();
        for (int i = 0; i < 10; ++i)
            test::writeAll(folder / ("t" + std::to_string(i) + ".jsonl"),
                           call("r" + std::to_string(i), 1));
        auto store = TraceStore::open(fresh() / "traces.sqlite");
        std::stop_source stop;
        JobControl control{stop.get_token(), [&](Progress progress) {
                               if (progress.done * 2 >= progress.total)
                                   stop.request_stop();
                           }};
        const auto report = store->import({folder}, {}, control);
        QVERIFY(!report);
        QCOMPARE(report.error().code, ErrorCode::Cancelled);
        QCOMPARE(store->runs()->size(), 5U);
        QVERIFY(store->import({folder}));
        QCOMPARE(store->runs()->size(), 10U);
    }

    void aKilledImportIsContinuedToTheSameStore()
    {
        const fs::path folder = fresh();
        std::string text;
        for (int file = 0; file < 12; ++file) {
            text.clear();
            for (int i = 0; i < 120; ++i)
                text += call("r" + std::to_string(file) + "-" + std::to_string(i % 7), i);
            test::writeAll(folder / ("t" + std::to_string(file) + ".jsonl"), text);
        }
        auto whole = TraceStore::open(fresh() / "traces.sqlite");
        QElapsedTimer timer;
        timer.start();
        QVERIFY(whole->import({folder}));
        const auto span = std::max<qint64>(timer.nsecsElapsed() / 1000, 1000);
        const std::string expected = contentOf(*whole);

        std::mt19937 random(7); // NOLINT: the same moments each time
        int cut = 0;
        for (int round = 0; round < 50; ++round) {
            const fs::path file = fresh() / "traces.sqlite";
            const pid_t child = ::fork();
            if (child == 0) {
                auto store = TraceStore::open(file);
                if (store)
                    (void)store->import({folder});
                ::_exit(0);
            }
            std::this_thread::sleep_for(std::chrono::microseconds(
                std::uniform_int_distribution<long long>(0, span)(random)));
            ::kill(child, SIGKILL);
            int status = 0;
            ::waitpid(child, &status, 0);
            cut += WIFSIGNALED(status) ? 1 : 0;
            auto store = TraceStore::open(file);
            QVERIFY(store);
            QCOMPARE(*store->database().number("SELECT count(*) FROM pragma_integrity_check "
                                               "WHERE integrity_check='ok'"),
                     std::int64_t(1));
            QVERIFY(store->import({folder}));
            QVERIFY(contentOf(*store) == expected);
        }
        QVERIFY(cut > 10);
    }

    void damagedFilesAreRefusedAndLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("no database") << QByteArray("this is a text file, long enough to be one\n");
        QTest::newRow("half a header")
            << QByteArray("SQLite format 3\0\x10", 17).leftJustified(4096, 'x');
    }

    void damagedFilesAreRefusedAndLeftAlone()
    {
        QFETCH(QByteArray, content);
        const fs::path file = fresh() / "traces.sqlite";
        test::writeAll(file, content.toStdString());
        const auto store = TraceStore::open(file);
        QVERIFY(!store);
        QCOMPARE(store.error().code, ErrorCode::Malformed);
        QVERIFY(!store.error().hint.empty());
        QCOMPARE(test::readAll(file), content.toStdString());
    }

    void aStoreOfANewerVersionIsRefused()
    {
        const fs::path file = fresh() / "traces.sqlite";
        {
            auto store = TraceStore::open(file);
            QVERIFY(store->database().execute("UPDATE schema_versions SET version=99"));
        }
        const auto store = TraceStore::open(file);
        QVERIFY(!store);
        QCOMPARE(store.error().code, ErrorCode::Invalid);
        QVERIFY(store.error().message.find("newer version") != std::string::npos);
    }

    void anotherProgramsDatabaseIsRefused()
    {
        const fs::path file = fresh() / "other.sqlite";
        {
            auto other = Database::open(file);
            QVERIFY(other->execute("CREATE TABLE recipes(name TEXT)"));
        }
        const auto store = TraceStore::open(file);
        QVERIFY(!store);
        QCOMPARE(store.error().code, ErrorCode::Invalid);
    }

    void aFolderThatCannotBeWrittenIsSaid()
    {
        const fs::path file = fresh();
        test::writeAll(file, "a file where a folder should be");
        const auto store = TraceStore::open(file / "traces.sqlite");
        QVERIFY(!store);
        QCOMPARE(store.error().code, ErrorCode::Unwritable);
    }

    void readingNeedsNoWriting()
    {
        const fs::path file = fresh() / "traces.sqlite";
        QCOMPARE(TraceStore::open(file, Database::Mode::ReadOnly).error().code,
                 ErrorCode::NotFound);
        {
            auto store = TraceStore::open(file);
            QVERIFY(store->importText(call("r", 1), "t.jsonl"));
        }
        auto reader = TraceStore::open(file, Database::Mode::ReadOnly);
        QVERIFY(reader);
        QCOMPARE(reader->runs()->size(), 1U);
        QVERIFY(!reader->importText(call("x", 1), "x.jsonl"));
    }

    void othersKeepTheirTablesBeside()
    {
        const fs::path file = fresh() / "traces.sqlite";
        auto store = TraceStore::open(file);
        static constexpr std::array<std::string_view, 1> kFirst{
            "CREATE TABLE verdicts(step INTEGER)"};
        static constexpr std::array<std::string_view, 2> kSecond{
            "CREATE TABLE verdicts(step INTEGER)", "ALTER TABLE verdicts ADD COLUMN verdict TEXT"};
        QVERIFY(migrate(store->database(), "replay", kFirst));
        QVERIFY(migrate(store->database(), "replay", kFirst));
        QVERIFY(migrate(store->database(), "replay", kSecond));
        QVERIFY(store->database().execute("INSERT INTO verdicts VALUES(1,'allow')"));
        QVERIFY(!migrate(store->database(), "replay", kFirst));
        QVERIFY(TraceStore::open(file));
    }

    void aTransactionThatIsNotCommittedDidNothing()
    {
        auto database = Database::open(fresh() / "x.sqlite");
        QVERIFY(database->execute("CREATE TABLE t(n INTEGER)"));
        {
            auto transaction = Transaction::begin(*database);
            QVERIFY(transaction);
            QVERIFY(database->execute("INSERT INTO t VALUES(1)"));
        }
        QCOMPARE(*database->number("SELECT count(*) FROM t"), std::int64_t(0));
    }

    void theWholeRecordingIsKept()
    {
        REMIT_NEEDS_SHARED(folder, "traces/agentdojo");
        auto store = TraceStore::open(fresh() / "traces.sqlite");
        QElapsedTimer timer;
        timer.start();
        QVERIFY(store->import({folder}));
        qInfo("970 runs stored in %lld ms", static_cast<long long>(timer.elapsed()));
        std::uint64_t calls = 0;
        const auto runs = store->runs();
        for (const RunSummary& run : *runs)
            calls += run.calls;
        QCOMPARE(store->runs()->size(), 970U);
        QCOMPARE(calls, 3612U);
        timer.restart();
        const auto again = store->import({folder});
        QVERIFY(again);
        QCOMPARE(again->filesWith(FileOutcome::AlreadyThere), 970U);
        qInfo("found again in %lld ms", static_cast<long long>(timer.elapsed()));
    }
};

QTEST_APPLESS_MAIN(TestTraceStore)
#include "tst_trace_store.moc"
