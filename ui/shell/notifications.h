// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QString>

#include <functional>

namespace remit::ui {

struct Notification {
    enum class Kind { Information, Warning, Error };
    Kind kind = Kind::Information;
    QString text;
    QString detail;     ///< what to do; may be empty
    QString actionText; ///< of a button; empty: none
    std::function<void()> action;
};

/// Messages that need no answer. They appear in a corner of the window, never take the focus, and
/// go by themselves, errors only when they are closed. Whoever has something to say posts it here.
class Notifications : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void post(Notification notification) { emit posted(notification); }
    void inform(const QString& text);
    void report(const Error& error);

signals:
    void posted(const remit::ui::Notification& notification);
};

} // namespace remit::ui
