// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/replay_docks.h"

#include "ui/compare/compare_actions.h"
#include "ui/inspector/explainer.h"
#include "ui/inspector/inspector_view.h"
#include "ui/models/translate.h"
#include "ui/replay/calls_actions.h"
#include "ui/replay/calls_view.h"
#include "ui/replay/impact_runner.h"
#include "ui/replay/replay_runner.h"
#include "ui/replay/review_desk.h"
#include "ui/replay/runs_view.h"
#include "ui/replay/verdict_delegate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/docks.h"
#include "ui/shell/empty_hint.h"
#include "ui/shell/main_window.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/tests/tests_dock.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/timeline/timeline_view.h"

#include <QAction>
#include <QDockWidget>

#include <functional>

namespace remit::ui {
namespace {

/// The two tables, fed from the session's last replay.
struct Tables {
    RunsPanel* runs;
    CallsView* calls;
    EmptyHint* runsHint;
    EmptyHint* callsHint;
    ActionRegistry* actions;
};

/// What an empty table says: before a replay how to come to one, after it that a filter fits none.
void showHints(const Tables& tables, bool replayed)
{
    QAction* replay = tables.actions->find(QStringLiteral("replay.run"));
    const QString before = tr("Replay decides the recorded calls of the workspace's traces.");
    tables.runsHint->setText(replayed ? tr("No run has a call that is shown.") : before);
    tables.callsHint->setText(replayed ? tr("No recorded call fits the filter.") : before);
    for (EmptyHint* hint : {tables.runsHint, tables.callsHint})
        hint->offer(replayed ? nullptr : replay);
}

void showReplay(const Tables& tables, const Session* session)
{
    const auto replay = session ? session->replay() : nullptr;
    showHints(tables, replay != nullptr);
    if (!replay) {
        tables.runs->setReplay(nullptr);
        tables.calls->setRows(std::make_shared<const std::vector<decision::CallVerdict>>());
        return;
    }
    tables.runs->setReplay(replay);
    tables.calls->setReplay(replay);
}

void followSession(MainWindow& window, const Tables& tables)
{
    Studio& studio = window.studio();
    QObject::connect(&studio, &Studio::sessionOpened, tables.calls, [tables](Session* session) {
        QObject::connect(session, &Session::replayFinished, tables.calls,
                         [tables, session] { showReplay(tables, session); });
        QObject::connect(&session->selection(), &Selection::callSelected, tables.calls,
                         [tables](const QString& run, qint64 step) {
                             if (step >= 0)
                                 tables.calls->select(run, step);
                         });
        tables.calls->setScope(&session->scope());
        tables.runs->setScope(&session->scope());
        showReplay(tables, session);
    });
    QObject::connect(&studio, &Studio::sessionClosing, tables.calls, [tables] {
        tables.calls->setScope(nullptr);
        tables.runs->setScope(nullptr);
        showReplay(tables, nullptr);
    });
    QObject::connect(tables.calls, &CallsView::callSelected, &studio,
                     [&studio](const QString& run, qint64 step) {
                         if (studio.session())
                             studio.session()->selection().selectCall(run, step);
                     });
    QObject::connect(tables.calls, &CallsView::exportWanted, &window,
                     [&window, tables] { exportShownCalls(window, *tables.calls); });
    QObject::connect(tables.calls, &CallsView::callActivated, &window,
                     [&window] { window.docks().focus(QStringLiteral("inspector")); });
    RunsView* runs = &tables.runs->view();
    QObject::connect(runs, &RunsView::runActivated, tables.calls,
                     [&window, tables, runs](const QString& name) {
                         tables.calls->showGroup(runs->runs().grouping(), name);
                         window.docks().focus(QStringLiteral("calls"));
                     });
}

Tables addTables(MainWindow& window)
{
    Studio& studio = window.studio();
    auto* runs = new RunsPanel;
    auto* calls = new CallsView(studio.theme());
    const Tables tables{runs, calls, new EmptyHint(runs->view(), {}),
                        new EmptyHint(calls->table(), {}), &studio.actions()};
    tables.calls->model().setRunner(&studio.jobs());
    tables.runs->setRunner(&studio.jobs());
    tables.runs->view().setVerdictDelegate(new VerdictDelegate(studio.theme(), tables.runs));
    tables.calls->setVerdictDelegate(new VerdictDelegate(studio.theme(), tables.calls));
    window.docks().add({.id = QStringLiteral("runs"),
                        .title = tr("Runs"),
                        .help = tr("The recorded runs with the worst verdict of each."),
                        .icon = QStringLiteral("runs")},
                       tables.runs);
    window.docks().add({.id = QStringLiteral("calls"),
                        .title = tr("Calls"),
                        .help = tr("Every recorded call with its verdict."),
                        .icon = QStringLiteral("calls")},
                       tables.calls);
    return tables;
}

void addTimeline(MainWindow& window, const Tables& tables, ReviewDesk& desk)
{
    Studio& studio = window.studio();
    auto* panel = new TimelinePanel(studio, tables.calls->model());
    QObject::connect(&studio, &Studio::sessionOpened, panel,
                     [panel](Session* session) { panel->setSession(session); });
    QObject::connect(&studio, &Studio::sessionClosing, panel,
                     [panel] { panel->setSession(nullptr); });
    QObject::connect(panel, &TimelinePanel::callSelected, &window,
                     [&studio](const QString& run, qint64 step) {
                         if (studio.session())
                             studio.session()->selection().selectCall(run, step);
                     });
    QObject::connect(panel, &TimelinePanel::callActivated, &window,
                     [&window] { window.docks().focus(QStringLiteral("inspector")); });
    const auto reviewed = [panel, &desk](std::size_t row) {
        const CallColumns& columns = *panel->view().data()->columns;
        return desk.isSettled(columns.run(row), columns[row].step);
    };
    panel->setReviewed(reviewed);
    QObject::connect(&desk, &ReviewDesk::changed, panel,
                     [panel, reviewed] { panel->setReviewed(reviewed); });
    window.docks().add({.id = QStringLiteral("timeline"),
                        .title = tr("Timeline"),
                        .help = tr("The recorded calls along time, one lane for each agent."),
                        .icon = QStringLiteral("timeline")},
                       panel);
}

void addInspector(MainWindow& window, const ImpactRunner& impact, const ReviewDesk& desk)
{
    auto* view = new InspectorView;
    new Explainer(window.studio(), *view, impact, desk);
    QObject::connect(view, &InspectorView::reviewWanted, &window, [&window] {
        window.studio().actions().find(QStringLiteral("replay.review"))->trigger();
    });
    QObject::connect(view, &InspectorView::linkChosen, &window, [&window] {
        window.studio().actions().find(QStringLiteral("replay.run"))->trigger();
    });
    QObject::connect(view, &InspectorView::placeChosen, &window, &MainWindow::showPlace);
    QObject::connect(view, &InspectorView::nameChosen, &window, &MainWindow::showNamed);
    window.docks().add({.id = QStringLiteral("inspector"),
                        .title = tr("Why"),
                        .help = tr("Why the selected call was decided as it was."),
                        .icon = QStringLiteral("inspector"),
                        .area = Qt::RightDockWidgetArea},
                       view);
}

/// A mode of replay: chosen, it replays at once.
void addModeToggle(ActionRegistry& actions, const char* id, const QString& text,
                   const QString& help, const std::function<void(bool on)>& choose)
{
    actions.addToggle({.id = QString::fromLatin1(id),
                       .text = text,
                       .help = help,
                       .shortcut = {},
                       .icon = {},
                       .menu = Menu::Replay,
                       .group = 1,
                       .checkable = true},
                      choose);
}

void addModeToggles(ActionRegistry& actions, ReplayRunner& runner)
{
    addModeToggle(actions, "replay.consequential", tr("&Consequential"),
                  tr("What follows a crossing is unreachable, instead of deciding each call on the "
                     "recorded history."),
                  [&runner](bool on) {
                      runner.setMode(on ? replay::Mode::Consequential : replay::Mode::Isolated);
                      runner.start();
                  });
    addModeToggle(actions, "replay.frontLoaded", tr("&Front-loaded"),
                  tr("Authority is decided once, at the start of a session, instead of at each "
                     "call: shows what deciding continuously finds."),
                  [&runner](bool on) {
                      runner.setTiming(on ? replay::Timing::FrontLoaded
                                          : replay::Timing::Continuous);
                      runner.start();
                  });
}

void addActions(MainWindow& window, ReplayRunner& runner, CallsView& calls)
{
    ActionRegistry& actions = window.studio().actions();
    QAction* replay =
        actions.add({.id = QStringLiteral("replay.run"),
                     .text = tr("&Replay"),
                     .help = tr("Decides every recorded call again under the present policies."),
                     .shortcut = Qt::Key_F5,
                     .icon = QStringLiteral("replay"),
                     .menu = Menu::Replay},
                    [&window, &runner] {
                        // Whoever looks at the timeline goes on looking at it.
                        const QDockWidget* timeline =
                            window.docks().find(QStringLiteral("timeline"));
                        if (timeline == nullptr || timeline->visibleRegion().isEmpty())
                            window.docks().reveal(QStringLiteral("calls"));
                        runner.start();
                    });
    addModeToggles(actions, runner);
    actions.add({.id = QStringLiteral("replay.nextCrossing"),
                 .text = tr("&Next crossing"),
                 .help = tr("Selects the next call that crosses a boundary."),
                 .shortcut = Qt::ALT | Qt::Key_Down,
                 .icon = QStringLiteral("next"),
                 .menu = Menu::Replay,
                 .group = 2},
                [&calls] { calls.selectNextCrossing(); });
    actions.add({.id = QStringLiteral("replay.previousCrossing"),
                 .text = tr("&Previous crossing"),
                 .help = tr("Selects the previous call that crosses a boundary."),
                 .shortcut = Qt::ALT | Qt::Key_Up,
                 .icon = QStringLiteral("previous"),
                 .menu = Menu::Replay,
                 .group = 2},
                [&calls] { calls.selectPreviousCrossing(); });
    const auto enable = [replay](bool open) { replay->setEnabled(open); };
    enable(false);
    QObject::connect(&window.studio(), &Studio::sessionOpened, replay, [enable] { enable(true); });
    QObject::connect(&window.studio(), &Studio::sessionClosing, replay,
                     [enable] { enable(false); });
}

} // namespace

void addReplayDocks(MainWindow& window)
{
    auto* runner = new ReplayRunner(window.studio());
    const Tables tables = addTables(window);
    auto* desk = new ReviewDesk(window.studio(), &window);
    followSession(window, tables);
    addTimeline(window, tables, *desk);
    ImpactRunner& impact = addImpactStrip(window, *runner);
    addReviewAction(window, *tables.calls, *desk);
    addInspector(window, impact, *desk);
    addActions(window, *runner, *tables.calls);
    showHints(tables, false);
    addCompare(window);
    addTestsDock(window);
    ActionRegistry& actions = window.studio().actions();
    tables.calls->setCallActions({actions.find(QStringLiteral("replay.review")),
                                  actions.find(QStringLiteral("replay.makeTest"))});
}

} // namespace remit::ui
