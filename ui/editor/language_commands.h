// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/source_text.h"

#include <QObject>

class QAction;

namespace remit::ui {

class CodeEditor;
class JsonTwin;
class MainWindow;
class OutlineView;
class PlacesView;
class RenamePanel;

/// What the language knows, as commands on the editor in front: complete, describe, go to the
/// definition, find references, rename, back and forward; and the docks that show the answers.
class LanguageCommands : public QObject {
    Q_OBJECT

public:
    /// Adds its docks and actions to the window. A child of it.
    explicit LanguageCommands(MainWindow& window);

    void complete();
    void showSignature();
    void describe();
    void goToDefinition();
    void findReferences();
    void rename();
    /// Shows the place and remembers where the user came from.
    void jumpTo(const QString& path, Span place);

    [[nodiscard]] RenamePanel& renamePanel() const { return *m_rename; }

private:
    void addDocks();
    void addActions();
    void addGoActions();
    void follow(CodeEditor* editor);
    void updateActions();
    void inform(const QString& text);

    MainWindow& m_window;
    OutlineView* m_outline = nullptr;
    PlacesView* m_references = nullptr;
    JsonTwin* m_json = nullptr;
    RenamePanel* m_rename;
    QList<QAction*> m_ofEditor; ///< enabled while an editor is in front
    QAction* m_back = nullptr;
    QAction* m_forward = nullptr;
};

} // namespace remit::ui
