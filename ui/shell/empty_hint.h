// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QAbstractItemView;
class QAction;
class QLabel;
class QToolButton;
class QWidget;

namespace remit::ui {

/// One line over an item view that says what belongs there, shown while its model is empty, and
/// below it the action that brings it, where there is one.
class EmptyHint : public QObject {
    Q_OBJECT

public:
    EmptyHint(QAbstractItemView& view, const QString& text);

    void setText(const QString& text);
    /// A button for the action, shown while the action is enabled; null takes it away.
    void offer(QAction* action);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void update();

    QAbstractItemView& m_view;
    QWidget* m_over;
    QLabel* m_label;
    QToolButton* m_button;
};

} // namespace remit::ui
