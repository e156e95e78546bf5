// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/calls_actions.h"

#include "ui/compare/compare_actions.h"
#include "ui/compare/compare_work.h"
#include "ui/models/translate.h"
#include "ui/replay/calls_export.h"
#include "ui/replay/calls_view.h"
#include "ui/replay/impact_runner.h"
#include "ui/replay/impact_strip.h"
#include "ui/replay/replay_runner.h"
#include "ui/replay/review_desk.h"
#include "ui/replay/review_form.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifications.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/version.h"

#include <QAction>
#include <QFileDialog>
#include <QItemSelectionModel>
#include <QLayout>
#include <QTableView>

#include <filesystem>
#include <variant>

namespace remit::ui {
namespace {

/// The calls chosen in the table, or the selected one, in full.
std::vector<decision::CallVerdict> chosenCrossings(CallsView& calls)
{
    std::vector<decision::CallVerdict> crossings;
    QModelIndexList rows = calls.table().selectionModel()->selectedRows();
    if (rows.isEmpty())
        rows << calls.table().currentIndex();
    for (const QModelIndex& index : rows) {
        const decision::CallVerdict* row = calls.model().call(index);
        if (row != nullptr && decision::isCrossing(row->verdict))
            crossings.push_back(*row);
    }
    return crossings;
}

} // namespace

void exportShownCalls(MainWindow& window, CallsView& calls)
{
    Studio& studio = window.studio();
    const auto replay = studio.session() == nullptr ? nullptr : studio.session()->replay();
    if (!replay)
        return;
    const QString name = QFileDialog::getSaveFileName(
        &window, tr("Export the calls shown"), QStringLiteral("calls.csv"),
        tr("CSV, for spreadsheets (*.csv);;JSON lines, as of remit replay (*.jsonl)"));
    if (name.isEmpty())
        return;
    CallsExport what{calls.model().table(),
                     calls.model().shown(),
                     {replay->revision, "remit " + std::string(programVersion())},
                     !name.endsWith(QLatin1String(".jsonl"))};
    studio.jobs().run<std::monostate>(
        {.title = tr("Export %L1 calls").arg(what.numbers.size()), .key = {}},
        [what, file = std::filesystem::path(name.toStdString())](
            const JobControl& control) -> Result<std::monostate> {
            if (const Result<> written = exportCalls(what, file, control); !written)
                return tl::unexpected<Error>(written.error());
            return std::monostate();
        },
        &calls,
        [&studio, name](Result<std::monostate> written) {
            if (written)
                studio.notifications().inform(tr("Written: %1").arg(name));
            else if (written.error().code != ErrorCode::Cancelled)
                studio.notifications().report(written.error());
        });
}

void addReviewAction(MainWindow& window, CallsView& view, ReviewDesk& desk)
{
    CallsView* calls = &view;
    calls->model().setReviews(
        [&desk](const decision::CallVerdict& row) { return desk.wordsOf(row); });
    QObject::connect(&desk, &ReviewDesk::changed, calls, [calls, &desk] {
        calls->model().setReviews(
            [&desk](const decision::CallVerdict& row) { return desk.wordsOf(row); });
    });
    QAction* review = window.studio().actions().add(
        {.id = QStringLiteral("replay.review"),
         .text = tr("Re&view crossing…"),
         .help = tr("Marks the chosen crossings as accepted, a false alarm or open, with a reason; "
                    "Ctrl+Z takes it back."),
         .shortcut = Qt::CTRL | Qt::ALT | Qt::Key_R,
         .icon = QStringLiteral("reviews"),
         .menu = Menu::Replay,
         .group = 4},
        [&window, calls, &desk] {
            std::vector<decision::CallVerdict> crossings = chosenCrossings(*calls);
            if (crossings.empty()) {
                window.studio().notifications().inform(
                    tr("Only a call that crosses a boundary can be reviewed: choose one first."));
                return;
            }
            auto* form = new ReviewForm(desk, std::move(crossings), &window);
            form->show();
            form->activateWindow();
        });
    review->setEnabled(false);
    QObject::connect(&window.studio(), &Studio::sessionOpened, calls,
                     [review] { review->setEnabled(true); });
    QObject::connect(&window.studio(), &Studio::sessionClosing, calls,
                     [review] { review->setEnabled(false); });
}

ImpactRunner& addImpactStrip(MainWindow& window, ReplayRunner& runner)
{
    QWidget* work = window.centre().parentWidget();
    auto* impact = new ImpactRunner(window.studio(), work);
    auto* strip = new ImpactStrip(*impact, window.studio().theme(), work);
    work->layout()->addWidget(strip);
    QObject::connect(strip, &ImpactStrip::replayWanted, &runner, &ReplayRunner::start);
    QObject::connect(strip, &ImpactStrip::changesWanted, &window, [&window, impact] {
        const ImpactState& state = impact->state();
        Session* session = window.studio().session();
        if (!state.impact || session == nullptr || !session->replay())
            return;
        analysis::Comparison comparison;
        comparison.changes = state.impact->changes;
        comparison.counts = state.impact->counts;
        comparison.after.calls = static_cast<std::int64_t>(state.impact->calls);
        showComparePage(window, comparedOf({.comparison = std::move(comparison),
                                            .before = state.before,
                                            .after = state.after,
                                            .textsBefore = session->replay()->texts,
                                            .textsAfter = session->snapshot(),
                                            .modes = state.modes}));
    });
    return *impact;
}

} // namespace remit::ui
