// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notifications.h"

namespace remit::ui {

void Notifications::inform(const QString& text)
{
    post({Notification::Kind::Information, text, {}, {}, {}});
}

void Notifications::report(const Error& error)
{
    post({Notification::Kind::Error,
          QString::fromStdString(error.message),
          QString::fromStdString(error.hint),
          {},
          {}});
}

} // namespace remit::ui
