// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/schema/diagram.h"

#include <QGraphicsView>

#include <memory>
#include <optional>

namespace remit::ui {

class DiagramEdges;
class NodeItem;
class Theme;

/// The diagram of a schema. The wheel zooms at the cursor, dragging pans, F fits all of it, the
/// arrow keys walk from box to box, Enter or a double click opens the chosen one's text.
class DiagramView : public QGraphicsView {
    Q_OBJECT

public:
    /// The theme must outlive it.
    explicit DiagramView(const Theme& theme, QWidget* parent = nullptr);

    /// What was chosen stays chosen, by name.
    void setDiagram(std::shared_ptr<const Diagram> diagram);
    [[nodiscard]] const Diagram* diagram() const { return m_diagram.get(); }
    [[nodiscard]] std::optional<std::size_t> chosen() const { return m_chosen; }
    /// Marks the box and its arrows and brings it into view.
    void choose(std::optional<std::size_t> node);
    /// Dims what does not have the text in its name or its rows; empty: nothing.
    void search(const QString& text);
    void fitAll();
    [[nodiscard]] int dimmedCount() const { return m_dimmed; }

signals:
    void nodeChosen(int node); ///< negative: none any more
    void nodeOpened(int node);

protected:
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] std::optional<std::size_t> nodeAt(QPoint point) const;
    void walk(Qt::Key direction);
    void zoomBy(double factor);
    void applyColors();

    const Theme& m_theme;
    std::shared_ptr<const Diagram> m_diagram;
    std::vector<NodeItem*> m_nodes; ///< of the scene
    DiagramEdges* m_edges = nullptr;
    std::optional<std::size_t> m_chosen;
    QPoint m_pressedAt;
    QString m_searched;
    int m_dimmed = 0;
    bool m_fitted = true; ///< shows all, and goes on doing so while nobody zooms
};

} // namespace remit::ui
