// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/node_layer.h"

#include "core/authority/layout/graph_input.h"
#include "ui/graph/graph_data.h"
#include "ui/graph/graph_marks.h"
#include "ui/models/text.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOptionGraphicsItem>

#include <algorithm>
#include <cmath>
#include <map>

namespace remit::ui {
namespace {

using authority::NodeKind;

constexpr double kFar = 0.3;
constexpr double kLabels = 0.45;
constexpr double kOwnSize = 0.8;          ///< below, the letters of a small graph do not shrink
constexpr std::size_t kMostOwnSize = 200; ///< nodes of a small graph
constexpr double kLabelWidth = 140;
constexpr double kColumnWidth = 170; ///< that a label may take of the way to the next column
constexpr double kDimOpacity = 0.25;

QPolygonF hexagon(const QRectF& rect)
{
    const double x = rect.center().x();
    const double y = rect.center().y();
    const double r = rect.width() / 2;
    QPolygonF corners;
    corners << QPointF(x - r, y) << QPointF(x - r / 2, y - r * 0.87)
            << QPointF(x + r / 2, y - r * 0.87) << QPointF(x + r, y)
            << QPointF(x + r / 2, y + r * 0.87) << QPointF(x - r / 2, y + r * 0.87);
    return corners;
}

void paintCylinder(QPainter& painter, const QRectF& rect)
{
    const double lid = rect.height() / 4;
    QPainterPath body;
    body.moveTo(rect.left(), rect.top() + lid / 2);
    body.lineTo(rect.left(), rect.bottom() - lid / 2);
    body.arcTo(QRectF(rect.left(), rect.bottom() - lid, rect.width(), lid), 180, 180);
    body.lineTo(rect.right(), rect.top() + lid / 2);
    painter.drawPath(body);
    painter.drawEllipse(QRectF(rect.left(), rect.top(), rect.width(), lid));
}

void paintFolder(QPainter& painter, const QRectF& rect)
{
    QPainterPath path;
    path.moveTo(rect.left(), rect.top() + 3);
    path.lineTo(rect.center().x() - 2, rect.top() + 3);
    path.lineTo(rect.center().x() + 2, rect.top() + 7);
    path.lineTo(rect.right(), rect.top() + 7);
    path.lineTo(rect.right(), rect.bottom() - 3);
    path.lineTo(rect.left(), rect.bottom() - 3);
    path.closeSubpath();
    painter.drawPath(path);
}

/// How wide a label may be without running into one beside it.
double roomAround(QPointF place, double height, const std::vector<QPointF>& places)
{
    double room = kColumnWidth;
    for (const QPointF& other : places) {
        const double aside = std::abs(other.x() - place.x());
        if (aside > 1 && std::abs(other.y() - place.y()) < height)
            room = std::min(room, 0.94 * aside);
    }
    return room;
}

} // namespace

void paintNodeSign(QPainter& painter, const QRectF& rect, NodeKind kind)
{
    switch (kind) {
    case NodeKind::Human:
        painter.drawRoundedRect(rect, rect.width() / 3.5, rect.width() / 3.5);
        return;
    case NodeKind::ServiceAccount:
        painter.drawPolygon(hexagon(rect));
        return;
    case NodeKind::Agent:
        painter.drawEllipse(rect);
        return;
    case NodeKind::Group:
        paintFolder(painter, rect);
        return;
    case NodeKind::Tool:
        painter.drawRect(rect);
        return;
    case NodeKind::Data:
        paintCylinder(painter, rect);
        return;
    }
}

QString kindText(NodeKind kind)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("NodeKind", text); };
    switch (kind) {
    case NodeKind::Human:
        return tr("human");
    case NodeKind::ServiceAccount:
        return tr("service account");
    case NodeKind::Agent:
        return tr("agent");
    case NodeKind::Group:
        return tr("group");
    case NodeKind::Tool:
        return tr("tool");
    case NodeKind::Data:
        return tr("data");
    }
    return {};
}

NodeLayer::NodeLayer()
{
    setFlag(ItemUsesExtendedStyleOption);
    setZValue(10);
}

void NodeLayer::setData(std::shared_ptr<const GraphData> data)
{
    m_data = std::move(data);
    m_places.clear();
}

void NodeLayer::setPlaces(std::vector<QPointF> places)
{
    prepareGeometryChange();
    m_places = std::move(places);
    m_bounds = {};
    for (authority::NodeIndex i = 0; i < m_places.size(); ++i)
        m_bounds |= cell(i);
    update();
}

