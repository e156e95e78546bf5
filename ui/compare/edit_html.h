// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/compare_work.h"

namespace remit::ui {

struct Colors;

/// The policy of the cause, before and after; without one, every policy that was edited. Links are
/// "policy:FILE#BEGIN-END".
[[nodiscard]] QString editHtml(const Compared& compared, const analysis::Cause* cause,
                               const Colors& colors);

} // namespace remit::ui
