// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_paths.h"
#include "tests/ui/support/screenshot.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/inspector/inspector_view.h"
#include "ui/models/problems_model.h"
#include "ui/replay/calls_view.h"
#include "ui/replay/runs_view.h"
#include "ui/shell/docks.h"
#include "ui/shell/layouts.h"
#include "ui/shell/main_window.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"

#include <QAction>
#include <QDockWidget>
#include <QLineEdit>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace remit;
using remit::test::saveScreenshot;
using remit::test::StudioRig;

namespace {

/// The views of a replay, found as a person finds them: by what stands in the window.
struct Views {
    explicit Views(StudioRig& rig)
        : calls(*rig.window().findChild<ui::CallsView*>())
        , runs(*rig.window().findChild<ui::RunsView*>())
        , why(*rig.window().findChild<ui::InspectorView*>())
    {}

    ui::CallsView& calls;
    ui::RunsView& runs;
    ui::InspectorView& why;
};

bool replayed(StudioRig& rig)
{
    QSignalSpy finished(&rig.session(), &ui::Session::replayFinished);
    QTest::keyClick(&rig.window(), Qt::Key_F5);
    return QTest::qWaitFor([&] { return !finished.isEmpty(); }, 20'000);
}

void openSample(StudioRig& rig)
{
    rig.window().openSample(QStringLiteral("payments-agent"));
    QVERIFY(rig.waitForCheck());
}

QString why(const Views& views)
{
    return views.why.toPlainText();
}

} // namespace

/// From a recorded trace to the reason of a crossing, and back after the policy is changed.
class TestReplayStory : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void emptyViewsSayWhatBelongsThere()
    {
        StudioRig rig;
        openSample(rig);
        const Views views(rig);
        QCOMPARE(views.calls.model().rowCount(), 0);
        QVERIFY(why(views).contains(QStringLiteral("Choose a call")));
    }

    void crossingsAreFoundAndExplained()
    {
        StudioRig rig;
        openSample(rig);
        QVERIFY(replayed(rig));
        const Views views(rig);
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
        const Views views(rig);
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
        const Views views(rig);
        rig.session().selection().selectCall(QStringLiteral("arguments-not-recorded"), 2);
        QTRY_VERIFY(why(views).contains(QStringLiteral("not recorded")));
        QVERIFY(views.why.explanation()->verdict.verdict == decision::Verdict::Undecidable);
    }

    void filtersNarrowTheCalls()
    {
        StudioRig rig;
        openSample(rig);
        QVERIFY(replayed(rig));
        const Views views(rig);
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
        const Views views(rig);
        views.runs.setCurrentIndex(views.runs.runs().indexOf(QStringLiteral("over-the-limit")));
        emit views.runs.runActivated(QStringLiteral("over-the-limit"));
        QCOMPARE(views.calls.model().rowCount(), 3);
        auto* chip = views.calls.findChild<QToolButton*>(QStringLiteral("run-chip"));
        QVERIFY(!chip->isHidden());
        QTest::mouseClick(chip, Qt::LeftButton);
        QCOMPARE(views.calls.model().rowCount(), 33);
    }

    void anEditChangesTheVerdict()
    {
        StudioRig rig;
        openSample(rig);
        QVERIFY(replayed(rig));
        const Views views(rig);
        const auto denied = rig.session().replay()->summary.deny;
        QCOMPARE(denied, 10);

        // Raise the limit where the entities state it.
        const auto document = rig.session().document("entities/agents.json");
        QVERIFY(document.has_value());
        const std::string text((*document)->text());
        const std::size_t limit = text.find("250000");
        QVERIFY2(limit != std::string::npos, text.c_str());
        WorkspaceEdit edit;
        edit.title = "Raise the limit";
        const auto begin = static_cast<std::uint32_t>(limit);
        edit.files["entities/agents.json"] = {{{begin, begin + 6}, "500000"}};
        QVERIFY(rig.session().apply(edit).has_value());
        QVERIFY(replayed(rig));
        QCOMPARE(rig.session().replay()->summary.deny, denied - 1);

        QVERIFY(rig.session().undo("entities/agents.json").has_value());
        QVERIFY(replayed(rig));
        QCOMPARE(rig.session().replay()->summary.deny, denied);
    }

    void aBrokenPolicyIsNotReplayed()
    {
        StudioRig rig;
        openSample(rig);
        QVERIFY(replayed(rig));
        const auto before = rig.session().replay();
        QTest::keyClicks(&rig.editor(), QStringLiteral("permit ("));
        QVERIFY(rig.waitForCheck());
        QVERIFY(rig.problems().rowCount() > 0);
        QTest::keyClick(&rig.window(), Qt::Key_F5);
        QTest::qWait(200);
        QCOMPARE(rig.session().replay(), before);
        saveScreenshot(rig.window(), QStringLiteral("broken-policy"));
    }

    void theReasonLeadsToTheClause()
    {
        StudioRig rig;
        openSample(rig);
        QVERIFY(replayed(rig));
        const Views views(rig);
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
};

QTEST_MAIN(TestReplayStory)
#include "tst_replay_story.moc"