void NodeLayer::setMarks(const GraphMarks* marks)
{
    m_marks = marks;
    update();
}

void NodeLayer::setColors(const Colors* colors)
{
    m_colors = colors;
    update();
}

QRectF NodeLayer::cell(authority::NodeIndex index) const
{
    const QPointF at = m_places[index];
    return {at.x() - 70, at.y() - 20, 140, 20 + 20 + authority::layout::kLabelHeight};
}

std::optional<authority::NodeIndex> NodeLayer::nodeAt(QPointF point) const
{
    for (authority::NodeIndex i = 0; i < m_places.size(); ++i) {
        const double r = authority::layout::signOf(m_data->graph().nodes[i].kind) / 2 + 3;
        const QPointF off = point - m_places[i];
        if (std::abs(off.x()) <= r && std::abs(off.y()) <= r)
            return i;
    }
    return std::nullopt;
}

void NodeLayer::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*)
{
    if (!m_data || !m_colors)
        return;
    const double detail =
        QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    if (detail < kFar)
        return paintFar(*painter, option->exposedRect);
    painter->setRenderHint(QPainter::Antialiasing);
    for (authority::NodeIndex i = 0; i < m_places.size(); ++i) {
        if (cell(i).intersects(option->exposedRect))
            paintNode(*painter, i, detail);
    }
}

void NodeLayer::paintFar(QPainter& painter, const QRectF& exposed) const
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    std::map<bool, QList<QRectF>> rects;
    for (authority::NodeIndex i = 0; i < m_places.size(); ++i) {
        const bool dim = m_marks && GraphMarks::has(m_marks->dimNodes, i);
        const double r = authority::layout::signOf(m_data->graph().nodes[i].kind) / 2;
        const QRectF rect(m_places[i].x() - r, m_places[i].y() - r, 2 * r, 2 * r);
        if (rect.intersects(exposed))
            rects[dim].append(rect);
    }
    for (const auto& [dim, list] : rects) {
        QColor colour = m_colors->text;
        if (dim)
            colour.setAlphaF(static_cast<float>(kDimOpacity));
        painter.setBrush(colour);
        painter.drawRects(list);
    }
    if (m_marks && m_marks->node && *m_marks->node < m_places.size()) {
        painter.setBrush(m_colors->accent);
        painter.drawEllipse(m_places[*m_marks->node], 40, 40);
    }
}

/// Where a small graph is drawn small the letters keep their size, and the label is cut to its
/// column.
void NodeLayer::paintLabel(QPainter& painter, const QRectF& sign, const QString& label,
                           double detail) const
{
    const bool ownSize = detail < kOwnSize && m_places.size() <= kMostOwnSize;
    QFont font = interfaceFont(TextSize::Small);
    if (ownSize)
        font.setPointSizeF(font.pointSizeF() / detail);
    const QFontMetricsF metrics(font);
    const double width =
        ownSize ? roomAround(sign.center(), metrics.height(), m_places) : kLabelWidth;
    painter.setFont(font);
    painter.setPen(m_colors->text);
    painter.drawText(
        QRectF(sign.center().x() - width / 2, sign.bottom() + 1, width, metrics.height()),
        Qt::AlignHCenter | Qt::AlignTop, metrics.elidedText(label, Qt::ElideRight, width));
}

void NodeLayer::paintNode(QPainter& painter, authority::NodeIndex index, double detail) const
{
    const authority::Node& node = m_data->graph().nodes[index];
    const bool selected = m_marks && m_marks->node == index;
    const bool bright = m_marks && GraphMarks::has(m_marks->brightNodes, index);
    const bool dim = m_marks && GraphMarks::has(m_marks->dimNodes, index) && !selected;
    painter.setOpacity(dim ? kDimOpacity : 1);
    const double size = authority::layout::signOf(node.kind);
    const QRectF rect(m_places[index].x() - size / 2, m_places[index].y() - size / 2, size, size);
    painter.setPen(QPen(selected || bright ? m_colors->accent : m_colors->text, selected ? 3
                                                                                : bright ? 2.2
                                                                                         : 1.4));
    painter.setBrush(m_colors->raised);
    if (m_data->shown.isFold(index)) // a pile
        paintNodeSign(painter, rect.translated(3, -3), node.kind);
    paintNodeSign(painter, rect, node.kind);
    if (detail >= kLabels || m_places.size() <= kMostOwnSize || selected)
        paintLabel(painter, rect, toQString(authority::layout::shortLabel(node.label)), detail);
    painter.setOpacity(1);
}

} // namespace remit::ui
