// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/calls_model.h"
#include "ui/models/runs_model.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/plain_labels.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QImage>
#include <QLabel>
#include <QScrollBar>
#include <QTableView>
#include <QTest>
#include <QThread>
#include <QToolTip>

#include <algorithm>
#include <ctime>

using namespace remit;
using namespace remit::ui;
using decision::CallVerdict;
using decision::Verdict;

namespace {

CallVerdict call(const char* run, int step, const char* tool, Verdict verdict,
                 const char* message = "")
{
    CallVerdict row;
    row.run = run;
    row.step = step;
    row.tool = tool;
    row.agent = "Agent::\"payments\"";
    row.verdict = verdict;
    if (verdict == Verdict::Deny)
        row.crossings.push_back(
            {decision::CrossingKind::Forbidden, {}, {}, {"limits/amount"}, message});
    return row;
}

CallRows rows()
{
    return std::make_shared<const std::vector<CallVerdict>>(std::vector{
        call("a", 0, "read_file", Verdict::Allow),
        call("a", 1, "send_money", Verdict::Deny, "the amount is over the limit"),
        call("b", 0, "send_money", Verdict::Undecidable),
        call("b", 1, "get_balance", Verdict::Allow),
        call("b", 2, "send_money", Verdict::Deny, "<b>markup</b>"),
    });
}

/// A million calls that lie elsewhere and are made when they are read.
class ManyCalls final : public CallTable {
public:
    static constexpr std::int64_t kCalls = 1'000'000;

    static CallVerdict row(std::int64_t number)
    {
        CallVerdict made = call(("run-" + std::to_string(1'000'000 + number / 100)).c_str(),
                                static_cast<int>(number % 100), "send_money",
                                number % 1000 == 7 ? Verdict::Deny : Verdict::Allow, "too much");
        made.resource = "Account::\"" + std::to_string(number) + "\"";
        return made;
    }
    static std::shared_ptr<const CallColumns> columns()
    {
        auto columns = std::make_shared<CallColumns>();
        for (std::int64_t i = 0; i < kCalls; ++i)
            columns->add(row(i));
        columns->finish();
        return columns;
    }

    [[nodiscard]] std::int64_t count() const override { return kCalls; }
    [[nodiscard]] const std::vector<CallVerdict>* inMemory() const override { return nullptr; }
    [[nodiscard]] Result<std::vector<std::int64_t>>
    rowNumbers(const replay::VerdictQuery& query, const JobControl& control) const override
    {
        std::vector<std::int64_t> numbers;
        for (std::int64_t i = 0; i < kCalls; ++i) {
            if (control.cancelled())
                return failure(ErrorCode::Cancelled, "cancelled");
            if (query.where && i % 100 == 0)
                QThread::usleep(100); // a slow disk
            if (!query.where || query.where(row(i)))
                numbers.push_back(i);
        }
        return numbers;
    }
    [[nodiscard]] Result<std::vector<CallVerdict>>
    page(std::span<const std::int64_t> numbers) const override
    {
        std::vector<CallVerdict> rows;
        for (const std::int64_t number : numbers)
            rows.push_back(row(number));
        return rows;
    }
};

} // namespace

class TestCallsModel : public QObject {
    Q_OBJECT

private slots:
    void keepsTheRulesOfModels()
    {
        CallsModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(rows());
        model.sort(CallsModel::VerdictColumn, Qt::AscendingOrder);
        model.setFilter({.run = {}, .text = QStringLiteral("send")});
        model.setRows(std::make_shared<const std::vector<CallVerdict>>());
        QCOMPARE(model.rowCount(), 0);
    }

    void filters_data()
    {
        QTest::addColumn<QString>("run");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("withAllowed");
        QTest::addColumn<int>("shown");
        QTest::newRow("all") << ""
                             << "" << true << 5;
        QTest::newRow("one run") << "b"
                                 << "" << true << 3;
        QTest::newRow("no allowed") << ""
                                    << "" << false << 3;
        QTest::newRow("by tool, case does not count") << ""
                                                      << "SEND_" << true << 3;
        QTest::newRow("by message") << ""
                                    << "over the limit" << true << 1;
        QTest::newRow("by policy") << ""
                                   << "limits/" << true << 2;
        QTest::newRow("all at once") << "b"
                                     << "send" << false << 2;
    }

    void filters()
    {
        QFETCH(QString, run);
        QFETCH(QString, text);
        QFETCH(bool, withAllowed);
        QFETCH(int, shown);
        CallsModel model;
        model.setRows(rows());
        CallFilter filter{.run = run, .text = text};
        filter.verdicts[static_cast<std::size_t>(Verdict::Allow)] = withAllowed;
        model.setFilter(filter);
        QCOMPARE(model.rowCount(), shown);
        QCOMPARE(model.total(), 5);
    }

    void sortsCrossingsUp()
    {
        CallsModel model;
        model.setRows(rows());
        model.sort(CallsModel::VerdictColumn, Qt::AscendingOrder);
        QVERIFY(model.call(model.index(0, 0))->verdict == Verdict::Deny);
        QVERIFY(model.call(model.index(4, 0))->verdict == Verdict::Allow);
    }

    void stepsFromCrossingToCrossing()
    {
        CallsModel model;
        model.setRows(rows());
        const QModelIndex first = model.nextCrossing({}, true);
        QCOMPARE(first.row(), 1);
        const QModelIndex second = model.nextCrossing(first, true);
        QCOMPARE(second.row(), 4);
        QVERIFY(!model.nextCrossing(second, true).isValid());
        QCOMPARE(model.nextCrossing(second, false).row(), 1);
        QCOMPARE(model.indexOf(QStringLiteral("b"), 1).row(), 3);
    }

