// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPainter;

namespace remit::ui {

struct TimelineFrame;

/// What stands beside the calls: delegations as arrows between lanes, approvals and revocations as
/// flags, and the life of tasks and credentials as bars above the lanes.
void paintTimelineArrows(QPainter& painter, const TimelineFrame& frame);
void paintTimelineFlags(QPainter& painter, const TimelineFrame& frame);
void paintTimelineBars(QPainter& painter, const TimelineFrame& frame);

} // namespace remit::ui
