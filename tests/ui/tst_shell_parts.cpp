// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/jobs_model.h"
#include "ui/models/palette_model.h"
#include "ui/models/problems_model.h"
#include "ui/models/workspace_tree_model.h"
#include "ui/shell/fuzzy.h"
#include "ui/shell/icons.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/places/visit_list.h"
#include "ui/shell/theme.h"
#include "ui/shell/verdict_sign.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTest>

#include <atomic>
#include <stdexcept>

using namespace remit;

namespace {

ui::Problem problemAt(const char* file, std::uint32_t begin, Severity severity = Severity::Error)
{
    ui::Problem problem;
    problem.diagnostic.file = file;
    problem.diagnostic.span = {begin, begin + 1};
    problem.diagnostic.message = "wrong";
    problem.diagnostic.severity = severity;
    problem.place = {begin + 1, 1};
    return problem;
}

constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::QtTest;

} // namespace

/// Parts of the frame: colours, signs, jobs, models.
class TestShellParts : public QObject {
    Q_OBJECT

private slots:
    void textCanBeRead_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    /// WCAG AA: 4.5 : 1 for every pair of text and surface.
    void textCanBeRead()
    {
        QFETCH(bool, dark);
        const ui::Colors& c = dark ? ui::darkColors() : ui::lightColors();
        const QColor texts[] = {c.text,     c.muted,      c.accent,   c.allow,   c.deny,
                                c.approval, c.undecided,  c.identity, c.keyword, c.string,
                                c.number,   c.annotation, c.type};
        for (const QColor& text : texts) {
            for (const QColor& surface : {c.surface, c.raised, c.currentLine})
                QVERIFY2(ui::contrast(text, surface) >= 4.5, qPrintable(text.name()));
        }
        QVERIFY(ui::contrast(c.onAccent, c.accent) >= 4.5);
        QVERIFY(ui::contrast(c.text, c.selection) >= 4.5);
    }

    void everyIconIsADrawingInTheTextColor()
    {
        const QDir folder(QStringLiteral(":/icons"));
        const QStringList files = folder.entryList({QStringLiteral("*.svg")});
        QVERIFY(files.size() > 40);
        for (const QString& name : files) {
            QVERIFY2(QSvgRenderer(folder.filePath(name)).isValid(), qPrintable(name));
            if (name == QLatin1String("remit-studio.svg"))
                continue;
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray svg = file.readAll();
            QVERIFY2(svg.contains("stroke=\"currentColor\" stroke-width=\"1.75\""),
                     qPrintable(name));
        }
    }

    void everySignHasItsOwnPictureAndWord()
    {
        const ui::Theme theme;
        QSet<QString> words;
        QList<QImage> pictures;
        for (int i = 0; i <= static_cast<int>(ui::Sign::Identity); ++i) {
            const auto sign = static_cast<ui::Sign>(i);
            words.insert(ui::wordOf(sign));
            QVERIFY(!ui::meaningOf(sign).isEmpty());
            // By shape alone: the same for someone who sees no colours.
            QImage grey = ui::signIcon(sign, theme)
                              .pixmap(24, 24)
                              .toImage()
                              .convertToFormat(QImage::Format_Alpha8);
            QVERIFY(!pictures.contains(grey));
            pictures.append(grey);
        }
        QCOMPARE(words.size(), 6);
    }

