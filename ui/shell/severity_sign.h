// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/diagnostic.h"

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

/// The signs of problems in texts, as drawn everywhere: error a filled disc, warning a triangle,
/// note a ring; all smaller and simpler than the signs of the verdicts (verdict_sign.h).
namespace remit::ui {

struct Colors;
class Theme;

[[nodiscard]] QString wordOf(Severity severity);
[[nodiscard]] QColor colorOf(Severity severity, const Colors& colors);
[[nodiscard]] QPixmap severityPixmap(Severity severity, int pixels, const Colors& colors,
                                     qreal scale = 1);
/// Follows the theme, which must outlive it.
[[nodiscard]] QIcon severityIcon(Severity severity, const Theme& theme);

} // namespace remit::ui
