// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_paths.h"
#include "tests/ui/support/screenshot.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/inspector/inspector_view.h"
#include "ui/report/report_actions.h"
#include "ui/shell/centre.h"
#include "ui/shell/docks.h"
#include "ui/shell/layouts.h"
#include "ui/shell/main_window.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QFileDialog>
#include <QLineEdit>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>

using namespace remit;
using remit::test::saveScreenshot;
using remit::test::StudioRig;

namespace {

void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QWidget* focus = QApplication::focusWidget();
    QVERIFY(focus != nullptr);
    QTest::keyClick(focus, key, modifiers);
}

void type(const QString& text)
{
    QVERIFY(QApplication::focusWidget() != nullptr);
    QTest::keyClicks(QApplication::focusWidget(), text);
}

/// Ctrl+P, a name, Enter.
void goTo(StudioRig& rig, const QString& name)
{
    press(Qt::Key_P, Qt::ControlModifier);
    auto* line = rig.window().findChild<QLineEdit*>(QStringLiteral("paletteLine"));
    QTRY_VERIFY(line->hasFocus());
    type(name);
    press(Qt::Key_Return);
}

/// Ctrl+Shift+P, what to do, Enter.
void doIt(StudioRig& rig, const QString& what)
{
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    auto* line = rig.window().findChild<QLineEdit*>(QStringLiteral("paletteLine"));
    QTRY_VERIFY(line->hasFocus());
    type(what);
    press(Qt::Key_Return);
}

void openSampleByMouse(StudioRig& rig, const char* sample)
{
    auto* button = rig.window().findChild<QToolButton*>(QLatin1String(sample));
    QVERIFY(button != nullptr);
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(rig.studio().session() != nullptr);
    QVERIFY(rig.waitForCheck());
    QTRY_VERIFY(QApplication::focusWidget() == &rig.editor());
}

