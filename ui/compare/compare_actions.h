// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace remit::ui {

class ComparePage;
class MainWindow;
struct Compared;

/// Plugs the comparison of two revisions into the window: a page in the middle and its action.
void addCompare(MainWindow& window);
/// Opens the page; where `compared` is given, with it.
ComparePage* showComparePage(MainWindow& window, std::shared_ptr<const Compared> compared = {});

} // namespace remit::ui
