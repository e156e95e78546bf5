// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/compare/compare.h"
#include "core/decision/decide.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/replay_views.h"
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
#include "ui/shell/docks.h"
#include "ui/shell/layouts.h"
#include "ui/shell/main_window.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/tests/tests_model.h"
#include "ui/tests/tests_panel.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/timeline/timeline_view.h"

#include <QComboBox>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryFile>
#include <QTest>

#include <algorithm>

using namespace remit;
using remit::test::openSample;
using remit::test::replayed;
using remit::test::ReplayViews;
using remit::test::saveScreenshot;
using remit::test::StudioRig;
using remit::test::why;

namespace {

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
        if (consequential)
            QVERIFY(replayed(rig, "replay.consequential"));
        if (frontLoaded)
            QVERIFY(replayed(rig, "replay.frontLoaded"));
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
        const ReplayViews views(rig);
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
        const ReplayViews views(rig);
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
        const ReplayViews views(rig);
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
};

QTEST_MAIN(TestReplayStory)
#include "tst_replay_story.moc"