    void fuzzyFindsInOrder_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse");
        QTest::newRow("beginnings of words") << QStringLiteral("sa") << QStringLiteral("Save all")
                                             << QStringLiteral("Reset layout a");
        QTest::newRow("runs") << QStringLiteral("pay") << QStringLiteral("paying.cedar")
                              << QStringLiteral("problems-any.y");
        QTest::newRow("shorter") << QStringLiteral("save") << QStringLiteral("Save")
                                 << QStringLiteral("Save all the files of this workspace");
    }

    void fuzzyFindsInOrder()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        QVERIFY(ui::fuzzyScore(pattern, better).has_value());
        QVERIFY(ui::fuzzyScore(pattern, better).value() >
                ui::fuzzyScore(pattern, worse).value_or(-1));
        QVERIFY(!ui::fuzzyScore(QStringLiteral("xq"), better).has_value());
        QVERIFY(ui::fuzzyScore({}, better).has_value());
    }

    void aJobDeliversItsResult()
    {
        ui::JobRunner jobs;
        int got = 0;
        jobs.run<int>(
            {.title = QStringLiteral("Sum"), .key = {}},
            [](const JobControl& control) -> Result<int> {
                control.tell(1, 2);
                return 42;
            },
            this, [&got](const Result<int>& result) { got = result.value_or(-1); });
        QTRY_COMPARE(got, 42);
        QCOMPARE(jobs.jobs().front().state, ui::JobState::Finished);
    }

    void aNewerJobOfTheKeySupersedes()
    {
        ui::JobRunner jobs;
        std::atomic<bool> firstStopped = false;
        QList<int> got;
        const auto take = [&got](const Result<int>& result) { got.append(result.value_or(-1)); };
        jobs.run<int>(
            {.title = QStringLiteral("One"), .key = QStringLiteral("k")},
            [&firstStopped](const JobControl& control) -> Result<int> {
                while (!control.cancelled())
                    QThread::msleep(1);
                firstStopped = true;
                return 1;
            },
            this, take);
        jobs.run<int>(
            {.title = QStringLiteral("Two"), .key = QStringLiteral("k")},
            [](const JobControl&) -> Result<int> { return 2; }, this, take);
        QTRY_VERIFY(firstStopped);
        QTRY_COMPARE(jobs.runningCount(), 0);
        QCOMPARE(got, QList<int>{2});
    }

    void cancelStaysCancelled()
    {
        ui::JobRunner jobs;
        ErrorCode code = ErrorCode::Internal;
        const quint64 id = jobs.run<int>(
            {.title = QStringLiteral("Long"), .key = {}},
            [](const JobControl& control) -> Result<int> {
                while (!control.cancelled())
                    QThread::msleep(1);
                return 1; // finished all the same: it was cancelled nevertheless
            },
            this,
            [&code](const Result<int>& result) {
                if (!result.has_value())
                    code = result.error().code;
            });
        jobs.cancel(id);
        QTRY_COMPARE(code, ErrorCode::Cancelled);
        QCOMPARE(jobs.find(id)->state, ui::JobState::Cancelled);
    }

    void anExceptionIsAFailure()
    {
        ui::JobRunner jobs;
        std::string message;
        jobs.run<int>(
            {.title = QStringLiteral("Bad"), .key = {}},
            [](const JobControl&) -> Result<int> { throw std::runtime_error("broken"); }, this,
            [&message](const Result<int>& result) { message = result.error().message; });
        QTRY_VERIFY(message.find("broken") != std::string::npos);
    }

    void nothingIsDeliveredToWhatIsGone()
    {
        ui::JobRunner jobs;
        bool delivered = false;
        auto receiver = std::make_unique<QObject>();
        const quint64 id = jobs.run<int>(
            {.title = QStringLiteral("Late"), .key = {}},
            [](const JobControl&) -> Result<int> {
                QThread::msleep(30);
                return 1;
            },
            receiver.get(), [&delivered](const Result<int>&) { delivered = true; });
        receiver.reset();
        QTRY_COMPARE(jobs.find(id)->state, ui::JobState::Finished);
        QVERIFY(!delivered);
    }

    void destructionWaitsForItsJobs()
    {
        std::atomic<bool> ended = false;
        {
            ui::JobRunner jobs;
            jobs.run<int>(
                {.title = QStringLiteral("Running"), .key = {}},
                [&ended](const JobControl& control) -> Result<int> {
                    while (!control.cancelled())
                        QThread::msleep(1);
                    ended = true;
                    return 0;
                },
                this, [](const Result<int>&) {});
        }
        QVERIFY(ended);
    }

    void jobsAreListed()
    {
        ui::JobRunner jobs;
        ui::JobsModel model(jobs);
        const QAbstractItemModelTester tester(&model, kFatal);
        const auto nothing = [](const JobControl&) -> Result<int> { return 0; };
        for (int i = 0; i < 60; ++i)
            jobs.run<int>({.title = QString::number(i), .key = {}}, nothing, this,
                          [](const Result<int>&) {});
        jobs.run<int>({.title = QStringLiteral("upkeep"), .key = {}, .listed = false}, nothing,
                      this, [](const Result<int>&) {});
        QTRY_COMPARE(model.rowCount(), static_cast<int>(ui::JobRunner::kFinishedKept));
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("59"));
        jobs.clearFinished();
        QCOMPARE(model.rowCount(), 0);
    }

    void problemsAreSteppedRound()
    {
        const ui::Theme theme;
        ui::ProblemsModel model(theme);
        const QAbstractItemModelTester tester(&model, kFatal);
        QCOMPARE(model.nextRow("a", 0, true), -1);
        model.setProblems({problemAt("a", 3), problemAt("a", 9), problemAt("b", 1)});
        QCOMPARE(model.nextRow("a", 0, true), 0);
        QCOMPARE(model.nextRow("a", 3, true), 1);
        QCOMPARE(model.nextRow("a", 9, true), 2);
        QCOMPARE(model.nextRow("b", 1, true), 0);
        QCOMPARE(model.nextRow("a", 3, false), 2);
        QCOMPARE(model.nextRow("b", 1, false), 1);
        QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("error: wrong"));
        // Errors stand first; F8 goes by place all the same.
        auto warning = problemAt("a", 3);
        warning.diagnostic.severity = Severity::Warning;
        model.setProblems({warning, problemAt("a", 9), problemAt("b", 1)});
        QCOMPARE(model.problem(0)->diagnostic.span.begin, 9U);
        QCOMPARE(model.problem(2)->diagnostic.severity, Severity::Warning);
        QCOMPARE(model.nextRow("a", 0, true), 2);
        QCOMPARE(model.nextRow("a", 3, true), 0);
        QCOMPARE(model.nextRow("b", 1, true), 2);
        QCOMPARE(model.nextRow("a", 3, false), 1);
    }

    void filesStandUnderTheirKinds()
    {
        using workspace::FileKind;
        ui::WorkspaceTreeModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        model.setFiles({{"policies/a.cedar", FileKind::Policies},
                        {"policies/sub/b.cedar", FileKind::Policies},
                        {"remit.json", FileKind::Settings}});
        QCOMPARE(model.rowCount(), 3); // policies, traces (none yet), settings
        const QModelIndex file = model.indexOf(QStringLiteral("policies/sub/b.cedar"));
        QCOMPARE(file.data().toString(), QStringLiteral("sub/b.cedar"));
        model.setDirty(QStringLiteral("policies/sub/b.cedar"), true);
        model.setErrors({{QStringLiteral("policies/sub/b.cedar"), 2}});
        QVERIFY(file.data().toString().contains(QStringLiteral("(2)")));
        QVERIFY(file.data().toString().startsWith(QStringLiteral("●")));
        model.setErrors({});
        QVERIFY(!file.data().toString().contains(QStringLiteral("(2)")));
        model.setFiles({});
        QCOMPARE(model.rowCount(), 2);
    }

    void thePaletteSortsByFit()
    {
        ui::PaletteModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        model.setEntries({{.title = QStringLiteral("Reset layout"), .run = [] {}},
                          {.title = QStringLiteral("Save all"), .run = [] {}},
                          {.title = QStringLiteral("Redo"), .enabled = false, .run = [] {}}});
        model.setPattern(QStringLiteral("re"));
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("Reset layout"));
        QVERIFY(!model.flags(model.index(1)).testFlag(Qt::ItemIsEnabled)); // Redo
        model.setPattern(QStringLiteral("zzz"));
        QCOMPARE(model.rowCount(), 0);
    }

    void visitsGoBackAndForward()
    {
        const auto at = [](const char* page, std::uint32_t place = 0) {
            return ui::Visit{QString::fromLatin1(page), {place, place}, {}, -1};
        };
        ui::VisitList visits;
        QVERIFY(!visits.canGoBack());
        visits.add(at("a"));
        visits.add(at("a")); // the same place is no visit
        visits.add(at("b"));
        visits.amend(at("b", 7)); // the caret moved
        visits.add(at("c"));
        QCOMPARE(visits.back(), at("b", 7));
        QCOMPARE(visits.back(), at("a"));
        QVERIFY(!visits.canGoBack());
        QCOMPARE(visits.forward(), at("b", 7));
        visits.add(at("d")); // c is forgotten
        QVERIFY(!visits.canGoForward());
        visits.forgetPage(QStringLiteral("b"));
        QCOMPARE(visits.back(), at("a"));
        for (std::uint32_t i = 0; i < 2 * ui::VisitList::kMostKept; ++i)
            visits.add(at("e", i + 1));
        std::size_t steps = 0;
        for (; visits.canGoBack(); ++steps)
            visits.back();
        QCOMPARE(steps, ui::VisitList::kMostKept - 1);
    }
};

QTEST_MAIN(TestShellParts)
#include "tst_shell_parts.moc"
