// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/assist/completion.h"
#include "core/assist/outline.h"

#include <QColor>
#include <QIcon>
#include <QString>

class QPainter;
class QRect;

/// The small signs of what the language has names for: a letter in a tinted square. A letter and a
/// colour mean the same thing in the list of proposals, in the outline and in the references.
namespace remit::ui {

struct Colors;
class Theme;

struct KindSign {
    QString letter;
    QColor Colors::*color = nullptr;
};

[[nodiscard]] KindSign signOf(assist::CompletionKind kind);
[[nodiscard]] KindSign signOf(assist::OutlineKind kind);

/// `over`: the colour of a letter without its square, on the highlight; invalid: the sign's own.
void paintKindSign(QPainter& painter, const QRect& area, const KindSign& sign, const Colors& colors,
                   const QColor& over = {});
/// Follows the theme, which must outlive it.
[[nodiscard]] QIcon kindIcon(const KindSign& sign, const Theme& theme);

} // namespace remit::ui
