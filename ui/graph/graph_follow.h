// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace remit::ui {

class GraphView;
class Session;

/// The graph goes with the timeline: it shows delegation as it stood at the selected call, with
/// that call's agent chosen, or at the end of the chosen range.
void followCalls(GraphView& view, Session& session);

} // namespace remit::ui
