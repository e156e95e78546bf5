// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graph_follow.h"

#include "ui/graph/graph_bar.h"
#include "ui/graph/graph_view.h"
#include "ui/models/call_columns.h"
#include "ui/models/text.h"
#include "ui/shell/call_scope.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"

#include <optional>

namespace remit::ui {
namespace {

void showTimeOf(GraphView& view, const CallColumns& columns, std::size_t row)
{
    if (columns[row].time != CallColumns::kNoTime) {
        view.bar().setTime(Instant{columns[row].time});
        emit view.bar().queryChanged();
    }
}

} // namespace

void followCalls(GraphView& view, Session& session)
{
    QObject::connect(&session.selection(), &Selection::callSelected, &view,
                     [&view, &session](const QString& run, qint64 step) {
                         const auto replay = session.replay();
                         const auto row = replay ? replay->columns->rowOf(run.toStdString(), step)
                                                 : std::nullopt;
                         if (!row)
                             return;
                         showTimeOf(view, *replay->columns, *row);
                         view.select(toQString(replay->columns->agent(*row)), {});
                     });
    // Filters and zooms are steps of the same history, and change nothing here.
    QObject::connect(&session.scope(), &CallScope::changed, &view,
                     [&view, &session, last = std::optional<CallRange>()]() mutable {
                         const auto replay = session.replay();
                         const auto& range = session.scope().state().range;
                         if (range == last)
                             return;
                         last = range;
                         if (replay && range && range->last < replay->columns->size())
                             showTimeOf(view, *replay->columns,
                                        replay->columns->byTime()[range->last]);
                     });
}

} // namespace remit::ui