    void traceTextIsNoMarkup()
    {
        CallsModel model;
        model.setRows(rows());
        const QString tip =
            model.data(model.index(4, CallsModel::WhyColumn), Qt::ToolTipRole).toString();
        QCOMPARE(tip, QStringLiteral("<b>markup</b>"));
        // Nothing of it is markup where it is shown: a tip is plain text.
        const ui::PlainLabels plain;
        QToolTip::showText({10, 10}, tip);
        const auto windows = QApplication::topLevelWidgets();
        const auto shownTip = std::find_if(windows.begin(), windows.end(), [](const QWidget* one) {
            return one->inherits("QTipLabel");
        });
        QVERIFY(shownTip != windows.end());
        QCOMPARE(qobject_cast<QLabel*>(*shownTip)->textFormat(), Qt::PlainText);
        QToolTip::hideText();
    }

    void groupsCallsByWhatTheyShare_data()
    {
        QTest::addColumn<int>("by");
        QTest::addColumn<int>("groups");
        QTest::addColumn<QString>("worst");
        QTest::addColumn<QString>("query");
        const auto row = [](GroupBy by, int groups, const char* worst, const char* query) {
            QTest::newRow(qPrintable(wordOf(by)))
                << static_cast<int>(by) << groups << worst << query;
        };
        row(GroupBy::Run, 2, "b", "");
        row(GroupBy::Tool, 3, "send_money", "tool = \"send_money\"");
        row(GroupBy::Agent, 1, "Agent::\"payments\"", "agent = \"Agent::\\\"payments\\\"\"");
        row(GroupBy::Task, 1, "", "task = none");
        row(GroupBy::Crossing, 1, "forbidden", "crossing = \"forbidden\"");
        row(GroupBy::Policy, 2, "", "policy = none");
        row(GroupBy::Verdict, 3, "allow", "verdict = \"allow\"");
    }
    /// Sorted by crossings, the worst group comes up, and its query shows its calls.
    void groupsCallsByWhatTheyShare()
    {
        QFETCH(int, by);
        QFETCH(int, groups);
        QFETCH(QString, worst);
        QFETCH(QString, query);
        const auto grouping = static_cast<GroupBy>(by);
        RunsModel model;
        model.setRuns(summariesOf(*callsInMemory(rows())->groups(grouping, {}, {}), grouping),
                      grouping);
        model.sort(RunsModel::CallsColumn, Qt::DescendingOrder);
        QCOMPARE(model.rowCount(), groups);
        const RunSummary* first = model.run(model.index(0, 0));
        QCOMPARE(first->run, worst);
        QCOMPARE(queryOf(grouping, first->run), query);
        if (query.isEmpty())
            return;
        CallsModel calls;
        calls.setRows(rows());
        calls.setFilter({.run = {}, .text = query});
        QCOMPARE(calls.rowCount(), first->calls);
    }

    /// A million calls: rows are read as they come into sight, a frame takes at most 40 ms, and a
    /// search is cancelled at once.
    void aMillionCallsAreReadPageByPage()
    {
        JobRunner jobs;
        CallsModel model;
        model.setRunner(&jobs);
        QTableView view;
        view.setModel(&model);
        view.resize(1200, 600);
        view.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
        view.show();
        model.setCalls(std::make_shared<ManyCalls>(), ManyCalls::columns());
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), static_cast<int>(ManyCalls::kCalls), 20'000);
        QTRY_VERIFY(model.call(model.index(0, 0)) != nullptr);

        // Until its page is there, a row shows what the columns know.
        const QModelIndex far = model.index(700'003, CallsModel::ResourceColumn);
        QVERIFY(model.call(far) == nullptr);
        QCOMPARE(far.data().toString(), QStringLiteral("…"));
        QCOMPARE(far.siblingAtColumn(CallsModel::StepColumn).data().toInt(), 3);
        QTRY_COMPARE(far.data().toString(), QStringLiteral("Account::\"700003\""));
        QCOMPARE(model.indexOf(QStringLiteral("run-1007000"), 3).row(), 700'003);
        QCOMPARE(model.nextCrossing(far, true).row(), 700'007);

        QImage image(view.viewport()->size(), QImage::Format_ARGB32_Premultiplied);
        std::clock_t worst = 0;
        for (int i = 0; i < 20; ++i) {
            const std::clock_t start = std::clock();
            view.verticalScrollBar()->setValue(i * 49'000);
            view.viewport()->render(&image);
            worst = std::max(worst, std::clock() - start);
        }
        const double ms = static_cast<double>(worst) * 1000.0 / CLOCKS_PER_SEC;
        qInfo("at most %.1f ms a frame", ms);
        QVERIFY2(ms <= 40, qPrintable(QString::number(ms)));

        model.setFilter({.run = {}, .text = QStringLiteral("verdict = deny")});
        QVERIFY(model.isSearching());
        QTest::qWait(20);
        QElapsedTimer clock;
        clock.start();
        jobs.cancelAll();
        QTRY_VERIFY(!model.isSearching());
        QVERIFY2(clock.elapsed() < 200, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(model.rowCount(), static_cast<int>(ManyCalls::kCalls));
    }

    void summarisesRuns()
    {
        RunsModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRuns(summarise(*rows()));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.run(model.index(1, 0))->calls, 3);
        QVERIFY(model.run(model.index(1, 0))->worst() == Verdict::Deny);
        QCOMPARE(model.data(model.index(1, RunsModel::UndecidableColumn), Qt::DisplayRole).toInt(),
                 1);
    }
};

QTEST_MAIN(TestCallsModel)
#include "tst_calls_model.moc"
