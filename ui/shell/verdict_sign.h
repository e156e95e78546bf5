// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decision/verdict.h"

#include <QIcon>
#include <QString>

class QPainter;
class QRectF;

/// The signs of the verdicts: one shape, one colour and one word each, the same in every view.
/// Nothing else in the program draws a verdict.
namespace remit::ui {

struct Colors;
class Theme;

enum class Sign {
    Allow,            ///< filled circle with a tick
    Deny,             ///< filled octagon with a cross
    ApprovalRequired, ///< diamond with an hourglass
    Undecidable,      ///< dashed circle with a question mark
    Unreachable,      ///< hollow dash
    Identity,         ///< key: identity or credential at fault, who and not what
};

[[nodiscard]] Sign signOf(decision::Verdict verdict);
/// Of the boundary that was crossed: Identity for who and with what, Deny for what.
[[nodiscard]] Sign signOf(decision::CrossingKind kind);

/// "allow", "approval required" …; always beside the sign or in its tooltip and accessible name.
[[nodiscard]] QString wordOf(Sign sign);
/// A sentence for tooltips: "Permitted by the policies."
[[nodiscard]] QString meaningOf(Sign sign);
[[nodiscard]] QColor colorOf(Sign sign, const Colors& colors);

/// Fills the largest centred square of the rectangle. Legible from 10 logical pixels on.
void paintSign(QPainter& painter, const QRectF& rect, Sign sign, const Colors& colors);
/// Follows the theme, which must outlive it.
[[nodiscard]] QIcon signIcon(Sign sign, const Theme& theme);

} // namespace remit::ui
