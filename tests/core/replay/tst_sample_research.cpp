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

/// The sample of sub-delegation: what its README says is what happens.
class TestSampleResearch : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        auto workspace = workspace::Workspace::open(m_folder);
        QVERIFY(workspace.has_value());
        const workspace::Loaded loaded = loadSetup(workspace->snapshot());
        for (const Diagnostic& diagnostic : loaded.diagnostics)
            qWarning("%s: %s", diagnostic.file.c_str(), diagnostic.message.c_str());
        QVERIFY(loaded.diagnostics.empty());
        m_decider.emplace(loaded.setup);
        auto read = trace::readTraces({m_folder / "traces"});
        QVERIFY(read && !read->report.hasErrors());
        m_source.emplace(std::move(read->events));
    }

    void verdictsAreThoseOfTheReadme()
    {
        const auto replayed = replay::replay(*m_decider, *m_source).value();
        std::string text;
        for (const decision::CallVerdict& row : replayed.rows) {
            text += fmt::format("{} {} {}", row.run, row.step, name(row.verdict));
            for (const decision::Crossing& crossing : row.crossings)
                text += fmt::format(" {}", name(crossing.kind));
            if (row.asKnownThen)
                text += fmt::format(", as known then {}", name(*row.asKnownThen));
            text += row.undecidable.empty() ? "" : " " + row.undecidable;
            for (const std::string& grant : row.chain)
                text += (&grant == &row.chain.front() ? " [" : " ") + grant;
            text += row.chain.empty() ? "\n" : "]\n";
        }
        QCOMPARE(test::compareWithGolden(m_golden / "verdicts.txt", text).c_str(), "");
        QCOMPARE(replayed.summary.calls, std::int64_t(17));
        QCOMPARE(replayed.summary.allow, std::int64_t(9));
        QCOMPARE(replayed.summary.deny, std::int64_t(7));
        QCOMPARE(replayed.summary.undecidable, std::int64_t(1));
        QCOMPARE(*replayed.summary.authenticNotAuthorised, std::int64_t(5));
    }

    void explanations_data()
    {
        QTest::addColumn<int>("step");
        QTest::newRow("alice-chart") << 1;
        QTest::newRow("dave-research") << 1;
        QTest::newRow("nobody-named") << 0;
        QTest::newRow("late-code") << 0;
        QTest::newRow("afternoon-plans") << 2;
    }
    void explanations()
    {
        QFETCH(int, step);
        const std::string run = QTest::currentDataTag();
        const auto located = replay::locate(*m_decider, *m_source, run, step).value();
        cedar::Scratch scratch;
        const auto explanation = decision::explain(*m_decider, located.call, located.session,
                                                   located.authority, *located.events, scratch);
        QCOMPARE(test::compareWithGolden(m_golden / (run + ".txt"), decision::rendered(explanation))
                     .c_str(),
                 "");
        const std::string json = toJson(explanation, m_decider->setup());
        QVERIFY(parseJson(json).root.has_value());
        QVERIFY(parseJson(json).diagnostics.empty());
    }

    /// Sessions are decided in parallel, on one timeline.
    void theNumberOfThreadsDoesNotMatter()
    {
        replay::Options one;
        one.threads = 1;
        replay::Options many;
        many.threads = 8;
        const auto alone = replay::replay(*m_decider, *m_source, one).value();
        const auto together = replay::replay(*m_decider, *m_source, many).value();
        QVERIFY(alone.rows == together.rows);
    }

private:
    std::filesystem::path m_folder = test::sourceDir() / "samples/multi-agent-research";
    std::filesystem::path m_golden =
        test::sourceDir() / "tests/golden/decision/multi-agent-research";
    std::optional<decision::Decider> m_decider;
    std::optional<replay::MemorySource> m_source;
};

QTEST_APPLESS_MAIN(TestSampleResearch)
#include "tst_sample_research.moc"
