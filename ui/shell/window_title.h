// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QWidget;

namespace remit::ui {

class CodeEditor;
class EditorArea;
class Session;

/// "pay.cedar — Payments — Remit Studio", with the platform's mark for unsaved changes.
class WindowTitle : public QObject {
    Q_OBJECT

public:
    WindowTitle(QWidget& window, EditorArea& editors);

    void setSession(Session* session);

private:
    void update();

    QWidget& m_window;
    EditorArea& m_editors;
    Session* m_session = nullptr;
};

/// "Ln 3, Col 5" of the editor's caret, both from 1, columns in characters; empty without an
/// editor.
[[nodiscard]] QString caretText(const CodeEditor* editor);

} // namespace remit::ui
