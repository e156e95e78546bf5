// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/calls_model.h"
#include "ui/models/runs_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

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
        QCOMPARE(tip, QStringLiteral("&lt;b&gt;markup&lt;/b&gt;"));
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
