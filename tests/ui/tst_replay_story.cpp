// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/compare/compare.h"
#include "core/decision/decide.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/screenshot.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/compare/changes_model.h"
#include "ui/compare/compare_page.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/inspector/inspector_view.h"
#include "ui/models/problems_model.h"
#include "ui/replay/calls_view.h"
#include "ui/replay/impact_strip.h"
#include "ui/replay/review_form.h"
#include "ui/replay/runs_view.h"
#include "ui/shell/call_scope.h"
#include "ui/shell/docks.h"
#include "ui/shell/layouts.h"
#include "ui/shell/main_window.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/tests/tests_model.h"
#include "ui/tests/tests_panel.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/timeline/timeline_view.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryFile>
#include <QTest>
#include <QToolButton>

#include <algorithm>

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

/// What the command line prints of the workspace's trace files.
QByteArray replayLines(const QString& folder, const QStringList& more, int* status = nullptr)
{
    QProcess process;
    process.start(QString::fromStdString((test::binDir() / "remit").string()),
                  QStringList{QStringLiteral("replay"), folder + QStringLiteral("/traces"),
                              QStringLiteral("--workspace"), folder, QStringLiteral("--format"),
                              QStringLiteral("jsonl")} +
                      more);
    if (!process.waitForFinished(60'000))
        return {};
    if (status != nullptr)
        *status = process.exitCode();
    return process.readAllStandardOutput();
}

/// The lines without that of one call: a build that has never seen it.
QByteArray withoutCall(const QByteArray& lines, const QByteArray& run, int step)
{
    QByteArray kept;
    for (const QByteArray& line : lines.split('\n')) {
        const bool isIt = line.contains("\"run\":\"" + run + "\"") &&
                          line.contains("\"step\":" + QByteArray::number(step) + ",");
        if (!isIt && !line.isEmpty())
            kept += line + "\n";
    }
    return kept;
}

/// What `remit replay --baseline` gives.
int statusAgainst(const QString& folder, const QByteArray& baseline)
{
    QTemporaryFile file;
    if (!file.open() || file.write(baseline) != baseline.size() || !file.flush())
        return -1;
    int status = -1;
    replayLines(folder, {QStringLiteral("--baseline"), file.fileName()}, &status);
    return status;
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
        const Views views(rig);
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

    /// What an edit changes is told in the modes that were chosen, by the strip and by Compare.
    void theStripAndCompareKeepTheModesOfTheReplay_data()
    {
        QTest::addColumn<bool>("consequential");
        QTest::addColumn<bool>("frontLoaded");
        QTest::addColumn<QString>("words");
        QTest::newRow("consequential") << true << false << QStringLiteral("consequential");
        QTest::newRow("front-loaded") << false << true << QStringLiteral("front-loaded");
        QTest::newRow("both") << true << true << QStringLiteral("consequential, front-loaded");
    }
    void theStripAndCompareKeepTheModesOfTheReplay()
    {
        QFETCH(bool, consequential);
        QFETCH(bool, frontLoaded);
        QFETCH(QString, words);
        StudioRig rig;
        rig.openCopyOf(test::sourceDir() / "samples" / "payments-agent",
                       QStringLiteral("policies/paying.cedar"));
        QVERIFY(replayed(rig));
        const auto choose = [&rig](const char* action) {
            QSignalSpy finished(&rig.session(), &ui::Session::replayFinished);
            rig.trigger(action);
            QVERIFY(QTest::qWaitFor([&] { return !finished.isEmpty(); }, 20'000));
        };
        if (consequential)
            choose("replay.consequential");
        if (frontLoaded)
            choose("replay.frontLoaded");
        auto* strip = rig.window().findChild<ui::ImpactStrip*>();
        QTRY_VERIFY_WITH_TIMEOUT(strip->text().isEmpty(), 20'000);

        rig.putCaretBehind(QStringLiteral("context.input.amount <= principal.paymentLimit"));
        QTest::keyClicks(&rig.editor(), QStringLiteral(" && 1 == 2"));
        QTest::keyClick(&rig.editor(), Qt::Key_Escape);
        QVERIFY(rig.waitForCheck());
        QTRY_VERIFY2_WITH_TIMEOUT(strip->text().contains(QStringLiteral("change verdict")),
                                  qPrintable(strip->text()), 20'000);
        replay::Options modes;
        modes.mode = consequential ? replay::Mode::Consequential : replay::Mode::Isolated;
        modes.timing = frontLoaded ? replay::Timing::FrontLoaded : replay::Timing::Continuous;
        const auto replay = rig.session().replay();
        QVERIFY(replay->mode == modes.mode && replay->timing == modes.timing);
        const auto expected = analysis::compare(
            *replay->decider, decision::Decider(rig.session().setup()), *replay->source, modes);
        QVERIFY(expected.has_value());
        const auto changes = expected->changes.size();
        QVERIFY2(strip->text().startsWith(QString::number(changes) + QLatin1Char(' ')),
                 qPrintable(strip->text()));
        QVERIFY2(strip->text().endsWith(QStringLiteral("(replayed %1)").arg(words)),
                 qPrintable(strip->text()));
        if (consequential && frontLoaded)
            saveScreenshot(rig.window(), QStringLiteral("strip-modes"));

        QTest::mouseClick(strip->findChild<QPushButton*>(), Qt::LeftButton);
        auto* compare = rig.window().findChild<ui::ComparePage*>();
        QVERIFY(compare != nullptr);
        QCOMPARE(compare->changes().compared()->comparison.changes.size(), changes);
        compare->findChild<QComboBox*>(QStringLiteral("compare-before"))
            ->setCurrentText(QStringLiteral("The saved texts"));
        QTest::mouseClick(compare->findChild<QPushButton*>(QStringLiteral("compare-run")),
                          Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(compare->changes().compared()->before,
                                  QStringLiteral("The saved texts"), 20'000);
        QCOMPARE(compare->changes().compared()->modes, words);
        QCOMPARE(compare->changes().compared()->comparison.changes.size(), changes);
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

    /// From a crossing on the timeline to a build that knows it is accepted.
    void fromTheTimelineToTheBaseline()
    {
        StudioRig rig;
        rig.openCopyOf(test::sourceDir() / "samples" / "payments-agent",
                       QStringLiteral("policies/paying.cedar"));
        QVERIFY(replayed(rig));
        const Views views(rig);
        rig.window().layouts().activate(QStringLiteral("investigate"));
        rig.window().docks().reveal(QStringLiteral("timeline"));

        // A crossing is found on the timeline.
        auto& timeline = rig.window().findChild<ui::TimelinePanel*>()->view();
        QTRY_VERIFY_WITH_TIMEOUT(timeline.data() != nullptr, 20'000);
        const auto row = timeline.data()->columns->rowOf("changed-account", 1);
        QVERIFY(row.has_value());
        timeline.setFocus();
        QTest::keyClick(&timeline, Qt::Key_Home);
        for (int i = 0; i < 40 && timeline.current() != row; ++i)
            QTest::keyClicks(&timeline, QStringLiteral("]"));
        QCOMPARE(timeline.current(), row);
        QCOMPARE(rig.session().selection().call().run, QStringLiteral("changed-account"));

        // The inspector shows the very text that the account number came from.
        QTRY_VERIFY(why(views).contains(QStringLiteral("Where the arguments came from")));
        const auto& values = views.why.explanation()->origins;
        const auto value = std::find_if(values.begin(), values.end(), [](const auto& one) {
            return one.name == "input.iban" && !one.origins.empty();
        });
        QVERIFY(value != values.end());
        QVERIFY(value->origins.front().source == "tool:read_mail");
        emit views.why.anchorClicked(
            QUrl(QStringLiteral("origin:%1-0").arg(value - values.begin())));
        QTRY_VERIFY(why(views).contains(QStringLiteral("our bank has changed")));
        QVERIFY(views.why.toHtml().contains(QStringLiteral("LT601010012345678901")));
        saveScreenshot(rig.window(), QStringLiteral("story-origin"));

        // An edit is answered by the strip, and the strip leads to the calls and the edit.
        auto* strip = rig.window().findChild<ui::ImpactStrip*>();
        QTRY_VERIFY_WITH_TIMEOUT(strip->text().isEmpty(), 20'000);
        rig.putCaretBehind(QStringLiteral("context.input.amount <= principal.paymentLimit"));
        QTest::keyClicks(&rig.editor(), QStringLiteral(" && 1 == 2"));
        QTest::keyClick(&rig.editor(), Qt::Key_Escape);
        QVERIFY(rig.waitForCheck());
        QTRY_VERIFY2_WITH_TIMEOUT(strip->text().contains(QStringLiteral("change verdict")),
                                  qPrintable(strip->text()), 20'000);
        QVERIFY(strip->text().contains(QStringLiteral("newly crossed")));
        saveScreenshot(rig.window(), QStringLiteral("story-strip"));
        QTest::mouseClick(strip->findChild<QPushButton*>(), Qt::LeftButton);
        auto* compare = rig.window().findChild<ui::ComparePage*>();
        QVERIFY(compare != nullptr);
        QVERIFY(compare->changes().rowCount() > 0);
        QVERIFY(compare->editText().contains(QStringLiteral("pay-known-vendor")));
        QVERIFY(compare->editText().contains(QStringLiteral("&& 1 == 2")));
        saveScreenshot(rig.window(), QStringLiteral("story-compare"));
        // Asked anew, of the saved texts and the present ones, the answer is the same.
        const auto known = compare->changes().compared()->comparison.changes.size();
        compare->findChild<QComboBox*>(QStringLiteral("compare-before"))
            ->setCurrentText(QStringLiteral("The saved texts"));
        QTest::mouseClick(compare->findChild<QPushButton*>(QStringLiteral("compare-run")),
                          Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(compare->changes().compared()->before,
                                  QStringLiteral("The saved texts"), 20'000);
        QCOMPARE(compare->changes().compared()->comparison.changes.size(), known);
        QVERIFY(rig.session().undo("policies/paying.cedar").has_value());
        QVERIFY(rig.waitForCheck());
        QTRY_VERIFY_WITH_TIMEOUT(strip->text().isEmpty(), 20'000);

        // A test of the step, which holds.
        rig.session().selection().selectCall(QStringLiteral("changed-account"), 1);
        rig.trigger("replay.makeTest");
        QVERIFY(rig.textOf(QStringLiteral("tests/recorded.json"))
                    .contains(QStringLiteral("2-changed-account.trace.jsonl")));
        auto* tests = rig.window().findChild<ui::TestsPanel*>();
        QSignalSpy finished(tests, &ui::TestsPanel::finished);
        rig.trigger("tests.run");
        QTRY_VERIFY_WITH_TIMEOUT(!finished.isEmpty(), 20'000);
        QCOMPARE(tests->tests().count(ui::TestsModel::State::Failed), 0);
        QVERIFY(tests->tests().count(ui::TestsModel::State::Passed) > 0);
        rig.window().docks().reveal(QStringLiteral("tests"));
        saveScreenshot(rig.window(), QStringLiteral("story-tests"));

        // Accepted, it is no longer new to a build.
        rig.trigger("replay.review");
        auto* form = rig.window().findChild<ui::ReviewForm*>();
        QVERIFY(form != nullptr);
        QTest::keyClicks(&form->reason(), QStringLiteral("Checked by telephone"));
        form->owner().setText(QStringLiteral("Mira Holm"));
        saveScreenshot(*form, QStringLiteral("story-review"));
        QTest::mouseClick(form->findChild<QPushButton*>(QStringLiteral("review-mark")),
                          Qt::LeftButton);
        QTRY_VERIFY(why(views).contains(QStringLiteral("accepted by Mira Holm")));
        QTRY_COMPARE(views.calls.model()
                         .indexOf(QStringLiteral("changed-account"), 1)
                         .siblingAtColumn(ui::CallsModel::ReviewColumn)
                         .data()
                         .toString(),
                     QStringLiteral("accepted"));
        saveScreenshot(rig.window(), QStringLiteral("story-accepted"));
        const QString folder = rig.session().folder();
        const QByteArray known2 = withoutCall(replayLines(folder, {}), "changed-account", 1);
        QCOMPARE(statusAgainst(folder, known2), 2);
        QVERIFY(rig.session().saveAll().empty());
        QCOMPARE(statusAgainst(folder, known2), 0);
    }

    void whatWouldAllowACallIsAppliedByTheUserAlone()
    {
        StudioRig rig;
        openSample(rig);
        QVERIFY(replayed(rig));
        const Views views(rig);
        rig.session().selection().selectCall(QStringLiteral("over-the-limit"), 2);
        QTRY_VERIFY(why(views).contains(QStringLiteral("What would allow it")));
        emit views.why.anchorClicked(QUrl(QStringLiteral("remedies:")));
        QTRY_VERIFY_WITH_TIMEOUT(views.why.extras().state == ui::VerdictExtras::Remedies::Found,
                                 20'000);
        QVERIFY(!views.why.extras().remedies.empty());
        QVERIFY(rig.session().dirtyPaths().empty());
        saveScreenshot(rig.window(), QStringLiteral("story-remedies"));
        const auto denied = rig.session().replay()->summary.deny;
        emit views.why.anchorClicked(QUrl(QStringLiteral("remedy:0")));
        QVERIFY(!rig.session().dirtyPaths().empty());
        QVERIFY(rig.waitForCheck());
        QVERIFY(replayed(rig));
        QVERIFY(rig.session().replay()->summary.deny < denied);
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
