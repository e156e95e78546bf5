// SPDX-License-Identifier: GPL-3.0-or-later
// What the hand does with the timeline: mouse, wheel and keys.
#include "ui/models/text.h"
#include "ui/shell/call_scope.h"
#include "ui/shell/zoom_input.h"
#include "ui/timeline/timeline_view.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace remit::ui {

namespace {

constexpr double kWheelNotch = 120;
constexpr int kFlagReach = 12; ///< pixels of a flag's pennant

} // namespace

void TimelineView::zoomAt(double x, double factor)
{
    if (!m_data)
        return;
    const auto geometry = geometryNow();
    const double place = geometry.place(std::max<double>(x, geometry.callsLeft()));
    setWindow(place - (place - m_left) / factor, place + (m_right - place) / factor, true);
}

void TimelineView::wheelEvent(QWheelEvent* event)
{
    if (!m_data)
        return;
    QPoint turned = event->angleDelta();
    const bool sideways = std::abs(turned.x()) > std::abs(turned.y()) ||
                          event->modifiers().testFlag(Qt::ShiftModifier) ||
                          event->modifiers().testFlag(Qt::AltModifier);
    const double notches = (turned.y() != 0 ? turned.y() : turned.x()) / kWheelNotch;
    if (sideways) {
        const double shift = -notches * (m_right - m_left) / 10;
        setWindow(m_left + shift, m_right + shift, true);
    } else {
        zoomAt(event->position().x(), wheelZoom(*event));
    }
    event->accept();
}

void TimelineView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_data)
        return;
    m_pressed = event->pos();
    m_pressedLeft = m_left;
    const auto geometry = geometryNow();
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        m_drag = Drag::Range;
        m_rangeFrom = m_rangeTo = geometry.place(event->pos().x());
    } else if (event->pos().y() < TimelineGeometry::kRuler) {
        m_drag = Drag::Scrub;
        if (const auto row = rowAtOrBefore(geometry.place(event->pos().x())))
            select(*row);
    } else {
        m_drag = Drag::Press;
    }
}

void TimelineView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_drag == Drag::None || !m_data)
        return;
    const auto geometry = geometryNow();
    const double place = geometry.place(event->pos().x());
    const bool moved = (event->pos() - m_pressed).manhattanLength() >= 5;
    if (m_drag == Drag::Press && moved) {
        m_drag = Drag::Pan;
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
    if (m_drag == Drag::Pan) {
        const double left = m_pressedLeft - (event->pos().x() - m_pressed.x()) / geometry.scale;
        setWindow(left, left + (m_right - m_left), true);
    } else if (m_drag == Drag::Range) {
        m_rangeTo = std::clamp(place, 0.0, m_data->axis.length());
        viewport()->update();
    } else if (m_drag == Drag::Scrub) {
        const auto row = rowAtOrBefore(place);
        if (row && row != m_current)
            select(*row);
    }
}

void TimelineView::mouseReleaseEvent(QMouseEvent* event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    viewport()->unsetCursor();
    if (!m_data || event->button() != Qt::LeftButton)
        return;
    if (drag == Drag::Range)
        chooseRange(m_rangeFrom, m_rangeTo);
    if (drag == Drag::Press) {
        if (const auto row = rowNear(event->pos()))
            select(*row);
    }
    viewport()->update();
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto row = rowNear(event->pos());
    if (!row)
        return;
    select(*row);
    emit callActivated(toQString(m_data->columns->run(*row)),
                       static_cast<qint64>((*m_data->columns)[*row].step));
}

/// Of the window's shortcuts these are for the timeline while it has the focus.
bool TimelineView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool sideways = key->key() == Qt::Key_Left || key->key() == Qt::Key_Right;
        const bool undo = m_undoable && key->matches(QKeySequence::Undo);
        if (undo || (sideways && key->modifiers() == Qt::AltModifier)) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

std::optional<qint64> TimelineView::currentTime() const
{
    if (!m_data || !m_current)
        return std::nullopt;
    const std::int64_t time = (*m_data->columns)[*m_current].time;
    return time == CallColumns::kNoTime ? std::nullopt : std::make_optional<qint64>(time);
}

/// At the pointer; by the key, at the current call.
void TimelineView::contextMenuEvent(QContextMenuEvent* event)
{
    if (!m_data || m_data->columns->size() == 0)
        return;
    std::optional<std::int64_t> time;
    QPoint at = event->pos();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        time = currentTime();
        if (m_current)
            at = placeOf(*m_current);
    } else {
        time = m_data->axis.timeAt(geometryNow().place(at.x()));
    }
    emit menuWanted(viewport()->mapToGlobal(at), time.value_or(-1));
}

bool TimelineView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString tip = tipAt(help->pos());
        if (tip.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), tip, viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

QString TimelineView::tipAt(QPoint at) const
{
    if (!m_data || m_data->columns->size() == 0)
        return {};
    if (const auto row = rowNear(at))
        return wordsOf(*row);
    const auto geometry = geometryNow();
    const double place = geometry.place(at.x());
    if (at.x() < geometry.callsLeft()) {
        const int lane = geometry.laneAt(at.y());
        return lane >= 0 && lane < static_cast<int>(m_data->lanes.size())
                   ? toQString(m_data->lanes[static_cast<std::size_t>(lane)].agent)
                   : QString();
    }
    const int barRow = (at.y() - TimelineGeometry::kRuler - 3) / TimelineGeometry::kBar;
    if (at.y() > TimelineGeometry::kRuler && at.y() < geometry.lanesTop()) {
        for (const TimelineBar& bar : m_data->bars) {
            if (bar.row == barRow && bar.begin <= place && place <= bar.end)
                return bar.tip;
        }
    }
    QStringList flags;
    for (const TimelineFlag& flag : m_data->flags) {
        const double away = at.x() - geometry.x(flag.place);
        if (away >= -2 && away <= kFlagReach &&
            (flag.lane < 0 || flag.lane == geometry.laneAt(at.y())))
            flags << flag.text;
    }
    return flags.mid(0, 8).join(QLatin1Char('\n'));
}

