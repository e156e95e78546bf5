// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

class QWidget;

/// Sizes and distances that all views share.
namespace remit::ui {

inline constexpr int kStep = 4;           ///< all spacing is a multiple of it
inline constexpr int kMargin = 2 * kStep; ///< inside of panels
inline constexpr int kIconSize = 16;      ///< in lists, tabs and menus
inline constexpr int kToolIconSize = 20;  ///< in the tool bar

enum class TextSize { Small, Normal, Large, Title }; ///< 9, 10, 12, 16 pt

/// The system's interface font, and the one monospace font for code, ids and values.
[[nodiscard]] QFont interfaceFont(TextSize size = TextSize::Normal);
[[nodiscard]] QFont codeFont(TextSize size = TextSize::Normal);
/// Muted by the palette's placeholder colour, also after the theme changes.
void setMuted(QWidget* widget);

} // namespace remit::ui
