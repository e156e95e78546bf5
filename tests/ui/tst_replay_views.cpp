// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_io.h"
#include "core/decision/decide.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/replay_views.h"
#include "tests/ui/support/screenshot.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/editor/code_editor.h"
#include "ui/inspector/inspector_view.h"
#include "ui/models/call_table.h"
#include "ui/replay/calls_view.h"
#include "ui/replay/runs_view.h"
#include "ui/report/report_actions.h"
#include "ui/shell/call_scope.h"
#include "ui/shell/docks.h"
#include "ui/shell/layouts.h"
#include "ui/shell/main_window.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/whatif/whatif_draft.h"
#include "ui/whatif/whatif_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

#include <filesystem>

using namespace remit;
using remit::test::openSample;
using remit::test::replayed;
using remit::test::ReplayViews;
using remit::test::saveScreenshot;
using remit::test::StudioRig;
using remit::test::why;

namespace {

/// The sample with so many more calls that its rows lie in the store; so many are given back.
int openWithManyCalls(StudioRig& rig)
{
    const int calls = 100'000;
    const std::filesystem::path copy = rig.folder(QStringLiteral("many")).toStdString();
    std::filesystem::copy(test::sourceDir() / "samples" / "payments-agent", copy,
                          std::filesystem::copy_options::recursive);
    std::string text;
    for (int run = 0; run < calls / 100; ++run) {
        const std::string head = R"({"v":1,"run":"many-)" + std::to_string(run) + R"(","seq":)";
        text += head + R"(0,"type":"run","agent":"payables"})" + "\n";
        for (int i = 1; i <= 100; ++i)
            text += head + std::to_string(i) + R"(,"type":"call","callId":"c)" + std::to_string(i) +
                    R"(","tool":"get_vendor","args":{"vendor":"nordkabel"}})" + "\n";
    }
    if (!writeFileAtomically(copy / "traces" / "many.trace.jsonl", text))
        return 0;
    rig.window().openWorkspace(copy);
    return rig.waitForCheck() ? calls : 0;
}

} // namespace

