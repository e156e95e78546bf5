// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/screenshot.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/models/calls_model.h"
#include "ui/replay/calls_view.h"
#include "ui/shell/call_scope.h"
#include "ui/shell/docks.h"
#include "ui/shell/layouts.h"
#include "ui/shell/main_window.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/timeline/growth_view.h"
#include "ui/timeline/timeline_list.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/timeline/timeline_view.h"
#include "ui/whatif/whatif_view.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QImage>
#include <QMenu>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <ctime>
#include <numeric>

using namespace remit;
using namespace remit::ui;
using decision::CallVerdict;
using decision::Verdict;
using remit::test::saveScreenshot;
using remit::test::StudioRig;

namespace {

/// A second between two calls; a run has ten.
CallVerdict madeCall(std::size_t number, std::size_t agents)
{
    CallVerdict row;
    row.run = "run-" + std::to_string(1'000'000 + number / 10);
    row.step = static_cast<std::int64_t>(number % 10);
    row.time = Instant{1'700'000'000'000 + static_cast<std::int64_t>(number) * 1000};
    row.agent = "Agent::\"agent-" + std::to_string(number / 10 % agents) + "\"";
    row.tool = "tool-" + std::to_string(number % 7);
    row.verdict = number % 97 == 13 ? Verdict::Deny : Verdict::Allow;
    if (row.verdict == Verdict::Deny)
        row.crossings.push_back({decision::CrossingKind::Forbidden, {}, {}, {"stop"}, "Stopped."});
    return row;
}

std::shared_ptr<const CallColumns> madeColumns(std::size_t calls, std::size_t agents = 12)
{
    auto columns = std::make_shared<CallColumns>();
    for (std::size_t i = 0; i < calls; ++i)
        columns->add(madeCall(i, agents));
    columns->finish();
    return columns;
}

std::vector<std::int64_t> allRows(std::size_t count)
{
    std::vector<std::int64_t> rows(count);
    std::iota(rows.begin(), rows.end(), 0);
    return rows;
}

std::shared_ptr<const TimelineData> madeTimeline(std::size_t calls, AxisKind kind = AxisKind::Time)
{
    return layOutTimeline(madeColumns(calls), kind, allRows(calls), nullptr);
}

struct View {
    explicit View(std::size_t calls) : view(theme)
    {
        view.resize(1400, 420);
        view.setScope(&scope);
        view.setData(madeTimeline(calls));
        view.show();
    }
    void wheel(QPoint at, int notches)
    {
        QWheelEvent event(at, view.mapToGlobal(at), {}, {0, 120 * notches}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(view.viewport(), &event);
    }

    Theme theme;
    CallScope scope;
    TimelineView view;
};

} // namespace

class TestTimeline : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void longPausesAreFolded()
    {
        auto columns = std::make_shared<CallColumns>();
        CallVerdict row = madeCall(0, 1);
        for (int i = 0; i < 20; ++i) {
            row.step = i;
            // Two days between the tenth call and the next.
            row.time = Instant{1'700'000'000'000 + i * 1000 + (i < 10 ? 0 : 172'800'000)};
            columns->add(row);
        }
        columns->finish();
        const TimelineAxis axis(columns, AxisKind::Time);
        QCOMPARE(axis.folds().size(), std::size_t{1});
        QCOMPARE(axis.folds().front().skipped, std::int64_t{172'801'000});
        QVERIFY(axis.length() < 60);
        // Places, ranks and times agree.
        for (std::size_t rank = 0; rank < 20; ++rank) {
            const double place = axis.placeOfRank(rank);
            QCOMPARE(axis.rankAt(place), static_cast<double>(rank));
            QCOMPARE(*axis.timeAt(place), (*columns)[rank].time);
            QCOMPARE(*axis.placeOfTime((*columns)[rank].time), place);
        }
        QCOMPARE(TimelineAxis(columns, AxisKind::Order).length(), 20.0);
    }

    void withoutTimesTheOrderCounts()
    {
        auto columns = std::make_shared<CallColumns>();
        CallVerdict row = madeCall(0, 1);
        row.time.reset();
        columns->add(row);
        columns->finish();
        QVERIFY(!columns->hasTimes());
        QVERIFY(TimelineAxis(columns, AxisKind::Time).kind() == AxisKind::Order);
    }

    void keysStepFromCallToCall()
    {
        View rig(400);
        QSignalSpy selected(&rig.view, &TimelineView::callSelected);
        QTest::keyClick(&rig.view, Qt::Key_Home);
        QCOMPARE(*rig.view.current(), std::size_t{0});
        QTest::keyClick(&rig.view, Qt::Key_Right);
        QCOMPARE(*rig.view.current(), std::size_t{1});
        QTest::keyClicks(&rig.view, QStringLiteral("]"));
        QCOMPARE(*rig.view.current(), std::size_t{13});
        QTest::keyClicks(&rig.view, QStringLiteral("]"));
        QCOMPARE(*rig.view.current(), std::size_t{110});
        QTest::keyClicks(&rig.view, QStringLiteral("["));
        QCOMPARE(*rig.view.current(), std::size_t{13});
        QTest::keyClick(&rig.view, Qt::Key_End);
        QCOMPARE(*rig.view.current(), std::size_t{399});
        QTest::keyClick(&rig.view, Qt::Key_Down);
        QVERIFY(rig.view.data()->laneOfRow[*rig.view.current()] != rig.view.data()->laneOfRow[399]);
        QCOMPARE(selected.last().at(0).toString(),
                 QString::fromStdString(rig.view.data()->columns->run(*rig.view.current())));
        QVERIFY(rig.view.accessibleDescription().contains(QStringLiteral("step")));
    }

