// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/diagnostic.h"
#include "core/base/result.h"
#include "core/base/source_text.h"

#include <QList>
#include <QObject>
#include <QString>

#include <string>
#include <vector>

class QAction;

namespace remit::ui {

class Assistant;
class Centre;
class CodeEditor;
class Formatter;
class Session;
class Studio;

/// The editors among the pages of the centre: one for each open file, their titles and marks, and
/// the actions of File and Edit that work on the one in front.
class EditorArea : public QObject {
    Q_OBJECT

public:
    EditorArea(Studio& studio, Centre& centre);

    void setSession(Session* session);

    /// Null when the file cannot be shown as text; a notification says why.
    CodeEditor* open(const QString& path);
    /// Opens the file and shows the bytes.
    void showPlace(const QString& path, Span place);
    [[nodiscard]] CodeEditor* current() const;
    [[nodiscard]] CodeEditor* find(const QString& path) const;
    [[nodiscard]] std::vector<CodeEditor*> all() const;
    /// Of the open workspace, or null.
    [[nodiscard]] Assistant* assistant() const { return m_assistant; }
    /// Sends what is typed and not sent yet. Before anything that reads the documents.
    void flush();

    /// The file in front, formatted before where the user has chosen that.
    void save();
    /// All as they are.
    void saveAll();
    void format();
    void undo();
    void redo();
    void offerFixes();
    /// Makes the change; with the caret kept in the editor in front. Says where it cannot be made.
    void apply(const WorkspaceEdit& edit);

    /// The key of a file's page in the centre.
    [[nodiscard]] static QString keyOf(const QString& path);

signals:
    /// The page in front, its caret, or its text changed. Null: no editor is in front.
    void caretMoved(remit::ui::CodeEditor* editor);
    void currentChanged(remit::ui::CodeEditor* editor);
    /// The user wants to know more of the diagnostics of that code.
    void explanationWanted(const QString& code);
    /// The file could not be saved; Invalid: another program has changed it.
    void saveRefused(const std::string& path, const remit::Error& error);

private:
    void setupActions();
    void setupFormatActions();
    void saveNow(const std::string& path);
    void saveAllFormatted();
    void showFixes(CodeEditor& editor, const std::vector<Fix>& fixes);
    CodeEditor* make(const QString& path);
    void setupAids(CodeEditor& editor);
    void applyPreferences(CodeEditor& editor) const;
    void closePage(const QString& key);
    void closeCurrent();
    void updateTitle(const QString& path);
    void updateActions();
    void updateMarks();
    void report(const Result<>& result);
    [[nodiscard]] QList<QAction*> menuActions() const;

    Studio& m_studio;
    Centre& m_centre;
    Session* m_session = nullptr;
    Assistant* m_assistant = nullptr;
    Formatter* m_formatter;
    QAction* m_format = nullptr;
    QAction* m_save = nullptr;
    QAction* m_saveAll = nullptr;
    QAction* m_close = nullptr;
    QAction* m_undo = nullptr;
    QAction* m_redo = nullptr;
    QAction* m_fix = nullptr;
    QList<QAction*> m_clipboard; ///< cut, copy, paste, select all
};

} // namespace remit::ui
