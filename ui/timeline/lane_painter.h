// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timeline_painter.h"

namespace remit::ui {

inline constexpr int kCallSign = 16; ///< of a call by itself, pixels

[[nodiscard]] Sign signOfWeight(Weight weight);

/// The calls of one lane: a sign for each, one for those that share a place, and where there are
/// too many a strip, on which the worst of them stay visible.
void paintLaneCalls(QPainter& painter, const TimelineFrame& frame, const TimelineLane& lane,
                    int top);

} // namespace remit::ui