    void theWheelZoomsAtThePointer()
    {
        View rig(10'000);
        const QPoint at(900, 200);
        const double before = rig.view.geometryNow().place(at.x());
        rig.wheel(at, 8);
        QVERIFY(rig.view.geometryNow().scale > 0);
        QVERIFY(std::abs(rig.view.geometryNow().place(at.x()) - before) < 1);
        QVERIFY(rig.scope.state().zoom.has_value());
        // One turn of the wheel is one step of the history.
        rig.scope.back();
        QVERIFY(!rig.scope.state().zoom.has_value());
        QVERIFY(rig.view.geometryNow().left == 0);
        rig.scope.forward();
        QVERIFY(rig.view.geometryNow().left > 0);
    }

    void shiftDragChoosesARange()
    {
        View rig(400);
        const QPoint from = rig.view.placeOf(50) - QPoint(1, 0);
        const QPoint to = rig.view.placeOf(99) + QPoint(1, 0);
        QTest::mousePress(rig.view.viewport(), Qt::LeftButton, Qt::ShiftModifier, from);
        QTest::mouseMove(rig.view.viewport(), to);
        QMouseEvent move(QEvent::MouseMove, to, rig.view.mapToGlobal(to), Qt::LeftButton,
                         Qt::LeftButton, Qt::ShiftModifier);
        QApplication::sendEvent(rig.view.viewport(), &move);
        QTest::mouseRelease(rig.view.viewport(), Qt::LeftButton, Qt::ShiftModifier, to);
        QVERIFY(rig.scope.state().range.has_value());
        QCOMPARE(rig.scope.state().range->first, 50U);
        QCOMPARE(rig.scope.state().range->last, 99U);
        QTest::keyClick(&rig.view, Qt::Key_F);
        QVERIFY(rig.view.geometryNow().place(rig.view.geometryNow().callsLeft()) > 40);
        QTest::keyClick(&rig.view, Qt::Key_Escape);
        QVERIFY(!rig.scope.state().range.has_value());
    }

    void aClickSelectsTheCallUnderIt()
    {
        View rig(40);
        QTest::mouseClick(rig.view.viewport(), Qt::LeftButton, {}, rig.view.placeOf(13));
        QCOMPARE(*rig.view.current(), std::size_t{13});
        // A drag along the ruler goes from call to call.
        const int x = rig.view.placeOf(20).x() + 2;
        QTest::mousePress(rig.view.viewport(), Qt::LeftButton, {}, QPoint(x, 8));
        QCOMPARE(*rig.view.current(), std::size_t{20});
        QTest::mouseRelease(rig.view.viewport(), Qt::LeftButton, {}, QPoint(x, 8));
    }

    void theListSaysWhatTheDrawingShows()
    {
        TimelineListModel list;
        const auto columns = madeColumns(100);
        std::vector<std::int64_t> crossings;
        for (std::size_t row = 0; row < columns->size(); ++row) {
            if ((*columns)[row].verdict == Verdict::Deny)
                crossings.push_back(static_cast<std::int64_t>(row));
        }
        list.setData(layOutTimeline(columns, AxisKind::Time, crossings, nullptr));
        QCOMPARE(list.rowCount(), static_cast<int>(crossings.size()));
        QCOMPARE(list.index(0, TimelineListModel::VerdictColumn).data().toString(),
                 QStringLiteral("Deny"));
        QVERIFY(list.indexOfRow(13).isValid());
        QVERIFY(!list.indexOfRow(14).isValid());
    }

    /// 40 ms of the processor a frame at every zoom, for a million calls.
    void aMillionCallsAreDrawnInTime()
    {
        constexpr std::size_t kCalls = 1'000'000;
        View rig(10);
        const auto columns = madeColumns(kCalls);
        QElapsedTimer clock;
        clock.start();
        rig.view.setData(layOutTimeline(columns, AxisKind::Time, allRows(kCalls), nullptr));
        qInfo("laid out in %lld ms", clock.elapsed());
        QImage image(rig.view.viewport()->size(), QImage::Format_ARGB32_Premultiplied);
        for (const int notches : {0, 10, 20, 30, 40}) {
            rig.view.fitAll();
            rig.wheel({700, 200}, notches);
            const std::clock_t start = std::clock();
            constexpr int kFrames = 6;
            for (int frame = 0; frame < kFrames; ++frame) {
                QTest::keyClick(&rig.view, Qt::Key_Right);
                rig.view.viewport()->render(&image);
            }
            const double ms =
                static_cast<double>(std::clock() - start) * 1000.0 / CLOCKS_PER_SEC / kFrames;
            qInfo("zoom %d: %.1f ms a frame", notches, ms);
            QVERIFY2(ms <= 40, qPrintable(QString::number(ms)));
        }
        rig.view.fitAll();
        saveScreenshot(rig.view, QStringLiteral("timeline-million"));
    }

    /// In the window: the timeline, the table and the selection are one.
    void theWindowShowsOneThing()
    {
        StudioRig rig;
        rig.window().openSample(QStringLiteral("payments-agent"));
        QVERIFY(rig.waitForCheck());
        rig.window().layouts().activate(QStringLiteral("investigate"));
        rig.window().docks().reveal(QStringLiteral("timeline"));
        auto* panel = rig.window().findChild<TimelinePanel*>();
        QVERIFY(panel != nullptr);
        rig.trigger("replay.run");
        QTRY_VERIFY_WITH_TIMEOUT(panel->view().data() != nullptr, 20'000);
        rig.window().docks().reveal(QStringLiteral("timeline"));
        QTRY_VERIFY(!panel->view().data()->bars.empty());
        QVERIFY(!panel->view().data()->flags.empty());
        QCOMPARE(panel->view().data()->columns->size(), std::size_t{33});

        panel->view().setFocus();
        QTest::keyClick(&panel->view(), Qt::Key_Home);
        QTest::keyClicks(&panel->view(), QStringLiteral("]"));
        const CallId call = rig.session().selection().call();
        QVERIFY(call.isValid());
        auto* calls = rig.window().findChild<CallsView*>();
        QTRY_COMPARE(calls->table().currentIndex().data(CallsModel::RunRole).toString(), call.run);
        auto* growth = rig.window().findChild<GrowthView*>();
        QTRY_VERIFY(growth->toPlainText().contains(QStringLiteral("Earlier calls")));
        saveScreenshot(rig.window(), QStringLiteral("timeline"));

        // A range narrows the table, and back shows all again.
        CallScopeState state = rig.session().scope().state();
        state.range = CallRange{0, 9};
        rig.session().scope().set(state);
        QCOMPARE(calls->model().rowCount(), 10);
        QTRY_COMPARE(panel->view().data()->matching, std::size_t{10});
        saveScreenshot(rig.window(), QStringLiteral("timeline-range"));
        panel->view().setFocus();
        QTest::keyClick(&panel->view(), Qt::Key_Left, Qt::AltModifier);
        QTRY_COMPARE(calls->model().rowCount(), 33);

        auto* list = panel->findChild<QToolButton*>(QStringLiteral("timeline-as-list"));
        list->click();
        QTRY_VERIFY(panel->list().rowCount() > 33);
        rig.studio().theme().setAppearance(Appearance::Dark);
        saveScreenshot(rig.window(), QStringLiteral("timeline-list-dark"));
        list->click();
        panel->view().setFocus();
        QTest::keyClick(&panel->view(), Qt::Key_F);
        saveScreenshot(rig.window(), QStringLiteral("timeline-dark"));
    }

    /// By keys: the call, its menu, a grant; Ctrl+Z takes it back.
    void aGrantIsRevokedOnTheTimeline()
    {
        StudioRig rig;
        rig.window().openSample(QStringLiteral("payments-agent"));
        QVERIFY(rig.waitForCheck());
        rig.window().layouts().activate(QStringLiteral("investigate"));
        rig.trigger("replay.run");
        auto& view = rig.window().findChild<TimelinePanel*>()->view();
        rig.window().docks().reveal(QStringLiteral("timeline"));
        QTRY_VERIFY_WITH_TIMEOUT(view.data() != nullptr && !view.data()->bars.empty(), 20'000);
        const std::size_t flags = view.data()->flags.size();
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Home);
        QVERIFY(view.currentTime().has_value());
        QContextMenuEvent wanted(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QApplication::sendEvent(&view, &wanted);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu != nullptr);
        QVERIFY(menu->actions().size() > 3);
        saveScreenshot(*menu, QStringLiteral("timeline-moment"));
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        auto* whatIf = rig.window().findChild<WhatIfView*>();
        QCOMPARE(whatIf->drafts().size(), std::size_t{1});
        QCOMPARE(whatIf->drafts()[0].kind, WhatIfKind::RevokeGrant);
        QCOMPARE(whatIf->drafts()[0].at.milliseconds, *view.currentTime());
        QTRY_COMPARE(view.data()->flags.size(), flags + 1);
        rig.window().docks().focus(QStringLiteral("timeline"));
        view.setFocus();
        saveScreenshot(rig.window(), QStringLiteral("timeline-supposed"));
        QTest::keyClick(&view, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(whatIf->drafts().empty());
        QTRY_COMPARE(view.data()->flags.size(), flags);
    }
};

QTEST_MAIN(TestTimeline)
#include "tst_timeline.moc"
