// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_view.h"

#include "core/base/time.h"
#include "ui/models/text.h"
#include "ui/shell/call_scope.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QAccessible>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace remit::ui {

namespace {

constexpr int kScrollUnits = 1'000'000; ///< of the whole axis, on the horizontal scroll bar
constexpr int kNearPixels = 14;
/// The nearest zoom: this much of the axis for each pixel at least.
constexpr double kLeastUnits = 1e-5;

} // namespace

TimelineView::TimelineView(const Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("timeline-view"));
    setAccessibleName(tr("Timeline of the recorded calls"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&theme, &Theme::changed, this, [this] {
        m_signs.clear();
        viewport()->update();
    });
}

void TimelineView::setScope(CallScope* scope)
{
    if (m_scope != nullptr)
        m_scope->disconnect(this);
    m_scope = scope;
    if (scope != nullptr)
        connect(scope, &CallScope::changed, this, &TimelineView::follow);
    m_whole = true;
    follow();
}

void TimelineView::setData(std::shared_ptr<const TimelineData> data)
{
    // The same calls stay in sight when the axis or the filter changes.
    std::optional<std::pair<double, double>> ranks;
    if (m_data && data && !m_whole && m_data->columns->size() == data->columns->size())
        ranks = {m_data->axis.rankAt(m_left), m_data->axis.rankAt(m_right)};
    m_data = std::move(data);
    if (m_data && m_current && *m_current >= m_data->columns->size())
        m_current.reset();
    if (m_data && ranks)
        setWindow(m_data->axis.placeOfFractionalRank(ranks->first),
                  m_data->axis.placeOfFractionalRank(ranks->second), false);
    else
        follow();
    viewport()->update();
}

void TimelineView::setReviewed(std::function<bool(std::size_t row)> reviewed)
{
    m_reviewed = std::move(reviewed);
    viewport()->update();
}

/// Takes what the history says.
void TimelineView::follow()
{
    if (m_telling)
        return;
    if (!m_data) {
        viewport()->update();
        return;
    }
    const auto zoom = m_scope == nullptr ? std::nullopt : m_scope->state().zoom;
    if (zoom)
        setWindow(m_data->axis.placeOfFractionalRank(zoom->first),
                  m_data->axis.placeOfFractionalRank(zoom->second), false);
    else
        setWindow(0, m_data->axis.length(), false);
    m_whole = !zoom;
    viewport()->update();
}

TimelineGeometry TimelineView::geometryNow() const
{
    TimelineGeometry geometry;
    geometry.area = viewport()->rect();
    geometry.left = m_left;
    geometry.scale = geometry.callsWidth() / std::max(kLeastUnits, m_right - m_left);
    geometry.scrolled = verticalScrollBar()->value();
    geometry.barRows = m_data ? m_data->barRows : 0;
    return geometry;
}

void TimelineView::setWindow(double left, double right, bool tell)
{
    if (!m_data)
        return;
    const double length = std::max(m_data->axis.length(), 1e-9);
    const double least = std::min(length, std::max(length * 1e-7, kLeastUnits));
    double width = std::clamp(right - left, least, length);
    left = std::clamp(left, 0.0, length - width);
    m_left = left;
    m_right = left + width;
    m_whole = width >= length * 0.9999;
    updateBars();
    viewport()->update();
    if (tell)
        tellZoom(QStringLiteral("zoom"));
}

void TimelineView::tellZoom(const QString& merged)
{
    if (m_scope == nullptr || !m_data || m_data->columns->size() == 0)
        return;
    CallScopeState state = m_scope->state();
    if (m_whole)
        state.zoom.reset();
    else
        state.zoom = {m_data->axis.rankAt(m_left), m_data->axis.rankAt(m_right)};
    // The view stands where it stands already; what it hears back is only rounded.
    m_telling = true;
    m_scope->set(std::move(state), merged);
    m_telling = false;
}

