// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/authority/graph.h"

#include <QGraphicsView>
#include <QTimer>

#include <optional>

namespace remit::ui {

class GraphScene;

/// The graph under the mouse: the wheel zooms at the cursor, dragging the ground pans, Ctrl and
/// dragging from one node to another draws a grant. Keys: + and - zoom, F fits, arrows pan.
class GraphCanvas : public QGraphicsView {
    Q_OBJECT

public:
    explicit GraphCanvas(GraphScene& scene, QWidget* parent = nullptr);

    /// The whole graph into view, at most at its own size; it stays whole until somebody zooms or
    /// moves.
    void fit();
    [[nodiscard]] bool seesAll() const;
    void zoom(double factor);
    /// Into the middle, without changing the scale unless it is too small to read.
    void bringIntoView(authority::NodeIndex node);
    [[nodiscard]] double scale() const { return transform().m11(); }

    static constexpr double kLeast = 0.02;
    static constexpr double kMost = 4;

signals:
    void nodeClicked(quint32 node, bool second); ///< second: with Shift, to find ways to it
    void edgeClicked(quint32 edge);
    void groundClicked();
    void nodeActivated(quint32 node); ///< double click
    void edgeActivated(quint32 edge);
    void grantDrawn(quint32 from, quint32 to);
    void viewMoved();

protected:
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void zoomAt(QPoint point, double factor);
    void moving();
    void setFitted(bool fitted);
    void click(QPoint point, Qt::KeyboardModifiers modifiers);
    [[nodiscard]] QString tipAt(QPoint point) const;
    [[nodiscard]] double reach() const;

    GraphScene& m_scene;
    QTimer m_settled; ///< runs out a moment after the last movement: then drawn finely again
    QPoint m_pressed;
    bool m_fitted = false;
    bool m_panning = false;
    bool m_moved = false;
    std::optional<authority::NodeIndex> m_drawingFrom;
};

} // namespace remit::ui
