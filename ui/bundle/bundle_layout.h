// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>
#include <QString>

#include <functional>
#include <utility>

namespace remit::ui {

/// A button of a bundle view with its name for tests.
inline QPushButton* bundleButton(QWidget* owner, const QString& text, const char* name,
                                 std::function<void()> run)
{
    auto* button = new QPushButton(text, owner);
    button->setObjectName(QString::fromLatin1(name));
    QObject::connect(button, &QPushButton::clicked, owner, [run = std::move(run)] { run(); });
    return button;
}

} // namespace remit::ui