void TimelineView::updateBars()
{
    m_updatingBars = true;
    const double length = m_data ? std::max(m_data->axis.length(), 1e-9) : 1;
    const int page = std::max(1, static_cast<int>((m_right - m_left) / length * kScrollUnits));
    horizontalScrollBar()->setRange(0, std::max(0, kScrollUnits - page));
    horizontalScrollBar()->setPageStep(page);
    horizontalScrollBar()->setSingleStep(std::max(1, page / 20));
    horizontalScrollBar()->setValue(static_cast<int>(m_left / length * kScrollUnits));
    const auto geometry = geometryNow();
    const int lanes = m_data ? static_cast<int>(m_data->lanes.size()) : 0;
    const int room = viewport()->height() - geometry.lanesTop();
    verticalScrollBar()->setRange(0, std::max(0, lanes * TimelineGeometry::kLane - room));
    verticalScrollBar()->setPageStep(std::max(1, room));
    verticalScrollBar()->setSingleStep(TimelineGeometry::kLane);
    m_updatingBars = false;
}

void TimelineView::scrollContentsBy(int dx, int dy)
{
    if (dx != 0 && !m_updatingBars && m_data) {
        const double width = m_right - m_left;
        m_left = m_data->axis.length() * horizontalScrollBar()->value() / kScrollUnits;
        m_right = m_left + width;
        tellZoom(QStringLiteral("scroll"));
    }
    if (dx != 0 || dy != 0)
        viewport()->update();
}

void TimelineView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
}

void TimelineView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(viewport());
    const Colors& colors = m_theme.colors();
    if (!m_data || m_data->columns->size() == 0) {
        painter.fillRect(viewport()->rect(), colors.surface);
        painter.setPen(colors.muted);
        painter.drawText(viewport()->rect().adjusted(kMargin, kMargin, -kMargin, -kMargin),
                         Qt::AlignCenter | Qt::TextWordWrap,
                         tr("Replay (F5) lays the recorded calls out along time."));
        return;
    }
    paintTimeline(painter, {*m_data, geometryNow(), colors, m_signs, devicePixelRatioF(),
                            interfaceFont(TextSize::Small), m_current, shownRange(), hasFocus(),
                            m_reviewed});
}

std::optional<std::pair<double, double>> TimelineView::shownRange() const
{
    if (m_drag == Drag::Range)
        return std::minmax(m_rangeFrom, m_rangeTo);
    const auto range = m_scope == nullptr ? std::nullopt : m_scope->state().range;
    if (!range || range->last >= m_data->axis.size())
        return std::nullopt;
    return std::pair(m_data->axis.placeOfRank(range->first), m_data->axis.placeOfRank(range->last));
}

bool TimelineView::isFitting(std::size_t row) const
{
    return m_data->fits[row];
}

std::optional<std::size_t> TimelineView::rowNear(QPoint at) const
{
    if (!m_data)
        return std::nullopt;
    const auto geometry = geometryNow();
    const int number = geometry.laneAt(at.y());
    if (number < 0 || number >= static_cast<int>(m_data->lanes.size()))
        return std::nullopt;
    const TimelineLane& lane = m_data->lanes[static_cast<std::size_t>(number)];
    const double place = geometry.place(at.x());
    const auto next = std::lower_bound(lane.places.begin(), lane.places.end(), place);
    std::optional<std::size_t> best;
    double distance = kNearPixels;
    const auto look = [&](std::vector<double>::const_iterator one) {
        const double away = std::abs(geometry.x(*one) - at.x());
        if (away > distance)
            return;
        distance = away;
        best = lane.rows[static_cast<std::size_t>(one - lane.places.begin())];
    };
    // Of calls that share a place the one that wants to be seen most, as it is drawn.
    const auto weight = [this](std::size_t row) { return weightOf((*m_data->columns)[row]); };
    if (next != lane.places.end())
        look(next);
    if (next != lane.places.begin())
        look(std::prev(next));
    if (!best)
        return best;
    const double bestPlace = m_data->axis.placeOfRank(m_data->columns->rankOf(*best));
    const double reach = 2 / geometry.scale;
    auto one = std::lower_bound(lane.places.begin(), lane.places.end(), bestPlace - reach);
    for (int guard = 0; one != lane.places.end() && *one <= bestPlace + reach && guard < 5000;
         ++one, ++guard) {
        const std::size_t row = lane.rows[static_cast<std::size_t>(one - lane.places.begin())];
        if (isFitting(row) && (!isFitting(*best) || weight(row) > weight(*best)))
            best = row;
    }
    return best;
}

