// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace remit::ui {

class CallsView;
class ImpactRunner;
class MainWindow;
class ReplayRunner;
class ReviewDesk;

/// Writes the calls shown, in their order, to a file that the user names.
void exportShownCalls(MainWindow& window, CallsView& calls);

/// Reviews in the table, and the action that marks the crossings chosen there.
void addReviewAction(MainWindow& window, CallsView& calls, ReviewDesk& desk);

/// The impact strip below the editor, and the way from it to the calls.
[[nodiscard]] ImpactRunner& addImpactStrip(MainWindow& window, ReplayRunner& runner);

} // namespace remit::ui
