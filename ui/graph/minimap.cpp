// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/minimap.h"

#include "ui/graph/graph_canvas.h"
#include "ui/graph/graph_data.h"
#include "ui/graph/graph_scene.h"
#include "ui/shell/theme.h"

#include <QMouseEvent>
#include <QPainter>

namespace remit::ui {

Minimap::Minimap(GraphScene& scene, GraphCanvas& canvas, const Theme& theme)
    : QWidget(&canvas), m_scene(scene), m_canvas(canvas), m_theme(theme)
{
    setAccessibleName(tr("Overview of the graph"));
    setToolTip(tr("Overview: click to go there"));
    setCursor(Qt::PointingHandCursor);
    resize(sizeHint());
    connect(&canvas, &GraphCanvas::viewMoved, this, &Minimap::follow);
    follow();
}

/// Bottom left in what is seen of the canvas; an overview is for a graph that is seen in part.
void Minimap::follow()
{
    constexpr int kGap = 8;
    move(kGap, m_canvas.viewport()->height() - height() - kGap);
    const bool any = m_scene.data() && !m_scene.data()->graph().nodes.empty();
    setVisible(any && !m_canvas.seesAll());
    update();
}

QRectF Minimap::graphRect() const
{
    const QRectF all = m_scene.sceneRect();
    const QRectF inside = QRectF(rect()).adjusted(4, 4, -4, -4);
    QSizeF size = all.size();
    size.scale(inside.size(), Qt::KeepAspectRatio);
    QRectF result(QPointF(), size);
    result.moveCenter(inside.center());
    return result;
}

void Minimap::redraw()
{
    const qreal ratio = devicePixelRatioF();
    m_picture = QPixmap(size() * ratio);
    m_picture.setDevicePixelRatio(ratio);
    const Colors& colors = m_theme.colors();
    m_picture.fill(colors.raised);
    if (!m_scene.data())
        return update();
    QPainter painter(&m_picture);
    const QRectF all = m_scene.sceneRect();
    const QRectF target = graphRect();
    const double scale = all.width() > 0 ? target.width() / all.width() : 1;
    painter.translate(target.topLeft());
    painter.scale(scale, scale);
    painter.translate(-all.topLeft());
    const GraphData& drawn = *m_scene.data();
    QList<QLineF> lines;
    for (const authority::Edge& edge : drawn.graph().edges) {
        if (edge.kind == authority::EdgeKind::Delegation)
            lines.append(QLineF(m_scene.placeOf(edge.from), m_scene.placeOf(edge.to)));
    }
    painter.setPen(QPen(blend(colors.accent, colors.raised, 0.5), 0));
    painter.drawLines(lines);
    QList<QPointF> points;
    for (authority::NodeIndex i = 0; i < drawn.graph().nodes.size(); ++i)
        points.append(m_scene.placeOf(i));
    painter.setPen(QPen(colors.text, 2.5 / scale, Qt::SolidLine, Qt::RoundCap));
    painter.drawPoints(points.constData(), static_cast<int>(points.size()));
    follow();
}

void Minimap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    const Colors& colors = m_theme.colors();
    painter.setPen(colors.border);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    const QRectF all = m_scene.sceneRect();
    if (all.isEmpty())
        return;
    const QRectF target = graphRect();
    const double scale = target.width() / all.width();
    const QRectF seen =
        m_canvas.mapToScene(m_canvas.viewport()->rect()).boundingRect().intersected(all);
    painter.setPen(QPen(colors.accent, 1.5));
    painter.drawRect(
        QRectF(target.topLeft() + (seen.topLeft() - all.topLeft()) * scale, seen.size() * scale)
            .intersected(QRectF(rect()).adjusted(1, 1, -2, -2)));
}

void Minimap::goTo(QPointF point)
{
    const QRectF all = m_scene.sceneRect();
    const QRectF target = graphRect();
    if (target.width() <= 0)
        return;
    m_canvas.centerOn(all.topLeft() + (point - target.topLeft()) * (all.width() / target.width()));
}

void Minimap::mousePressEvent(QMouseEvent* event)
{
    goTo(event->position());
}

void Minimap::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        goTo(event->position());
}

} // namespace remit::ui
