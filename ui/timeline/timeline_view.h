// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timeline_painter.h"

#include <QAbstractScrollArea>
#include <QPoint>

#include <functional>
#include <memory>
#include <optional>

namespace remit::ui {

class CallScope;
class Theme;

/// The recorded calls along time, one lane for each agent. The wheel zooms at the pointer, a drag
/// pans, Shift-drag chooses a range, a drag along the ruler goes from call to call. Keys: arrows
/// step, Home and End go to the ends, `[` and `]` to crossings, F fits what is chosen, + and -
/// zoom, Esc lets the range go, Alt+Left and Alt+Right go through what was looked at.
class TimelineView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit TimelineView(const Theme& theme, QWidget* parent = nullptr);

    /// Range and zoom are said to it and heard from it; must outlive its use here. Null: none.
    void setScope(CallScope* scope);
    void setData(std::shared_ptr<const TimelineData> data);
    [[nodiscard]] const std::shared_ptr<const TimelineData>& data() const { return m_data; }
    void setReviewed(std::function<bool(std::size_t row)> reviewed);

    /// The current call, as a row of the replay.
    [[nodiscard]] std::optional<std::size_t> current() const { return m_current; }
    /// Shows the call, moving the view where it is out of sight. Does not tell.
    void setCurrent(std::optional<std::size_t> row);
    /// Where the sign of a call stands in the viewport.
    [[nodiscard]] QPoint placeOf(std::size_t row) const;
    [[nodiscard]] TimelineGeometry geometryNow() const;
    /// What the call is, in words: for screen readers and tooltips.
    [[nodiscard]] QString wordsOf(std::size_t row) const;

public slots:
    void fitAll();
    void fitChosen();
    void zoomIn();
    void zoomOut();
    void stepCrossing(bool forward);

signals:
    void callSelected(const QString& run, qint64 step);
    void callActivated(const QString& run, qint64 step);
    /// The menu of a moment, by the right button or the menu key. Milliseconds since 1970;
    /// negative: the calls have no times there.
    void menuWanted(QPoint global, qint64 time);
    /// Ctrl+Z, where setUndoable() says that there is something.
    void undoWanted();

public:
    void setUndoable(bool undoable) { m_undoable = undoable; }
    /// Of the current call; nothing: none is chosen, or it has none.
    [[nodiscard]] std::optional<qint64> currentTime() const;

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    enum class Drag { None, Press, Pan, Range, Scrub };

    void follow();
    void setWindow(double left, double right, bool tell);
    void tellZoom(const QString& merged);
    void zoomAt(double x, double factor);
    void updateBars();
    void select(std::size_t row);
    void chooseRange(double from, double to);
    [[nodiscard]] std::optional<std::size_t> rowNear(QPoint at) const;
    [[nodiscard]] std::optional<std::size_t> rowAtOrBefore(double place) const;
    void step(int ranks);
    void stepLane(int lanes);
    void goToEnd(bool last);
    [[nodiscard]] QString tipAt(QPoint at) const;
    [[nodiscard]] std::optional<std::pair<double, double>> shownRange() const;
    [[nodiscard]] bool isFitting(std::size_t row) const;

    const Theme& m_theme;
    CallScope* m_scope = nullptr;
    std::shared_ptr<const TimelineData> m_data;
    std::function<bool(std::size_t)> m_reviewed;
    mutable SignPixmaps m_signs;
    double m_left = 0;   ///< place at the left edge
    double m_right = 1;  ///< and at the right one
    bool m_whole = true; ///< everything is shown, also after the view is resized
    std::optional<std::size_t> m_current;
    Drag m_drag = Drag::None;
    QPoint m_pressed;
    double m_pressedLeft = 0;
    double m_rangeFrom = 0;
    double m_rangeTo = 0;
    bool m_undoable = false;
    bool m_updatingBars = false;
    bool m_telling = false; ///< what the history says back is known
};

} // namespace remit::ui