void replayAll(StudioRig& rig)
{
    QVERIFY(rig.waitForCheck());
    QSignalSpy finished(&rig.session(), &ui::Session::replayFinished);
    press(Qt::Key_F5);
    QTRY_VERIFY_WITH_TIMEOUT(!finished.isEmpty(), 20'000);
}

std::int64_t crossingsOf(StudioRig& rig)
{
    const auto& summary = rig.session().replay()->summary;
    return summary.deny + summary.approvalRequired;
}

QString inspectorText(StudioRig& rig)
{
    return rig.window().findChild<ui::InspectorView*>()->toPlainText();
}

int remitExit(const QStringList& arguments, const QString& folder)
{
    QProcess remit;
    remit.setWorkingDirectory(folder);
    remit.start(QString::fromStdString((test::binDir() / "remit").string()), arguments);
    remit.waitForFinished(30'000);
    return remit.exitStatus() == QProcess::NormalExit ? remit.exitCode() : -1;
}

} // namespace

/// The stories of the people the studio is for, told with keys and mouse alone.
class TestStories : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void anArchitectWritesReplaysAndCorrects_data() { themes(); }

    /// Sees what is wrong at each key, replays, opens a crossing, reads the clause, corrects the
    /// policy, and sees that the call now passes.
    void anArchitectWritesReplaysAndCorrects()
    {
        QFETCH(bool, dark);
        StudioRig rig;
        openSampleByMouse(rig, "sample.payments-agent");
        doIt(rig, dark ? QStringLiteral("dark") : QStringLiteral("light"));
        const QString name = dark ? QStringLiteral("story-architect-dark-")
                                  : QStringLiteral("story-architect-light-");
        goTo(rig, QStringLiteral("paying.cedar"));
        press(Qt::Key_End, Qt::ControlModifier);
        type(QStringLiteral("permit (principal, action, resource) when { 1 = 2 };"));
        QVERIFY(rig.waitForCheck());
        QVERIFY(rig.session().hasErrors());
        saveScreenshot(rig.window(), name + QStringLiteral("1-error"));
        while (rig.action("edit.undo")->isEnabled())
            press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(rig.waitForCheck());
        QVERIFY(!rig.session().hasErrors());

        replayAll(rig);
        const auto before = crossingsOf(rig);
        QVERIFY(before > 0);
        doIt(rig, QStringLiteral("investigate"));
        goTo(rig, QStringLiteral("over-the-limit run"));
        press(Qt::Key_Down);
        press(Qt::Key_Down);
        QTRY_VERIFY(inspectorText(rig).contains(QStringLiteral("paymentLimit")));
        saveScreenshot(rig.window(), name + QStringLiteral("2-why"));

        goTo(rig, QStringLiteral("agents.json"));
        rig.putCaretBehind(QStringLiteral("\"paymentLimit\": 250000"));
        type(QStringLiteral("00"));
        replayAll(rig);
        QVERIFY(crossingsOf(rig) < before);
        saveScreenshot(rig.window(), name + QStringLiteral("3-corrected"));
        press(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(rig.session().dirtyPaths().empty());
    }

    void aThreatModelerLooksAtTheDelegation_data() { themes(); }

    /// Opens the graph by keyboard, walks its table, goes to a grant's text and back.
    void aThreatModelerLooksAtTheDelegation()
    {
        QFETCH(bool, dark);
        StudioRig rig;
        openSampleByMouse(rig, "sample.multi-agent-research");
        doIt(rig, dark ? QStringLiteral("dark") : QStringLiteral("light"));
        const QString name =
            dark ? QStringLiteral("story-threat-dark-") : QStringLiteral("story-threat-light-");
        press(Qt::Key_G, Qt::ControlModifier | Qt::AltModifier);
        QTRY_COMPARE(rig.window().centre().currentKey(), QStringLiteral("graph"));
        QTest::qWait(500);
        saveScreenshot(rig.window(), name + QStringLiteral("1-graph"));
        goTo(rig, QStringLiteral("grant"));
        QVERIFY(rig.window().editors().current() != nullptr);
        saveScreenshot(rig.window(), name + QStringLiteral("2-grant"));
        press(Qt::Key_Left, Qt::AltModifier);
        QTRY_COMPARE(rig.window().centre().currentKey(), QStringLiteral("graph"));
        replayAll(rig);
        doIt(rig, QStringLiteral("review"));
        QTest::qWait(100);
        saveScreenshot(rig.window(), name + QStringLiteral("3-review"));
    }

    /// Replays, and reads the report that goes with it.
    void aReviewerReadsTheReport()
    {
        StudioRig rig;
        openSampleByMouse(rig, "sample.payments-agent");
        replayAll(rig);
        press(Qt::Key_R, Qt::ControlModifier | Qt::AltModifier);
        auto* dialog = rig.window().findChild<QFileDialog*>(QStringLiteral("reportDialog"));
        QVERIFY(dialog != nullptr);
        const QString file = rig.folder(QStringLiteral("review.html"));
        dialog->close();
        ui::saveReport(rig.window(), file); // what the dialog's Save does
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), 10'000);
        const QString report = QString::fromStdString(test::readAll(file.toStdString()));
        QVERIFY(report.contains(QString::fromStdString(rig.session().replay()->revision)));
        QVERIFY(report.contains(QStringLiteral("What was not modelled")));
    }

    /// The exit status is the answer.
    void aJobRunsTheSameWithoutAScreen()
    {
        const QTemporaryDir dir;
        const QString work = dir.filePath(QStringLiteral("work"));
        std::filesystem::copy(test::sourceDir() / "samples" / "payments-agent", work.toStdString(),
                              std::filesystem::copy_options::recursive);
        if (!std::filesystem::exists(test::binDir() / "remit"))
            QSKIP("remit is not built");
        const QStringList where{QStringLiteral("--workspace"), work};
        QCOMPARE(remitExit(QStringList{"validate"} + where, work), 0);
        QCOMPARE(remitExit(QStringList{"test"} + where, work), 0);
        QCOMPARE(remitExit(QStringList{"replay", "traces"} + where, work), 2); // crossings
        const QString out = dir.filePath(QStringLiteral("r.html"));
        QCOMPARE(remitExit(QStringList{"report", "traces", "--out", out} + where, work), 0);
        QVERIFY(QFile::exists(out));
    }

private:
    static void themes()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
};

QTEST_MAIN(TestStories)
#include "tst_stories.moc"
