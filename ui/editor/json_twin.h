// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/assist/policy_json_view.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QsciScintilla;

namespace remit::ui {

class Assistant;
class CodeEditor;
class SourceLexer;
struct Colors;

/// The JSON dock: the policies or the schema in front in their JSON form, to read. Between policies
/// and their JSON what is selected in one is shown in the other.
class JsonTwin : public QWidget {
    Q_OBJECT

public:
    explicit JsonTwin(const Colors& colors, QWidget* parent = nullptr);

    /// Null: no editor is in front.
    void setEditor(CodeEditor* editor, Assistant* assistant);
    void applyColors(const Colors& colors);
    [[nodiscard]] QString text() const;
    /// Selects what the caret of the editor is in.
    void followCaret();

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct Twin;
    static Twin twinOf(const std::string& path, std::string_view text);
    void ask();
    void take(const Twin& twin);
    void followTwin();
    void setTwinText(const std::string& text);

    QLabel* m_note;
    QsciScintilla* m_view;
    SourceLexer* m_lexer;
    QPointer<CodeEditor> m_editor;
    QPointer<Assistant> m_assistant;
    assist::PolicyJsonView m_pairs; ///< without its text
    QTimer m_pause;
    bool m_following = false;
};

} // namespace remit::ui
