// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/notifications.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QToolButton;

namespace remit::ui {

class Theme;

/// Shows notifications in the lower right corner of its parent, one at a time, the latest. Takes no
/// focus; its buttons are reached by mouse, and its text is announced to screen readers.
class NotificationBar : public QFrame {
    Q_OBJECT

public:
    NotificationBar(Notifications& notifications, const Theme& theme, QWidget* parent);

    [[nodiscard]] QString text() const;

    static constexpr int kShownMs = 6000;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void show(const Notification& notification);
    void place();

    const Theme& m_theme;
    QLabel* m_sign;
    QLabel* m_text;
    QToolButton* m_action;
    QToolButton* m_close;
    std::function<void()> m_run;
    QTimer m_timer;
};

} // namespace remit::ui
