// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/screenshot.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/coverage/coverage_marks.h"
#include "ui/coverage/coverage_view.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/help/help_pages.h"
#include "ui/inspector/inspector_view.h"
#include "ui/mining/mining_page.h"
#include "ui/plan/plan_view.h"
#include "ui/probes/probes_view.h"
#include "ui/replay/calls_view.h"
#include "ui/shell/centre.h"
#include "ui/shell/docks.h"
#include "ui/shell/main_window.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHelpEvent>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>
#include <QToolTip>
#include <QTreeView>
#include <QTreeWidget>

using namespace remit;
using remit::test::saveScreenshot;
using remit::test::StudioRig;

namespace {

void openSample(StudioRig& rig)
{
    rig.window().openSample(QStringLiteral("payments-agent"));
    QVERIFY(rig.waitForCheck());
}

bool replayed(StudioRig& rig)
{
    QSignalSpy finished(&rig.session(), &ui::Session::replayFinished);
    QTest::keyClick(&rig.window(), Qt::Key_F5);
    return QTest::qWaitFor([&] { return !finished.isEmpty(); }, 20'000);
}

ui::CoverageMarks* marksOf(const ui::CodeEditor& editor)
{
    return editor.findChild<ui::CoverageMarks*>();
}

/// The first line of the editor in front whose sign says this.
int lineSaying(const ui::CoverageMarks& marks, const QString& words)
{
    for (const int line : marks.lines()) {
        if (marks.whyOn(line).contains(words))
            return line;
    }
    return -1;
}

template <class T>
T& child(QWidget& parent, const char* name)
{
    T* found = parent.findChild<T*>(QLatin1String(name));
    if (found == nullptr)
        qFatal("there is no %s", name);
    return *found;
}

ui::MiningPage& miningPage(StudioRig& rig)
{
    rig.trigger("policies.mine");
    auto* page = qobject_cast<ui::MiningPage*>(rig.window().centre().page(ui::MiningPage::key()));
    if (page == nullptr)
        qFatal("there is no mining page");
    return *page;
}

/// By hand, as soon as it is there.
void chooseTask(ui::MiningPage& page, const QString& task)
{
    auto& box = child<QComboBox>(page, "mining-task");
    QTRY_VERIFY_WITH_TIMEOUT(box.findText(task) >= 0, 20'000);
    box.setCurrentIndex(box.findText(task));
    QVERIFY(page.preview().contains(QStringLiteral("permit (")));
}

} // namespace

/// Is every part of the policy exercised, what is the least that a task needs, and does the
/// boundary hold when reality leaves the plan?
class TestBoundaryViews : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void anUncoveredClauseHasASignThatSaysWhy()
    {
        StudioRig rig;
        openSample(rig);
        QVERIFY(replayed(rig));
        auto& view = *rig.window().findChild<ui::CoverageView*>();
        QVERIFY(view.shown() == nullptr);
        rig.window().docks().reveal(QStringLiteral("coverage"));
        QTest::mouseClick(&child<QPushButton>(view, "coverage-measure"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(view.shown() != nullptr, 20'000);
        QVERIFY(view.summary().contains(QStringLiteral("Truth values")));

        ui::CodeEditor& editor = rig.editor();
        ui::CoverageMarks* marks = marksOf(editor);
        QVERIFY(marks != nullptr);
        QVERIFY(!marks->lines().empty());
        QVERIFY(editor.marginWidth(ui::CoverageMarks::kMargin) > 0);
        const int line = marks->lines().front();
        QVERIFY(!marks->whyOn(line).isEmpty());
        saveScreenshot(rig.window(), QStringLiteral("coverage-gutter"));

        // The mouse on the sign, and the keyboard on its line, give the same reason.
        int x = 2;
        for (int margin = 0; margin < ui::CoverageMarks::kMargin; ++margin)
            x += editor.marginWidth(margin);
        editor.setFirstVisibleLine(std::max(0, line - 2));
        const auto byte = editor.SendScintilla(QsciScintillaBase::SCI_POSITIONFROMLINE,
                                               static_cast<unsigned long>(line));
        const auto y = static_cast<int>(
            editor.SendScintilla(QsciScintillaBase::SCI_POINTYFROMPOSITION, 0UL, byte));
        const QPoint place(x, y + 3);
        QHelpEvent help(QEvent::ToolTip, place, editor.viewport()->mapToGlobal(place));
        QCoreApplication::sendEvent(editor.viewport(), &help);
        QVERIFY(QToolTip::text().contains(marks->whyOn(line)));
        QToolTip::hideText();

        // A sign stays with its line while one types above it.
        editor.setCursorPosition(0, 0);
        QTest::keyClick(&editor, Qt::Key_Return);
        QCOMPARE(marks->lines().front(), line + 1);
        rig.studio().theme().setAppearance(ui::Appearance::Dark);
        saveScreenshot(rig.window(), QStringLiteral("coverage-gutter-dark"));
    }

    void theTreeLeadsToThePlace()
    {
        StudioRig rig;
        rig.openWorkspaceWith(QStringLiteral(
            "@id(\"pay\")\npermit (principal, action == Action::\"pay\", resource)\nwhen { "
            "context.input.amount < 10 };\n"));
        auto& view = *rig.window().findChild<ui::CoverageView*>();
        rig.trigger("coverage.measure");
        QTRY_VERIFY_WITH_TIMEOUT(view.shown() != nullptr, 20'000);
        QSignalSpy chosen(&view, &ui::CoverageView::placeChosen);
        const QModelIndex policy = view.tree().model()->index(0, 0);
        QCOMPARE(policy.data().toString(), QStringLiteral("pay"));
        view.tree().setCurrentIndex(policy);
        view.tree().setFocus();
        QTest::keyClick(&view.tree(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.front().front().toString(), QStringLiteral("policies/pay.cedar"));
        QVERIFY(lineSaying(*marksOf(rig.editor()), QStringLiteral("No call was put")) >= 0);
    }

    void aTaskIsMinedSteeredAppliedAndUndone()
    {
        StudioRig rig;
        openSample(rig);
        QVERIFY(replayed(rig));
        rig.trigger("policies.mine");
        auto* page =
            qobject_cast<ui::MiningPage*>(rig.window().centre().page(ui::MiningPage::key()));
        QVERIFY(page != nullptr);
        auto& task = child<QComboBox>(*page, "mining-task");
        QTRY_VERIFY_WITH_TIMEOUT(task.count() > 0, 20'000);
        auto& evidence = child<QTreeWidget>(*page, "mining-evidence");
        auto& apply = child<QPushButton>(*page, "mining-apply");
        auto& denied = child<QTreeWidget>(*page, "mining-denied");
        // The first task of which something is proposed.
        for (int i = 0; i < task.count() && !page->preview().contains(QStringLiteral("permit ("));
             ++i)
            task.setCurrentIndex(i);
        QVERIFY2(page->preview().contains(QStringLiteral("permit (")), qPrintable(page->preview()));
        QTRY_VERIFY_WITH_TIMEOUT(apply.isEnabled(), 20'000);
        const int before = denied.topLevelItemCount();

        // Steer: a guard that reads do not escape, and one action less.
        child<QComboBox>(*page, "mining-form").setCurrentIndex(1);
        QTRY_VERIFY_WITH_TIMEOUT(apply.isEnabled(), 20'000);
        QVERIFY(page->preview().contains(QStringLiteral("forbid (")));
        const QString whole = page->preview();
        QVERIFY(evidence.topLevelItemCount() > 0);
        QTreeWidgetItem* last = evidence.topLevelItem(evidence.topLevelItemCount() - 1);
        const QString action = last->text(0);
        last->setCheckState(0, Qt::Unchecked);
        QVERIFY(page->preview() != whole);
        QTRY_VERIFY_WITH_TIMEOUT(apply.isEnabled(), 20'000);
        QTRY_VERIFY(denied.topLevelItemCount() > 0);
        Q_UNUSED(before);
        saveScreenshot(rig.window(), QStringLiteral("mining-steered"));
        last->setCheckState(0, Qt::Checked);
        QCOMPARE(page->preview(), whole);
        QTRY_VERIFY_WITH_TIMEOUT(apply.isEnabled(), 20'000);

        QSignalSpy applied(page, &ui::MiningPage::applied);
        QSignalSpy replays(&rig.session(), &ui::Session::replayFinished);
        QTest::mouseClick(&apply, Qt::LeftButton);
        QCOMPARE(applied.size(), 1);
        const QString file = applied.front().front().toString();
        QVERIFY(file.startsWith(QStringLiteral("policies/mined-")));
        QCOMPARE(rig.textOf(file), whole);
        QTRY_VERIFY_WITH_TIMEOUT(!replays.isEmpty(), 20'000); // it shows what that does

        QVERIFY(rig.session().undo(file.toStdString()).has_value());
        const auto document = rig.session().document(file.toStdString());
        QVERIFY(!document.has_value() || (*document)->text().empty());
    }

    void argumentsAreGeneralisedAndAScopeIsNarrowed()
    {
        StudioRig rig;
        openSample(rig);
        QVERIFY(replayed(rig));
        ui::MiningPage& page = miningPage(rig);
        chooseTask(page, QStringLiteral("quarter-end"));
        auto& detail = child<QComboBox>(page, "mining-detail");
        auto& evidence = child<QTreeWidget>(page, "mining-evidence");
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // of other tasks
        auto& currency = child<QComboBox>(evidence, "mining-rule-currency");
        QVERIFY(!currency.isEnabled());
        detail.setCurrentIndex(2);
        QVERIFY(currency.isEnabled());
        const QString automatic = page.preview();
        currency.setFocus();
        QTest::keyClick(&currency, Qt::Key_End); // the widest of the rules that are possible
        QVERIFY(currency.currentIndex() > 1);
        QVERIFY(page.preview() != automatic);
        QVERIFY(page.preview().contains(QStringLiteral("// currency: ")));
        QVERIFY(page.preview().contains(QStringLiteral("confidence")));
        saveScreenshot(rig.window(), QStringLiteral("mining-arguments"));
        rig.studio().theme().setAppearance(ui::Appearance::Dark);
        saveScreenshot(rig.window(), QStringLiteral("mining-arguments-dark"));

        // The same as the scope of a grant.
        child<QComboBox>(page, "mining-form").setCurrentIndex(2);
        auto& grant = child<QComboBox>(page, "mining-grant");
        QVERIFY(grant.isEnabled());
        QCOMPARE(grant.currentText(), QStringLiteral("ines-treasury"));
        QVERIFY(!page.preview().contains(QStringLiteral("context.task")));
        auto& apply = child<QPushButton>(page, "mining-apply");
        QTRY_VERIFY_WITH_TIMEOUT(apply.isEnabled(), 20'000);
        const QString file = QStringLiteral("grants/ines-treasury.cedar");
        rig.window().editors().open(file);
        const QString before = rig.textOf(file);
        QVERIFY(!before.isEmpty());
        rig.trigger("policies.mine");
        QTest::mouseClick(&apply, Qt::LeftButton);
        QCOMPARE(rig.textOf(file), page.preview());
        QVERIFY(rig.session().undo(file.toStdString()).has_value());
        QCOMPARE(rig.textOf(file), before);
    }

    void knownValuesAreTakenIntoAnInventory()
    {
        StudioRig rig;
        rig.window().openSample(QStringLiteral("agentdojo-guardrails"));
        QVERIFY(rig.waitForCheck());
        QVERIFY(replayed(rig));
        ui::MiningPage& page = miningPage(rig);
        child<QComboBox>(page, "mining-form").setCurrentIndex(3);
        auto& values = child<QTreeWidget>(page, "mining-inventories");
        QTRY_VERIFY_WITH_TIMEOUT(values.topLevelItemCount() > 0, 20'000);
        auto& apply = child<QPushButton>(page, "mining-apply");
        QTRY_VERIFY_WITH_TIMEOUT(apply.isEnabled(), 20'000);
        auto& denied = child<QTreeWidget>(page, "mining-denied");
        const int before = denied.topLevelItemCount();

        // Without the first value its call stays denied.
        QTreeWidgetItem* first = values.topLevelItem(0)->child(0);
        const QString value = first->text(0);
        QCOMPARE(first->checkState(0), Qt::Checked);
        first->setCheckState(0, Qt::Unchecked);
        QTRY_VERIFY_WITH_TIMEOUT(denied.topLevelItemCount() > before, 20'000);
        QVERIFY(!page.preview().contains(value));
        saveScreenshot(rig.window(), QStringLiteral("mining-inventories"));
        first->setCheckState(0, Qt::Checked);
        QTRY_VERIFY_WITH_TIMEOUT(apply.isEnabled(), 20'000);

        const QString file = QStringLiteral("entities/known.json");
        rig.window().editors().open(file);
        const QString text = rig.textOf(file);
        rig.trigger("policies.mine");
        QTest::mouseClick(&apply, Qt::LeftButton);
        QVERIFY(rig.textOf(file).contains(QLatin1Char('"') + value + QLatin1Char('"')));
        QVERIFY(rig.session().undo(file.toStdString()).has_value());
        QCOMPARE(rig.textOf(file), text);
    }

    void plansAreHeldAgainstBehaviour()
    {
        StudioRig rig;
        openSample(rig);
        auto& view = *rig.window().findChild<ui::PlanView*>();
        QVERIFY(view.summary().contains(QStringLiteral("F5")));
        rig.window().docks().reveal(QStringLiteral("plan"));
        QVERIFY(replayed(rig));
        QTRY_VERIFY_WITH_TIMEOUT(view.tree().topLevelItemCount() > 0, 20'000);
        QVERIFY2(view.summary().contains(QStringLiteral("Calls off the plan: 3")),
                 qPrintable(view.summary()));
        const auto found = view.tree().findItems(QStringLiteral("read_mail"),
                                                 Qt::MatchExactly | Qt::MatchRecursive);
        QVERIFY(!found.isEmpty());
        rig.window().docks().reveal(QStringLiteral("plan"));
        saveScreenshot(rig.window(), QStringLiteral("plans"));
        view.tree().setCurrentItem(found.front());
        view.tree().setFocus();
        QTest::keyClick(&view.tree(), Qt::Key_Return);
        const auto chosen = rig.session().selection().call();
        QVERIFY(!chosen.run.isEmpty());
        // F1 opens the page about what has the focus.
        for (const char* const part : {"dock.plan", "dock.probes", "dock.coverage", "page.mining"})
            QVERIFY2(!ui::HelpPages::ofContext(QLatin1String(part)).isEmpty(), part);
    }

    void aCrossedProbeIsOpened()
    {
        StudioRig rig;
        openSample(rig);
        auto& view = *rig.window().findChild<ui::ProbesView*>();
        auto& run = child<QPushButton>(view, "probes-run");
        QVERIFY(!run.isEnabled());
        QVERIFY(replayed(rig));
        QVERIFY(run.isEnabled());
        const auto recorded = rig.session().replay()->summary.runs;
        rig.window().docks().reveal(QStringLiteral("probes"));
        QTest::mouseClick(&run, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(view.table().model()->rowCount() > 0, 30'000);
        QVERIFY(view.summary().contains(QStringLiteral("held")));
        saveScreenshot(rig.window(), QStringLiteral("probes"));
        const int all = view.table().model()->rowCount();
        QTest::mouseClick(&child<QCheckBox>(view, "probes-only-crossed"), Qt::LeftButton);
        const int crossed = view.table().model()->rowCount();
        QVERIFY2(crossed > 0 && crossed < all,
                 qPrintable(QStringLiteral("%1 of %2").arg(crossed).arg(all)));

        const std::string changed = view.resultAt(0)->probe.changedRun;
        QSignalSpy replays(&rig.session(), &ui::Session::replayFinished);
        view.table().setCurrentIndex(view.table().model()->index(0, 0));
        view.table().setFocus();
        QTest::keyClick(&view.table(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!replays.isEmpty(), 20'000);
        QCOMPARE(rig.session().selection().call().run.toStdString(), changed);
        const auto* why = rig.window().findChild<ui::InspectorView*>();
        QTRY_VERIFY(why->explanation().has_value());
        QCOMPARE(why->explanation()->verdict.run, changed);
        saveScreenshot(rig.window(), QStringLiteral("probe-opened"));

        // The probes are still those of what was recorded, and so is the next replay.
        QCOMPARE(view.table().model()->rowCount(), crossed);
        QVERIFY(replayed(rig));
        QCOMPARE(rig.session().replay()->summary.runs, recorded);
    }
};

QTEST_MAIN(TestBoundaryViews)
#include "tst_boundary_views.moc"
