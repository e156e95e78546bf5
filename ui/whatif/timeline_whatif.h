// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace remit::ui {

class MainWindow;

/// Revocations supposed on the timeline itself: its context menu, and the action "timeline.revoke"
/// for the selected call, revoke a grant that holds at that moment, in the what-if panel. What is
/// supposed there stands on the timeline as flags. After both docks.
void joinTimelineAndWhatIf(MainWindow& window);

} // namespace remit::ui
