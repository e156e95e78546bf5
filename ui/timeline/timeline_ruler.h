// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPainter;

namespace remit::ui {

struct TimelineFrame;

/// The ruler above the lanes: times where there are any, else the places in the order; and where
/// long pauses are folded.
void paintTimelineRuler(QPainter& painter, const TimelineFrame& frame);

} // namespace remit::ui
