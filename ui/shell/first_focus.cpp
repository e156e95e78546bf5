// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/first_focus.h"

#include <QFocusEvent>
#include <QWidget>

namespace remit::ui {

FirstFocus::FirstFocus(QWidget& view, QWidget& target) : QObject(&view), m_target(target)
{
    view.installEventFilter(this);
}

QWidget* FirstFocus::of(const QWidget& view)
{
    const auto* first = view.findChild<FirstFocus*>(QString(), Qt::FindDirectChildrenOnly);
    return first == nullptr ? nullptr : &first->m_target;
}

bool FirstFocus::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parent() && event->type() == QEvent::FocusIn) {
        m_target.setFocus(static_cast<QFocusEvent*>(event)->reason());
        return true;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace remit::ui
