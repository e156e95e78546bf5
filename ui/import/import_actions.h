// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

class QString;

namespace remit::ui {

class MainWindow;

/// Plugs the import assistant into the window: the actions that open it.
void addImport(MainWindow& window);
/// Opens the assistant with these files and folders, or with a text. While a workspace is open.
void importPaths(MainWindow& window, const std::vector<std::filesystem::path>& paths);
void importText(MainWindow& window, const QString& text);

} // namespace remit::ui
