// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QWidget>

namespace remit::ui {

class GraphCanvas;
class GraphScene;
class Theme;

/// The whole graph in a corner, with the part that is in view; a click or a drag goes there.
class Minimap : public QWidget {
    Q_OBJECT

public:
    Minimap(GraphScene& scene, GraphCanvas& canvas, const Theme& theme);

    /// After the graph or the colours have changed.
    void redraw();
    [[nodiscard]] QSize sizeHint() const override { return {180, 120}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] QRectF graphRect() const; ///< where the graph stands in the widget
    void goTo(QPointF point);
    void follow();

    GraphScene& m_scene;
    GraphCanvas& m_canvas;
    const Theme& m_theme;
    QPixmap m_picture;
};

} // namespace remit::ui
