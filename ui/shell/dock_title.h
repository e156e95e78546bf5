// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QDockWidget;
class QLabel;

namespace remit::ui {

/// A dock's title bar: its name, and buttons to take it out of the window and to close it, drawn
/// with our icons. Dragging is the dock's own.
class DockTitle : public QWidget {
    Q_OBJECT

public:
    explicit DockTitle(QDockWidget& dock);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace remit::ui
