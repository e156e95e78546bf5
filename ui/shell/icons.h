// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace remit::ui {

/// The drawing `resources/icons/NAME.svg` in the colour of the text it stands beside: muted when
/// disabled, the highlight's text colour when selected, right after each change of theme. Sharp at
/// every scale. An empty icon where there is no such drawing.
[[nodiscard]] QIcon icon(const QString& name);
/// The program's own sign, in its colours.
[[nodiscard]] QIcon programIcon();

} // namespace remit::ui
