// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/palette_model.h"

#include <QString>

#include <functional>
#include <vector>

namespace remit::ui {

class EditorArea;
class MainWindow;
class Session;

/// The docks of the frame: Workspace, Problems, Jobs. Views of other rooms add theirs the same way.
void addShellDocks(MainWindow& window);
/// The files of the workspace, for the palette.
[[nodiscard]] std::function<std::vector<PaletteEntry>()> filePlaces(MainWindow& window);
/// What a workspace opens with: its first policy, else its settings.
void openFirstFile(Session& session, EditorArea& editors);

} // namespace remit::ui
