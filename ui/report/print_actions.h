// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QsciPrinter;

namespace remit::ui {

class MainWindow;

/// File: Print. After the pages of the middle have their actions.
void addPrintAction(MainWindow& window);

/// The page in front: a text over as many sheets as it takes, anything else fitted to one. In the
/// colours of the light theme, whichever is on the screen. False: nothing stands in front, or the
/// printer cannot be started.
bool printPage(MainWindow& window, QsciPrinter& printer);

} // namespace remit::ui