void TimelineView::step(int ranks)
{
    if (!m_data || m_data->columns->size() == 0)
        return;
    const auto& order = m_data->columns->byTime();
    const auto size = static_cast<std::int64_t>(order.size());
    std::int64_t rank = m_current ? static_cast<std::int64_t>(m_data->columns->rankOf(*m_current))
                                  : (ranks > 0 ? -1 : size);
    for (rank += ranks; rank >= 0 && rank < size; rank += ranks) {
        const std::size_t row = order[static_cast<std::size_t>(rank)];
        if (isFitting(row)) {
            select(row);
            return;
        }
    }
}

void TimelineView::goToEnd(bool last)
{
    m_current.reset();
    step(last ? -1 : 1);
}

/// To the nearest call of another lane.
void TimelineView::stepLane(int lanes)
{
    if (!m_data || !m_current) {
        step(1);
        return;
    }
    const double place = m_data->axis.placeOfRank(m_data->columns->rankOf(*m_current));
    auto number = static_cast<int>(m_data->laneOfRow[*m_current]);
    for (number += lanes; number >= 0 && number < static_cast<int>(m_data->lanes.size());
         number += lanes) {
        const TimelineLane& lane = m_data->lanes[static_cast<std::size_t>(number)];
        std::optional<std::size_t> best;
        double distance = 0;
        for (std::size_t i = 0; i < lane.rows.size(); ++i) {
            const double away = std::abs(lane.places[i] - place);
            if (isFitting(lane.rows[i]) && (!best || away < distance)) {
                best = lane.rows[i];
                distance = away;
            }
        }
        if (best) {
            select(*best);
            return;
        }
    }
}

void TimelineView::stepCrossing(bool forward)
{
    if (!m_data || m_data->columns->size() == 0)
        return;
    const auto& order = m_data->columns->byTime();
    const int by = forward ? 1 : -1;
    const auto size = static_cast<std::int64_t>(order.size());
    std::int64_t rank = m_current ? static_cast<std::int64_t>(m_data->columns->rankOf(*m_current))
                                  : (forward ? -1 : size);
    for (rank += by; rank >= 0 && rank < size; rank += by) {
        const std::size_t row = order[static_cast<std::size_t>(rank)];
        if (isFitting(row) && decision::isCrossing((*m_data->columns)[row].verdict)) {
            select(row);
            return;
        }
    }
}

void TimelineView::fitAll()
{
    if (m_data)
        setWindow(0, m_data->axis.length(), true);
}

/// The range that was chosen, else the run of the current call, else everything.
void TimelineView::fitChosen()
{
    if (!m_data)
        return;
    if (const auto range = shownRange()) {
        const double margin = std::max((range->second - range->first) * 0.03, 1e-6);
        setWindow(range->first - margin, range->second + margin, true);
        return;
    }
    if (!m_current) {
        fitAll();
        return;
    }
    const CallColumns& columns = *m_data->columns;
    const std::uint32_t run = columns[*m_current].run;
    double first = m_data->axis.length();
    double last = 0;
    for (std::size_t row = 0; row < columns.size(); ++row) {
        if (columns[row].run != run)
            continue;
        const double place = m_data->axis.placeOfRank(columns.rankOf(row));
        first = std::min(first, place);
        last = std::max(last, place);
    }
    const double margin = std::max((last - first) * 0.06, m_data->axis.length() * 1e-4);
    setWindow(first - margin, last + margin, true);
}

void TimelineView::zoomIn()
{
    zoomAt(m_current ? placeOf(*m_current).x() : viewport()->width() / 2.0, kZoomStep * kZoomStep);
}

void TimelineView::zoomOut()
{
    zoomAt(m_current ? placeOf(*m_current).x() : viewport()->width() / 2.0,
           1 / (kZoomStep * kZoomStep));
}

void TimelineView::keyPressEvent(QKeyEvent* event)
{
    if (m_undoable && event->matches(QKeySequence::Undo))
        return emit undoWanted();
    const QString text = event->text();
    const bool alt = event->modifiers().testFlag(Qt::AltModifier);
    if (alt && m_scope != nullptr && event->key() == Qt::Key_Left)
        return m_scope->back();
    if (alt && m_scope != nullptr && event->key() == Qt::Key_Right)
        return m_scope->forward();
    if (text == QLatin1String("[") || text == QLatin1String("]"))
        return stepCrossing(text == QLatin1String("]"));
    if (const double factor = keyZoom(*event); factor != 1)
        return factor > 1 ? zoomIn() : zoomOut();
    switch (event->key()) {
    case Qt::Key_Left:
        return step(-1);
    case Qt::Key_Right:
        return step(1);
    case Qt::Key_Up:
        return stepLane(-1);
    case Qt::Key_Down:
        return stepLane(1);
    case Qt::Key_Home:
        return goToEnd(false);
    case Qt::Key_End:
        return goToEnd(true);
    case Qt::Key_F:
        return fitChosen();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current)
            emit callActivated(toQString(m_data->columns->run(*m_current)),
                               static_cast<qint64>((*m_data->columns)[*m_current].step));
        return;
    case Qt::Key_Escape:
        if (m_scope != nullptr && m_scope->state().range) {
            CallScopeState state = m_scope->state();
            state.range.reset();
            return m_scope->set(std::move(state));
        }
        break;
    default:
        break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

} // namespace remit::ui
