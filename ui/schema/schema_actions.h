// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace remit::ui {

class MainWindow;

/// The diagram of the schema, as a page of the centre.
void addSchemaActions(MainWindow& window);

} // namespace remit::ui
