// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/documents.h"
#include "ui/editor/edit_collector.h"

#include <QPointer>
#include <Qsci/qsciscintilla.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

class QMenu;

namespace remit::ui {

class ProblemMarks;
class Session;
class SourceLexer;
struct Colors;

/// The text of one document. The document holds the truth: what the user does here goes to the
/// session as an edit as soon as the key is handled, and what anybody else changes there is
/// mirrored here. Scintilla's own undo is off; undo comes from the document.
class CodeEditor : public QsciScintilla {
    Q_OBJECT

public:
    /// The document must be open in the session.
    CodeEditor(Session& session, std::string path, const Colors& colors, QWidget* parent = nullptr);
    ~CodeEditor() override;

    [[nodiscard]] const std::string& path() const { return m_path; }
    /// Sends what was typed and not sent yet.
    void flush();

    /// The bytes of the selection; an empty span at the caret when there is none.
    [[nodiscard]] Span selection() const;
    [[nodiscard]] std::uint32_t caret() const { return selection().end; }
    /// Selects the range and brings it into view, some lines from the edge.
    void showPlace(Span place);
    void select(Span range);
    /// Makes the edit, whichever files it touches, as one step. The caret stays at the text it
    /// stands at, or selects `after`, bytes of this text as it is then.
    Result<> apply(const WorkspaceEdit& edit, std::optional<Span> after = std::nullopt);
    [[nodiscard]] std::string_view bufferText() const;
    /// Below the caret, in the widget.
    [[nodiscard]] QPoint caretPoint() const { return pointBelow(caret()); }
    /// Below the byte, in the widget.
    [[nodiscard]] QPoint pointBelow(std::uint32_t byte) const;
    [[nodiscard]] int lineHeight() const;
    /// The document's revision; 0: there is none any more.
    [[nodiscard]] std::uint64_t revision() const;
    /// The blanks that the byte's line begins with.
    [[nodiscard]] std::string indentAt(std::uint32_t byte) const;

    void applyColors(const Colors& colors);
    [[nodiscard]] ProblemMarks& marks() const { return *m_marks; }
    /// What the context menu shows.
    void setMenuActions(const QList<QAction*>& actions) { m_menuActions = actions; }

signals:
    /// The caret or the selection moved.
    void caretMoved();
    /// The document has changed, through whomever; the edits refer to the text before.
    void textEdited(const std::vector<remit::TextEdit>& edits);
    /// Keys have put this text before the caret.
    void typed(const QString& text);
    /// The session refused an edit; the text is as before.
    void editRefused(const remit::Error& error);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void setupText();
    void setupMargins();
    void setupKeys();
    void sizeMargins();
    void noteModification(int position, int kind, int length);
    void noteUpdate(int updated);
    void noteTyped();
    void mirror(const workspace::DocumentChange& change);
    void replace(Span range, std::string_view text);
    void resync();

    QPointer<Session> m_session; ///< null in the moment between its closing and our deletion
    std::string m_path;
    SourceLexer* m_lexer = nullptr;
    ProblemMarks* m_marks = nullptr;
    QList<QAction*> m_menuActions;
    EditCollector m_pending;
    bool m_typing = false;    ///< what is collected comes from keys
    bool m_sending = false;   ///< the session's change is our own
    bool m_mirroring = false; ///< the buffer's change is the session's
    bool m_keepCaret = false; ///< changes of the session do not move it
    bool m_flushPosted = false;
};

} // namespace remit::ui
