// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/plain_labels.h"

#include <QApplication>
#include <QEvent>
#include <QLabel>

namespace remit::ui {

PlainLabels::PlainLabels(QObject* parent) : QObject(parent)
{
    qApp->installEventFilter(this);
}

/// A tip is a label too, and is polished before it gets its text.
bool PlainLabels::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Polish) {
        auto* label = qobject_cast<QLabel*>(watched);
        if (label != nullptr && label->textFormat() == Qt::AutoText)
            label->setTextFormat(Qt::PlainText);
    }
    return false;
}

} // namespace remit::ui
