// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schema/diagram_view.h"

#include "ui/schema/diagram_edges.h"
#include "ui/schema/node_item.h"
#include "ui/shell/theme.h"
#include "ui/shell/zoom_input.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>

namespace remit::ui {
namespace {

constexpr double kLeastScale = 0.05;
constexpr double kMostScale = 4;
constexpr double kFitAtMost = 1.25; ///< a small schema is not blown up

bool has(const assist::SchemaGraph::Node& node, const QString& text)
{
    const auto contains = [&text](const QString& where) {
        return where.contains(text, Qt::CaseInsensitive);
    };
    return contains(QString::fromStdString(node.id)) ||
           contains(QString::fromStdString(node.documentation)) ||
           std::any_of(node.rows.begin(), node.rows.end(),
                       [&](const auto& row) { return contains(rowText(row)); });
}

} // namespace

DiagramView::DiagramView(const Theme& theme, QWidget* parent)
    : QGraphicsView(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("schemaDiagram"));
    setAccessibleName(tr("Diagram of the schema"));
    setScene(new QGraphicsScene(this));
    setRenderHint(QPainter::Antialiasing);
    setDragMode(QGraphicsView::ScrollHandDrag);
    setTransformationAnchor(QGraphicsView::AnchorUnderMouse);
    setFrameShape(QFrame::NoFrame);
    setViewportUpdateMode(QGraphicsView::SmartViewportUpdate);
    viewport()->setCursor(Qt::ArrowCursor);
    connect(&theme, &Theme::changed, this, &DiagramView::applyColors);
    applyColors();
}

void DiagramView::applyColors()
{
    setBackgroundBrush(m_theme.colors().surface);
    viewport()->update();
}

void DiagramView::setDiagram(std::shared_ptr<const Diagram> diagram)
{
    const std::string chosen = m_chosen ? m_diagram->graph.nodes[*m_chosen].id : std::string();
    m_chosen.reset();
    m_nodes.clear();
    m_edges = nullptr;
    scene()->clear();
    m_diagram = std::move(diagram);
    if (m_diagram == nullptr)
        return;
    scene()->setSceneRect(m_diagram->bounds);
    m_edges = new DiagramEdges(*m_diagram, m_theme);
    scene()->addItem(m_edges);
    for (std::size_t i = 0; i < m_diagram->graph.nodes.size(); ++i) {
        m_nodes.push_back(new NodeItem(*m_diagram, i, m_theme));
        scene()->addItem(m_nodes.back());
        if (m_diagram->graph.nodes[i].id == chosen)
            m_chosen = i;
    }
    if (m_chosen) {
        m_nodes[*m_chosen]->setMarked(true);
        m_edges->setChosen(m_chosen);
    }
    search(m_searched);
    if (m_fitted)
        fitAll();
}

void DiagramView::choose(std::optional<std::size_t> node)
{
    if (m_diagram == nullptr || (node && *node >= m_nodes.size()))
        return;
    if (m_chosen)
        m_nodes[*m_chosen]->setMarked(false);
    const bool changed = m_chosen != node;
    m_chosen = node;
    m_edges->setChosen(node);
    if (node) {
        m_nodes[*node]->setMarked(true);
        ensureVisible(m_diagram->boxes[*node], 40, 40);
    }
    if (changed)
        emit nodeChosen(node ? static_cast<int>(*node) : -1);
}

void DiagramView::search(const QString& text)
{
    m_searched = text.trimmed();
    m_dimmed = 0;
    if (m_diagram == nullptr)
        return;
    std::optional<std::size_t> first;
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        const bool found = m_searched.isEmpty() || has(m_diagram->graph.nodes[i], m_searched);
        m_nodes[i]->setDimmed(!found);
        m_dimmed += found ? 0 : 1;
        if (found && !first)
            first = i;
    }
    if (!m_searched.isEmpty() && first)
        ensureVisible(m_diagram->boxes[*first], 40, 40);
}

void DiagramView::fitAll()
{
    if (m_diagram == nullptr || m_diagram->bounds.isEmpty())
        return;
    const QSizeF room = viewport()->size();
    const double scale = std::min({room.width() / m_diagram->bounds.width(),
                                   room.height() / m_diagram->bounds.height(), kFitAtMost});
    setTransform(QTransform::fromScale(scale, scale));
    centerOn(m_diagram->bounds.center());
    m_fitted = true;
}

void DiagramView::zoomBy(double factor)
{
    const double now = transform().m11();
    const double wanted = std::clamp(now * factor, kLeastScale, kMostScale);
    scale(wanted / now, wanted / now);
    m_fitted = false;
}

std::optional<std::size_t> DiagramView::nodeAt(QPoint point) const
{
    for (const QGraphicsItem* item : items(point)) {
        if (const auto* node = qgraphicsitem_cast<const NodeItem*>(item))
            return node->number();
    }
    return std::nullopt;
}

void DiagramView::walk(Qt::Key direction)
{
    if (m_diagram == nullptr || m_nodes.empty())
        return;
    choose(m_chosen ? neighbour(*m_diagram, *m_chosen, direction) : 0);
}

void DiagramView::wheelEvent(QWheelEvent* event)
{
    zoomBy(wheelZoom(*event));
    event->accept();
}

void DiagramView::keyPressEvent(QKeyEvent* event)
{
    if (const double factor = keyZoom(*event); factor != 1)
        return zoomBy(factor);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        return walk(static_cast<Qt::Key>(event->key()));
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_chosen)
            emit nodeOpened(static_cast<int>(*m_chosen));
        return;
    case Qt::Key_F:
        return fitAll();
    case Qt::Key_Escape:
        return choose(std::nullopt);
    default:
        QGraphicsView::keyPressEvent(event);
    }
}

void DiagramView::mousePressEvent(QMouseEvent* event)
{
    m_pressedAt = event->pos();
    QGraphicsView::mousePressEvent(event);
}

/// A click chooses; a drag has only moved the view.
void DiagramView::mouseReleaseEvent(QMouseEvent* event)
{
    QGraphicsView::mouseReleaseEvent(event);
    viewport()->setCursor(Qt::ArrowCursor);
    if (event->button() == Qt::LeftButton && (event->pos() - m_pressedAt).manhattanLength() < 4)
        choose(nodeAt(event->pos()));
}

void DiagramView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (const auto node = nodeAt(event->pos()))
        emit nodeOpened(static_cast<int>(*node));
}

void DiagramView::resizeEvent(QResizeEvent* event)
{
    QGraphicsView::resizeEvent(event);
    if (m_fitted)
        fitAll();
}

} // namespace remit::ui
