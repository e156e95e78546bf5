// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

class QWidget;

/// What whoever works without a mouse, with a screen reader or in another language finds in a
/// window. Each function gives what is wrong, one line each.
namespace remit::test {

/// Class and name of the widget, and of those that it lies in.
[[nodiscard]] QString described(const QWidget* widget);
/// What can have the focus and has no name.
[[nodiscard]] QStringList unnamedIn(QWidget& window);
/// Of a dialog: what can have the focus and is not reached by Tab.
[[nodiscard]] QStringList notReachedIn(QWidget& dialog);
/// Of a dialog: where Tab goes back, up or to the left, more than the once that closes the round.
[[nodiscard]] QStringList backwardsIn(QWidget& dialog);
/// Texts that a person reads and that no translator has seen: without its bracket ⟦. `data` are
/// parts of texts that are the user's own.
[[nodiscard]] QStringList untranslatedIn(QWidget& window, const QStringList& data);

} // namespace remit::test
