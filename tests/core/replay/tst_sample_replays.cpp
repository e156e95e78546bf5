// SPDX-License-Identifier: Apache-2.0
#include "core/decision/explanation.h"
#include "core/replay/replay.h"
#include "core/trace/import.h"
#include "core/workspace/load.h"
#include "core/workspace/workspace.h"
#include "tests/support/golden.h"
#include "tests/support/test_paths.h"

#include <QtTest>

#include <fmt/format.h>

using namespace remit;

namespace {

/// A sample workspace with its own traces, ready to be replayed.
struct Sample {
    std::optional<decision::Decider> decider;
    std::optional<replay::MemorySource> source;
    std::string problems;
};

Sample opened(const std::string& name)
{
    Sample sample;
    const std::filesystem::path folder = test::sourceDir() / "samples" / name;
    const workspace::Loaded loaded =
        loadSetup(workspace::Workspace::open(folder).value().snapshot());
    for (const Diagnostic& diagnostic : loaded.diagnostics)
        sample.problems += diagnostic.file + ": " + diagnostic.message + "\n";
    auto read = trace::readTraces({folder / "traces"}).value();
    if (read.report.hasErrors())
        sample.problems += "its traces have errors\n";
    sample.decider.emplace(loaded.setup);
    sample.source.emplace(std::move(read.events));
    return sample;
}

std::filesystem::path goldenOf(const std::string& sample)
{
    return test::sourceDir() / "tests/golden/decision" / sample;
}

/// `run step verdict crossings… [grants of the chain]`
std::string line(const decision::CallVerdict& row)
{
    std::string text = fmt::format("{} {} {}", row.run, row.step, name(row.verdict));
    for (const decision::Crossing& crossing : row.crossings)
        text += fmt::format(" {}", name(crossing.kind));
    if (row.asKnownThen)
        text += fmt::format(", as known then {}", name(*row.asKnownThen));
    if (!row.undecidable.empty())
        text += " " + row.undecidable;
    for (const std::string& grant : row.chain)
        text += (&grant == &row.chain.front() ? " [" : " ") + grant;
    return text + (row.chain.empty() ? "\n" : "]\n");
}

} // namespace

/// The samples that a new user opens: what their READMEs say is what happens.
class TestSampleReplays : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        QFETCH(QString, sample);
        m_name = sample.toStdString();
        m_sample = opened(m_name);
        QCOMPARE(m_sample.problems.c_str(), "");
    }

    void verdictsAreThoseOfTheReadme_data()
    {
        QTest::addColumn<QString>("sample");
        QTest::addColumn<decision::ReplaySummary>("expected");
        const auto row = [](const char* sample, const decision::ReplaySummary& expected) {
            QTest::newRow(sample) << QString::fromLatin1(sample) << expected;
        };
        decision::ReplaySummary payments;
        payments.calls = 33;
        payments.allow = 20;
        payments.deny = 10;
        payments.approvalRequired = 2;
        payments.undecidable = 1;
        payments.authenticNotAuthorised = 5;
        row("payments-agent", payments);
        decision::ReplaySummary research;
        research.calls = 17;
        research.allow = 9;
        research.deny = 7;
        research.undecidable = 1;
        research.authenticNotAuthorised = 5;
        row("multi-agent-research", research);
    }
    void verdictsAreThoseOfTheReadme()
    {
        QFETCH(decision::ReplaySummary, expected);
        const auto replayed = replay::replay(*m_sample.decider, *m_sample.source).value();
        std::string text;
        for (const decision::CallVerdict& row : replayed.rows)
            text += line(row);
        QCOMPARE(test::compareWithGolden(goldenOf(m_name) / "verdicts.txt", text).c_str(), "");
        QCOMPARE(replayed.summary.calls, expected.calls);
        QCOMPARE(replayed.summary.allow, expected.allow);
        QCOMPARE(replayed.summary.deny, expected.deny);
        QCOMPARE(replayed.summary.approvalRequired, expected.approvalRequired);
        QCOMPARE(replayed.summary.undecidable, expected.undecidable);
        QCOMPARE(replayed.summary.authenticNotAuthorised, expected.authenticNotAuthorised);
    }

    void explanations_data()
    {
        QTest::addColumn<QString>("sample");
        QTest::addColumn<int>("step");
        QString sample;
        const auto row = [&sample](const char* run, int step) {
            QTest::newRow(run) << sample << step;
        };
        sample = QStringLiteral("payments-agent");
        row("weekly-run", 3);
        row("changed-account", 2);
        row("over-the-limit", 2);
        row("invented-tools", 2);
        row("arguments-not-recorded", 2);
        row("large-payments", 3);
        row("nightly-sync", 2);
        row("checked-out", 2);
        sample = QStringLiteral("multi-agent-research");
        row("alice-chart", 1);
        row("dave-research", 1);
        row("nobody-named", 0);
        row("late-code", 0);
        row("afternoon-plans", 2);
    }
    void explanations()
    {
        QFETCH(int, step);
        const std::string run = QTest::currentDataTag();
        const decision::Decider& decider = *m_sample.decider;
        const auto located = replay::locate(decider, *m_sample.source, run, step).value();
        cedar::Scratch scratch;
        const auto explanation = decision::explain(decider, located.call, located.session,
                                                   located.authority, *located.events, scratch);
        const auto differs = test::compareWithGolden(goldenOf(m_name) / (run + ".txt"),
                                                     decision::rendered(explanation));
        QCOMPARE(differs.c_str(), "");
        const JsonDocument json = parseJson(toJson(explanation, decider.setup()));
        QVERIFY(json.root.has_value());
        QVERIFY(json.diagnostics.empty());
    }

    /// Sessions are decided in parallel, on one timeline.
    void theNumberOfThreadsDoesNotMatter_data()
    {
        QTest::addColumn<QString>("sample");
        for (const char* sample : {"payments-agent", "multi-agent-research"})
            QTest::newRow(sample) << QString::fromLatin1(sample);
    }
    void theNumberOfThreadsDoesNotMatter()
    {
        const auto with = [this](unsigned threads) {
            replay::Options options;
            options.threads = threads;
            return replay::replay(*m_sample.decider, *m_sample.source, options).value().rows;
        };
        QVERIFY(with(1) == with(8));
    }

private:
    std::string m_name;
    Sample m_sample;
};

QTEST_APPLESS_MAIN(TestSampleReplays)
#include "tst_sample_replays.moc"
