// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

class QString;

namespace remit::ui {

class MainWindow;

/// Plugs the what-if panel into the window.
void addWhatIfDock(MainWindow& window);
/// Opens it and asks what would change if the grant were revoked at that time.
void askWhatIfRevoked(MainWindow& window, const QString& grant, Instant at);

} // namespace remit::ui