std::optional<std::size_t> TimelineView::rowAtOrBefore(double place) const
{
    if (!m_data || m_data->columns->size() == 0)
        return std::nullopt;
    const auto rank = static_cast<std::size_t>(std::floor(m_data->axis.rankAt(place)));
    return m_data->columns->byTime()[rank];
}

QPoint TimelineView::placeOf(std::size_t row) const
{
    const auto geometry = geometryNow();
    const double x = geometry.x(m_data->axis.placeOfRank(m_data->columns->rankOf(row)));
    const int top = geometry.laneTop(static_cast<int>(m_data->laneOfRow[row]));
    return {static_cast<int>(std::lround(x)), top + TimelineGeometry::kLane / 2 - 2};
}

QString TimelineView::wordsOf(std::size_t row) const
{
    const CallColumns& columns = *m_data->columns;
    const CallColumns::Call& call = columns[row];
    const QString verdict = wordOf(signOf(call.verdict));
    const QString lane = laneName(m_data->lanes[m_data->laneOfRow[row]]);
    QString words = tr("%1: %2 by %3, step %4 of %5")
                        .arg(verdict, toQString(columns.tool(row)), lane)
                        .arg(call.step)
                        .arg(toQString(columns.run(row)));
    if (call.time != CallColumns::kNoTime)
        words += QStringLiteral(", ") + toQString(rfc3339(Instant{call.time}));
    if (call.identity)
        words += QStringLiteral(", ") + wordOf(Sign::Identity);
    if (m_reviewed && m_reviewed(row))
        words += QStringLiteral(", ") + tr("reviewed");
    return words;
}

void TimelineView::setCurrent(std::optional<std::size_t> row)
{
    if (!m_data || (row && *row >= m_data->columns->size()))
        row.reset();
    if (row == m_current)
        return;
    m_current = row;
    viewport()->update();
    if (!row)
        return;
    setAccessibleDescription(wordsOf(*row));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    const double place = m_data->axis.placeOfRank(m_data->columns->rankOf(*row));
    const double width = m_right - m_left;
    if (place < m_left || place > m_right)
        setWindow(place - width / 2, place + width / 2, true);
    const auto geometry = geometryNow();
    const int top = geometry.laneTop(static_cast<int>(m_data->laneOfRow[*row]));
    const int bottom = top + TimelineGeometry::kLane;
    if (top < geometry.lanesTop())
        verticalScrollBar()->setValue(verticalScrollBar()->value() - geometry.lanesTop() + top);
    else if (bottom > viewport()->height())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + bottom - viewport()->height());
}

void TimelineView::select(std::size_t row)
{
    setCurrent(row);
    emit callSelected(toQString(m_data->columns->run(row)),
                      static_cast<qint64>((*m_data->columns)[row].step));
}

void TimelineView::chooseRange(double from, double to)
{
    const auto [left, right] = std::minmax(from, to);
    const auto& columns = *m_data->columns;
    std::optional<CallRange> range;
    // Ranks of the calls between the two places.
    const auto first = static_cast<std::uint32_t>(std::ceil(m_data->axis.rankAt(left) - 1e-9));
    const auto last = static_cast<std::uint32_t>(std::floor(m_data->axis.rankAt(right) + 1e-9));
    const bool any = first <= last && last < columns.size() &&
                     m_data->axis.placeOfRank(last) >= left &&
                     m_data->axis.placeOfRank(first) <= right;
    if (any)
        range = CallRange{first, last};
    if (m_scope == nullptr)
        return;
    CallScopeState state = m_scope->state();
    state.range = range;
    m_scope->set(std::move(state));
}

} // namespace remit::ui
