// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTemporaryDir>

#include <filesystem>
#include <memory>

class QAction;

namespace remit::ui {
class CodeEditor;
class MainWindow;
class ProblemsModel;
class Session;
class Studio;
} // namespace remit::ui

namespace remit::test {

/// A studio with settings and folders of its own, its window shown. The user's things are never
/// touched.
class StudioRig {
public:
    StudioRig();
    /// With settings and folders below that folder, which stays.
    explicit StudioRig(const QString& folder);
    ~StudioRig();

    [[nodiscard]] ui::Studio& studio() { return *m_studio; }
    [[nodiscard]] ui::MainWindow& window() { return *m_window; }
    [[nodiscard]] ui::Session& session();
    [[nodiscard]] QString folder(const QString& below) const;
    /// Closes the window and opens another, with the same settings: the program started again.
    void restart();

    /// A workspace with one file "policies/pay.cedar" of that text, opened in the editor, checked.
    void openWorkspaceWith(const QString& policies);
    /// A copy of the folder, which is a workspace; the file is opened in the editor, checked.
    void openCopyOf(const std::filesystem::path& workspace, const QString& file);
    /// Makes the file with that text, unsaved, and opens it.
    void openNew(const QString& file, const QString& text);
    [[nodiscard]] ui::CodeEditor& editor();
    /// Of the document, unsaved changes included; what is typed is sent before.
    [[nodiscard]] QString textOf(const QString& file);
    /// Puts the caret behind the first occurrence in the editor in front.
    void putCaretBehind(const QString& text);
    [[nodiscard]] const ui::ProblemsModel& problems();
    /// Null when there is none of that id.
    [[nodiscard]] QAction* action(const char* id);
    void trigger(const char* id);
    /// Waits until what is shown belongs to the present texts.
    [[nodiscard]] bool waitForCheck();
    [[nodiscard]] QString savedText(const QString& file) const;

private:
    void start();

    std::unique_ptr<QTemporaryDir> m_temporary;
    QString m_folder;
    std::unique_ptr<ui::Studio> m_studio;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace remit::test
