// SPDX-License-Identifier: Apache-2.0
#include "core/replay/workspace_traces.h"
#include "core/trace/jsonl_writer.h"
#include "core/trace/trace_store.h"
#include "tests/core/decision/made_setup.h"
#include "tests/support/test_paths.h"

#include <QTemporaryDir>
#include <QTest>

using namespace remit;
using namespace remit::replay;
namespace fs = std::filesystem;

namespace {

std::string traceOf(test::MadeRun run)
{
    std::string text;
    for (const trace::Event& event : run.events())
        text += trace::toJsonLine(event) + '\n';
    return text;
}

/// A workspace's private store and its trace files.
struct Traces {
    QTemporaryDir dir;
    fs::path store{dir.filePath("private/traces.sqlite").toStdString()};
    std::vector<fs::path> files;

    void file(const std::string& name, const test::MadeRun& run)
    {
        files.push_back(fs::path(dir.path().toStdString()) / name);
        test::writeAll(files.back(), traceOf(run));
    }
    void import(const std::string& name, const test::MadeRun& run) const
    {
        auto opened = trace::TraceStore::open(store);
        QVERIFY(opened->importText(traceOf(run), name).has_value());
    }
    [[nodiscard]] std::shared_ptr<const WorkspaceTraces>
    read(std::shared_ptr<const WorkspaceTraces> known = {}) const
    {
        return *readWorkspaceTraces(store, files, std::move(known));
    }
};

QString runsOf(const WorkspaceTraces& traces)
{
    QStringList sessions;
    for (const Session& session : traces.source->sessions()) {
        QStringList runs;
        for (const std::string& run : session.runs)
            runs << QString::fromStdString(run);
        sessions << runs.join(QLatin1Char('+'));
    }
    return sessions.join(QLatin1Char(' '));
}

} // namespace

class TestWorkspaceTraces : public QObject {
    Q_OBJECT

private slots:
    void importedAndFilesAreOneList()
    {
        Traces traces;
        traces.import("elsewhere/b.trace.jsonl", test::MadeRun("b").call("read"));
        traces.file("a.trace.jsonl", test::MadeRun("a").call("read"));
        traces.file("c.trace.jsonl", test::MadeRun("c").call("read"));
        const auto read = traces.read();
        QCOMPARE(runsOf(*read), QStringLiteral("a b c"));
        QVERIFY(read->origins.at("b").imported);
        QCOMPARE(read->origins.at("b").file, std::string("elsewhere/b.trace.jsonl"));
        QVERIFY(!read->origins.at("a").imported);
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE((*read->source->events(i))->size(), 2U);
    }

    void aFileThatWasImportedCountsOnce()
    {
        Traces traces;
        traces.file("a.trace.jsonl", test::MadeRun("a").call("read"));
        auto store = trace::TraceStore::open(traces.store);
        QVERIFY(store->import(traces.files).has_value());
        const auto read = traces.read();
        QCOMPARE(runsOf(*read), QStringLiteral("a"));
        QVERIFY(read->origins.at("a").imported);
        QVERIFY(read->files.empty());
    }

    void anIdThatIsTakenGetsAnother()
    {
        Traces traces;
        traces.import("b.trace.jsonl", test::MadeRun("a").call("read"));
        traces.file("a.trace.jsonl", test::MadeRun("a").call("pay"));
        QCOMPARE(runsOf(*traces.read()), QStringLiteral("a a#2"));
    }

    void aSessionMayHaveRunsOfBoth()
    {
        Traces traces;
        traces.import("b.trace.jsonl", test::MadeRun("b").session("s").at(2000).call("read"));
        traces.file("a.trace.jsonl", test::MadeRun("a").session("s").at(1000).call("pay"));
        const auto read = traces.read();
        QCOMPARE(runsOf(*read), QStringLiteral("a+b"));
        const Events events = *read->source->events(0);
        QCOMPARE(events->size(), 4U);
        QVERIFY(std::is_sorted(events->begin(), events->end(), [](const auto& x, const auto& y) {
            return x.time.value_or(Instant{0}) < y.time.value_or(Instant{0});
        }));
    }

    void isReadAgainOnlyWhenSomethingChanged()
    {
        Traces traces;
        traces.file("a.trace.jsonl", test::MadeRun("a").call("read"));
        const auto first = traces.read();
        QCOMPARE(traces.read(first), first);
        traces.import("b.trace.jsonl", test::MadeRun("b").call("read"));
        const auto second = traces.read(first);
        QVERIFY(second != first);
        QCOMPARE(second->files, first->files);
        traces.file("c.trace.jsonl", test::MadeRun("c").call("read"));
        QVERIFY(traces.read(second)->files != second->files);
    }

    void withoutAnyTraceThereIsNoSession()
    {
        const Traces traces;
        const auto read = traces.read();
        QVERIFY(read->source->sessions().empty());
        QVERIFY(!fs::exists(traces.store));
    }
};

QTEST_APPLESS_MAIN(TestWorkspaceTraces)
#include "tst_workspace_traces.moc"
