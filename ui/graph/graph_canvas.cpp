// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graph_canvas.h"

#include "ui/graph/graph_data.h"
#include "ui/graph/graph_scene.h"
#include "ui/graph/node_layer.h"
#include "ui/models/text.h"
#include "ui/shell/zoom_input.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace remit::ui {
namespace {

constexpr int kSettleTime = 120;  ///< milliseconds
constexpr double kReadable = 0.6; ///< the scale from which labels can be read
constexpr double kEdgeReach = 6;  ///< pixels
constexpr double kRim = 12;       ///< around a graph that is seen whole, below for its last labels

} // namespace

GraphCanvas::GraphCanvas(GraphScene& scene, QWidget* parent) : QGraphicsView(parent), m_scene(scene)
{
    setScene(&scene);
    setObjectName(QStringLiteral("graphCanvas"));
    setAccessibleName(tr("Delegation graph"));
    setAccessibleDescription(tr("The list beside it holds the same for the keyboard."));
    setTransformationAnchor(NoAnchor);
    setResizeAnchor(AnchorViewCenter);
    setViewportUpdateMode(SmartViewportUpdate);
    setOptimizationFlag(DontSavePainterState);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the overview shows where it is
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    m_settled.setSingleShot(true);
    m_settled.setInterval(kSettleTime);
    connect(&m_settled, &QTimer::timeout, this, [this] {
        m_scene.setFast(false);
        viewport()->update();
    });
}

void GraphCanvas::fit()
{
    const QRectF all = m_scene.itemsBoundingRect();
    if (all.isEmpty())
        return;
    setFitted(true);
    fitInView(all.adjusted(-kRim, -kRim, kRim, 2 * kRim), Qt::KeepAspectRatio);
    if (scale() > 1)
        setTransform({});
    if (scale() < kLeast)
        setTransform(QTransform::fromScale(kLeast, kLeast));
    centerOn(all.center());
    emit viewMoved();
}

/// Bars beside a graph that is seen whole would lead into its empty border.
void GraphCanvas::setFitted(bool fitted)
{
    m_fitted = fitted;
    const Qt::ScrollBarPolicy bars = fitted ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded;
    setHorizontalScrollBarPolicy(bars);
    setVerticalScrollBarPolicy(bars);
}

bool GraphCanvas::seesAll() const
{
    return mapToScene(viewport()->rect()).boundingRect().contains(m_scene.itemsBoundingRect());
}

void GraphCanvas::zoom(double factor)
{
    zoomAt(viewport()->rect().center(), factor);
}

void GraphCanvas::zoomAt(QPoint point, double factor)
{
    const double wanted = std::clamp(scale() * factor, kLeast, kMost);
    const QPointF before = mapToScene(point);
    setFitted(false);
    moving();
    setTransform(QTransform::fromScale(wanted, wanted));
    const QPointF shift = mapFromScene(before) - point;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() +
                                    static_cast<int>(std::lround(shift.x())));
    verticalScrollBar()->setValue(verticalScrollBar()->value() +
                                  static_cast<int>(std::lround(shift.y())));
    emit viewMoved();
}

void GraphCanvas::bringIntoView(authority::NodeIndex node)
{
    if (seesAll())
        return;
    setFitted(false);
    if (scale() < kReadable)
        setTransform(QTransform::fromScale(1, 1));
    centerOn(m_scene.placeOf(node));
    emit viewMoved();
}

void GraphCanvas::moving()
{
    m_scene.setFast(true);
    m_settled.start();
}

double GraphCanvas::reach() const
{
    return kEdgeReach / scale();
}

void GraphCanvas::wheelEvent(QWheelEvent* event)
{
    zoomAt(event->position().toPoint(), wheelZoom(*event));
    event->accept();
}

void GraphCanvas::mousePressEvent(QMouseEvent* event)
{
    m_pressed = event->pos();
    m_moved = false;
    const auto node = m_scene.nodeAt(mapToScene(event->pos()));
    if (event->button() == Qt::LeftButton && node &&
        event->modifiers().testFlag(Qt::ControlModifier)) {
        m_drawingFrom = node;
        return;
    }
    m_panning = event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && !node);
}

