// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace remit::ui {

/// The text in the user's language, for functions that belong to no QObject; `count` chooses the
/// plural form of `%n`.
[[nodiscard]] inline QString tr(const char* text, int count = -1)
{
    return QCoreApplication::translate("Studio", text, nullptr, count);
}

} // namespace remit::ui