/// The views of a replay: what is found in them, and why a call was decided as it was.
class TestReplayViews : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void emptyViewsSayWhatBelongsThere()
    {
        StudioRig rig;
        openSample(rig);
        const ReplayViews views(rig);
        QCOMPARE(views.calls.model().rowCount(), 0);
        QVERIFY(why(views).contains(QStringLiteral("Choose a call")));
    }

    void crossingsAreFoundAndExplained()
    {
        StudioRig rig;
        openSample(rig);
        QVERIFY(replayed(rig));
        const ReplayViews views(rig);
        QCOMPARE(views.calls.model().total(), 33);
        QCOMPARE(views.runs.runs().rowCount(), 8);

        rig.trigger("replay.nextCrossing");
        const auto selected = rig.session().selection().call();
        QVERIFY(selected.isValid());
        QTRY_VERIFY(why(views).contains(QStringLiteral("What decided")));
        QVERIFY(views.why.explanation()->verdict.run == selected.run.toStdString());
        rig.window().layouts().activate(QStringLiteral("investigate"));
        saveScreenshot(rig.window(), QStringLiteral("replay-crossing"));
        rig.studio().theme().setAppearance(ui::Appearance::Dark);
        saveScreenshot(rig.window(), QStringLiteral("replay-crossing-dark"));
    }

    void aDefaultDenyNamesTheNearestPermit()
    {
        StudioRig rig;
        openSample(rig);
        QVERIFY(replayed(rig));
        const ReplayViews views(rig);
        rig.session().selection().selectCall(QStringLiteral("over-the-limit"), 2);
        QTRY_VERIFY(why(views).contains(QStringLiteral("Nearest permits")));
        QVERIFY2(why(views).contains(QStringLiteral("paymentLimit")), qPrintable(why(views)));
        saveScreenshot(rig.window(), QStringLiteral("replay-nearest-permit"));
    }

    void whatWasNotRecordedIsNoPass()
    {
        StudioRig rig;
        openSample(rig);
        QVERIFY(replayed(rig));
        const ReplayViews views(rig);
        rig.session().selection().selectCall(QStringLiteral("arguments-not-recorded"), 2);
        QTRY_VERIFY(why(views).contains(QStringLiteral("not recorded")));
        QVERIFY(views.why.explanation()->verdict.verdict == decision::Verdict::Undecidable);
    }

    void filtersNarrowTheCalls()
    {
        StudioRig rig;
        openSample(rig);
        QVERIFY(replayed(rig));
        const ReplayViews views(rig);
        auto* allow = views.calls.findChild<QToolButton*>(QStringLiteral("show-allow"));
        QTest::mouseClick(allow, Qt::LeftButton);
        QCOMPARE(views.calls.model().rowCount(), 13);
        auto* search = views.calls.findChild<QLineEdit*>(QStringLiteral("calls-search"));
        QTest::keyClicks(search, QStringLiteral("changed-account"));
        QTRY_COMPARE(views.calls.model().rowCount(), 3);
        // Choosing a call that the filter hides lifts the filter.
        rig.session().selection().selectCall(QStringLiteral("weekly-run"), 0);
        QVERIFY(views.calls.model().rowCount() > 3);
    }

    void aRunNarrowsTheCallsUntilItsChipIsClosed()
    {
        StudioRig rig;
        openSample(rig);
        QVERIFY(replayed(rig));
        const ReplayViews views(rig);
        views.runs.setCurrentIndex(views.runs.runs().indexOf(QStringLiteral("over-the-limit")));
        emit views.runs.runActivated(QStringLiteral("over-the-limit"));
        QCOMPARE(views.calls.model().rowCount(), 3);
        auto* chip = views.calls.findChild<QToolButton*>(QStringLiteral("run-chip"));
        QVERIFY(!chip->isHidden());
        QTest::mouseClick(chip, Qt::LeftButton);
        QCOMPARE(views.calls.model().rowCount(), 33);

        // The same of another group, by its query.
        auto* by = rig.window().findChild<QComboBox*>(QStringLiteral("runs-group-by"));
        by->setCurrentText(QStringLiteral("Tool"));
        const QModelIndex tool = views.runs.runs().indexOf(QStringLiteral("schedule_payment"));
        QVERIFY(tool.isValid());
        const int calls = views.runs.runs().run(tool)->calls;
        emit views.runs.runActivated(QStringLiteral("schedule_payment"));
        QCOMPARE(views.calls.model().rowCount(), calls);
        QCOMPARE(rig.session().scope().state().query,
                 QStringLiteral("tool = \"schedule_payment\""));
        rig.session().scope().back();
        QCOMPARE(views.calls.model().rowCount(), 33);
    }

    /// All calls in groups, or those that the filter shows; a group leads to its calls.
    void groupsCountWhatIsShown()
    {
        StudioRig rig;
        openSample(rig);
        QVERIFY(replayed(rig));
        const ReplayViews views(rig);
        auto* by = rig.window().findChild<QComboBox*>(QStringLiteral("runs-group-by"));
        auto* shownOnly = rig.window().findChild<QCheckBox*>(QStringLiteral("runs-shown-only"));
        QVERIFY(by != nullptr && shownOnly != nullptr);
        const auto counted = [&views] {
            int calls = 0;
            for (int row = 0; row < views.runs.runs().rowCount(); ++row)
                calls += views.runs.runs().run(views.runs.runs().index(row, 0))->calls;
            return calls;
        };
        by->setCurrentText(QStringLiteral("Verdict"));
        QCOMPARE(counted(), 33);
        QVERIFY(views.runs.runs().indexOf(QStringLiteral("allow")).isValid());
        QTest::mouseClick(views.calls.findChild<QToolButton*>(QStringLiteral("show-allow")),
                          Qt::LeftButton);
        QCOMPARE(counted(), 33);
        shownOnly->setFocus();
        QTest::keyClick(shownOnly, Qt::Key_Space);
        QVERIFY(!views.runs.runs().indexOf(QStringLiteral("allow")).isValid());
        QCOMPARE(counted(), views.calls.model().rowCount());
        rig.session().scope().back();
        QCOMPARE(counted(), 33);

        by->setCurrentText(QStringLiteral("Policy"));
        const QModelIndex policy = views.runs.runs().indexOf(QStringLiteral("no-bank-details"));
        QVERIFY(policy.isValid());
        const int calls = views.runs.runs().run(policy)->calls;
        rig.window().docks().reveal(QStringLiteral("runs"));
        saveScreenshot(rig.window(), QStringLiteral("groups-by-policy"));
        emit views.runs.runActivated(QStringLiteral("no-bank-details"));
        QCOMPARE(views.calls.model().rowCount(), calls);
    }

    void theReasonLeadsToTheClause()
    {
        StudioRig rig;
        openSample(rig);
        QVERIFY(replayed(rig));
        const ReplayViews views(rig);
        rig.session().selection().selectCall(QStringLiteral("changed-account"), 2);
        QTRY_VERIFY(why(views).contains(QStringLiteral("no-payment-after-outside-text")));
        const auto& story = views.why.explanation()->deciding.front();
        emit views.why.anchorClicked(QUrl(QStringLiteral("policy:%1#%2-%3")
                                              .arg(QString::fromStdString(story.file))
                                              .arg(story.span.begin)
                                              .arg(story.span.end)));
        QVERIFY(
            rig.editor().selectedText().contains(QStringLiteral("no-payment-after-outside-text")));
    }

    /// The inspector explains the replay that the table shows, in its modes.
    void whyFollowsTheModesOfTheTable()
    {
        StudioRig rig;
        openSample(rig, QStringLiteral("multi-agent-research"));
        QVERIFY(replayed(rig));
        const ReplayViews views(rig);
        const auto verdictShown = [&] {
            return views.calls.model()
                .indexOf(QStringLiteral("noon-research"), 1)
                .siblingAtColumn(ui::CallsModel::VerdictColumn)
                .data()
                .toString();
        };
        rig.session().selection().selectCall(QStringLiteral("noon-research"), 1);
        QTRY_VERIFY(why(views).contains(QStringLiteral("Replayed isolated, continuous.")));
        QVERIFY(views.why.explanation()->verdict.verdict == decision::Verdict::Deny);
        QCOMPARE(verdictShown(), QStringLiteral("Deny"));

        // Front-loaded, the task that ended in between is not looked at again.
        QVERIFY(replayed(rig, "replay.frontLoaded"));
        QTRY_VERIFY(why(views).contains(QStringLiteral("Replayed isolated, front-loaded.")));
        QVERIFY(views.why.explanation()->verdict.verdict == decision::Verdict::Allow);
        QCOMPARE(verdictShown(), QStringLiteral("Allow"));
        QVERIFY(why(views).contains(QStringLiteral("at step 0, the agent's first call")));
        saveScreenshot(rig.window(), QStringLiteral("why-front-loaded"));

        // Consequential, what the crossing cuts off is told with it, and leads to it.
        QVERIFY(replayed(rig, "replay.frontLoaded"));
        QVERIFY(replayed(rig, "replay.consequential"));
        rig.session().selection().selectCall(QStringLiteral("afternoon-research"), 0);
        QTRY_VERIFY(why(views).contains(QStringLiteral("Replayed consequential, continuous.")));
        QTRY_VERIFY2(
            why(views).contains(QStringLiteral("was stopped at step 1 of the run noon-research")),
            qPrintable(why(views)));
        QVERIFY(views.why.explanation()->verdict.verdict == decision::Verdict::Unreachable);
        saveScreenshot(rig.window(), QStringLiteral("why-unreachable"));
        emit views.why.anchorClicked(QUrl(QStringLiteral("call:noon-research#1")));
        QCOMPARE(rig.session().selection().call().run, QStringLiteral("noon-research"));
        QTRY_VERIFY(why(views).contains(QStringLiteral("what it would do later is unreachable")));
    }

    /// More calls than fit into memory: an approval finds its call, and the report has all.
    void manyCallsAreReadFromTheStore()
    {
        if (!qEnvironmentVariableIsSet("REMIT_LARGE"))
            QSKIP("Half a dozen replays of 100,000 calls: set REMIT_LARGE.");
        StudioRig rig;
        const int calls = openWithManyCalls(rig);
        QVERIFY(calls > 20'000);
        rig.trigger("replay.run");
        QTRY_VERIFY_WITH_TIMEOUT(rig.session().replay() != nullptr, 240'000);
        QVERIFY(rig.session().replay()->rows.empty());
        QCOMPARE(rig.session().replay()->table->count(), std::int64_t{calls + 33});

        rig.window().docks().focus(QStringLiteral("whatif"));
        auto* panel = rig.window().findChild<ui::WhatIfView*>();
        panel->findChild<QComboBox*>(QStringLiteral("whatIfKind"))
            ->setCurrentText(ui::wordsOf(ui::WhatIfKind::Approve));
        rig.session().selection().selectCall(QStringLiteral("large-payments"), 2);
        QCOMPARE(panel->findChild<QLineEdit*>(QStringLiteral("whatIfTime"))->text(),
                 QStringLiteral("2026-03-10T08:10:10Z"));
        panel->findChild<QLineEdit*>(QStringLiteral("whatIfTime"))
            ->setText(QStringLiteral("2026-03-10T08:10:00Z"));
        panel->findChild<QComboBox*>(QStringLiteral("whatIfOther"))
            ->setCurrentText(QStringLiteral("User::\"mira.holm\""));
        QTest::keyClicks(panel->findChild<QLineEdit*>(QStringLiteral("whatIfRole")),
                         QStringLiteral("finance-lead"));
        QTest::mouseClick(panel->findChild<QPushButton*>(QStringLiteral("whatIfAdd")),
                          Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(panel->calls().topLevelItemCount(), 1, 240'000);
        QVERIFY2(panel->summary().contains(QLocale().toString(calls + 33)) ||
                     panel->summary().contains(QString::number(calls + 33)),
                 qPrintable(panel->summary()));

        const QString file = rig.folder(QStringLiteral("review.html"));
        ui::saveReport(rig.window(), file);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), 240'000);
        QFile report(file);
        QVERIFY(report.open(QIODevice::ReadOnly));
        QVERIFY(report.readAll().contains("<b>" + QByteArray::number(calls + 33) + "</b>calls"));
    }
};

QTEST_MAIN(TestReplayViews)
#include "tst_replay_views.moc"
