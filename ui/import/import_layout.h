// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <filesystem>
#include <functional>
#include <vector>

class QMimeData;
class QPushButton;
class QTableView;
class QWidget;

/// How the parts of the import assistant are put together.
namespace remit::ui {

class PreviewModel;

/// A title, a muted line below it, the body, and a row of buttons.
[[nodiscard]] QWidget* importSection(const QString& title, const QString& hint, QWidget* body,
                                     const std::vector<QPushButton*>& buttons);

/// A button that belongs to `owner`.
[[nodiscard]] QPushButton* importButton(QWidget* owner, const QString& text, const char* name,
                                        std::function<void()> run);

void setupPreviewTable(QTableView& table, PreviewModel& model);

/// Files and folders among what is dragged.
[[nodiscard]] std::vector<std::filesystem::path> localPaths(const QMimeData& data);

} // namespace remit::ui