void GraphCanvas::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint step = event->pos() - m_pressed;
    if (event->buttons() != Qt::NoButton &&
        (m_moved || step.manhattanLength() >= QApplication::startDragDistance())) {
        m_moved = true;
        if (m_drawingFrom) {
            const QLineF band(m_scene.placeOf(*m_drawingFrom), mapToScene(event->pos()));
            m_scene.setBand(&band);
        } else if (m_panning) {
            setFitted(false);
            moving();
            horizontalScrollBar()->setValue(horizontalScrollBar()->value() - step.x());
            verticalScrollBar()->setValue(verticalScrollBar()->value() - step.y());
            m_pressed = event->pos();
        }
    }
}

void GraphCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    const auto from = m_drawingFrom;
    m_drawingFrom.reset();
    m_panning = false;
    m_scene.setBand(nullptr);
    if (from && m_moved) {
        const auto to = m_scene.nodeAt(mapToScene(event->pos()));
        if (to && to != from)
            emit grantDrawn(*from, *to);
        return;
    }
    if (!m_moved && event->button() == Qt::LeftButton)
        click(event->pos(), event->modifiers());
}

void GraphCanvas::click(QPoint point, Qt::KeyboardModifiers modifiers)
{
    const QPointF at = mapToScene(point);
    if (const auto node = m_scene.nodeAt(at))
        emit nodeClicked(*node, modifiers.testFlag(Qt::ShiftModifier));
    else if (const auto edge = m_scene.edgeAt(at, reach()))
        emit edgeClicked(*edge);
    else
        emit groundClicked();
}

void GraphCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QPointF at = mapToScene(event->pos());
    if (const auto node = m_scene.nodeAt(at))
        emit nodeActivated(*node);
    else if (const auto edge = m_scene.edgeAt(at, reach()))
        emit edgeActivated(*edge);
}

void GraphCanvas::keyPressEvent(QKeyEvent* event)
{
    if (const double factor = keyZoom(*event); factor != 1)
        return zoom(factor);
    if (event->key() == Qt::Key_F && event->modifiers() == Qt::NoModifier)
        return fit();
    QGraphicsView::keyPressEvent(event);
}

void GraphCanvas::scrollContentsBy(int dx, int dy)
{
    QGraphicsView::scrollContentsBy(dx, dy);
    emit viewMoved();
}

void GraphCanvas::resizeEvent(QResizeEvent* event)
{
    QGraphicsView::resizeEvent(event);
    if (m_fitted)
        return fit();
    emit viewMoved();
}

bool GraphCanvas::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos()), viewport());
        return true;
    }
    return QGraphicsView::viewportEvent(event);
}

QString GraphCanvas::tipAt(QPoint point) const
{
    if (!m_scene.data())
        return {};
    const authority::Graph& graph = m_scene.data()->graph();
    const QPointF at = mapToScene(point);
    if (const auto index = m_scene.nodeAt(at)) {
        const authority::Node& node = graph.nodes[*index];
        return tr("%1 %2: may do %n thing(s)", nullptr, static_cast<int>(node.surface))
            .arg(kindText(node.kind), toQString(node.label));
    }
    const auto index = m_scene.edgeAt(at, reach());
    if (!index)
        return {};
    const authority::Edge& edge = graph.edges[*index];
    QString text = tr("Grant %1, %2 → %3: its scope allows %4 accesses, its chain gives %5")
                       .arg(toQString(edge.grant), toQString(graph.nodes[edge.from].label),
                            toQString(graph.nodes[edge.to].label))
                       .arg(edge.accesses)
                       .arg(edge.given);
    if (edge.amplifies())
        text += tr("; amplifies: %1 accesses more than its parent").arg(edge.added);
    if (!edge.note.empty())
        text += QStringLiteral("; ") + toQString(edge.note);
    return text;
}

} // namespace remit::ui
