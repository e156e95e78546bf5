// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/code_editor.h"

#include "ui/editor/problem_marks.h"
#include "ui/shell/session.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QScopedValueRollback>

#include <algorithm>

namespace remit::ui {

CodeEditor::CodeEditor(Session& session, std::string path, const Colors& colors, QWidget* parent)
    : QsciScintilla(parent)
    , m_session(&session)
    , m_path(std::move(path))
    , m_marks(new ProblemMarks(*this))
{
    setObjectName(QStringLiteral("editor"));
    setAccessibleName(tr("Text of %1").arg(QString::fromStdString(m_path)));
    setupText();
    setupMargins();
    setupKeys();
    applyColors(colors);
    connect(this, &QsciScintillaBase::SCN_MODIFIED, this,
            [this](int position, int kind, const char*, int length) {
                noteModification(position, kind, length);
            });
    connect(this, &QsciScintillaBase::SCN_UPDATEUI, this, &CodeEditor::noteUpdate);
    connect(&session, &Session::documentChanged, this, &CodeEditor::mirror);
    resync();
    SendScintilla(SCI_GOTOPOS, 0UL);
}

CodeEditor::~CodeEditor() = default;

void CodeEditor::noteModification(int position, int kind, int length)
{
    if (m_mirroring)
        return;
    if ((kind & SC_MOD_INSERTTEXT) != 0)
        m_pending.inserted(static_cast<std::uint32_t>(position),
                           static_cast<std::uint32_t>(length));
    else if ((kind & SC_MOD_DELETETEXT) != 0)
        m_pending.removed(static_cast<std::uint32_t>(position), static_cast<std::uint32_t>(length));
    else
        return;
    // Keys flush when they are handled; this is for whatever else changes the buffer (drop, paste).
    if (!std::exchange(m_flushPosted, true))
        QMetaObject::invokeMethod(this, &CodeEditor::flush, Qt::QueuedConnection);
}

void CodeEditor::flush()
{
    m_flushPosted = false;
    if (m_pending.isEmpty() || !m_session)
        return;
    const Span after = m_pending.after();
    WorkspaceEdit edit;
    edit.title = m_typing ? tr("Typing").toStdString() : tr("Edit text").toStdString();
    edit.files[m_path] = {
        {m_pending.before(), std::string(bufferText().substr(after.begin, after.size()))}};
    const auto kind = m_typing ? workspace::EditKind::Typing : workspace::EditKind::Command;
    m_pending.clear();
    Result<> applied;
    {
        const QScopedValueRollback guard(m_sending, true);
        applied = m_session->apply(edit, kind);
    }
    if (!applied.has_value()) {
        resync();
        emit editRefused(applied.error());
    }
}

void CodeEditor::noteUpdate(int updated)
{
    if ((updated & SC_UPDATE_SELECTION) == 0 || !m_session)
        return;
    if ((updated & SC_UPDATE_CONTENT) == 0)
        m_session->endTyping(m_path);
    emit caretMoved();
}

void CodeEditor::mirror(const workspace::DocumentChange& change)
{
    if (change.path != m_path)
        return;
    if (m_sending) {
        emit textEdited(change.edits);
        return;
    }
    std::vector<TextEdit> edits = change.edits;
    std::sort(edits.begin(), edits.end(),
              [](const TextEdit& a, const TextEdit& b) { return a.range.begin > b.range.begin; });
    for (const TextEdit& edit : edits)
        replace(edit.range, edit.text);
    const workspace::Document* document = m_session->documents().find(m_path);
    if (document != nullptr && document->text().size() != bufferText().size())
        resync();
    if (!edits.empty() && hasFocus() && !m_keepCaret) {
        // Undo and the like: the caret goes to what has changed.
        const auto end = edits.front().range.begin + edits.front().text.size();
        SendScintilla(SCI_GOTOPOS, static_cast<unsigned long>(end));
    }
    emit textEdited(change.edits);
}

void CodeEditor::replace(Span range, std::string_view text)
{
    const QScopedValueRollback guard(m_mirroring, true);
    SendScintilla(SCI_SETTARGETRANGE, static_cast<unsigned long>(range.begin),
                  static_cast<long>(range.end));
    SendScintilla(SCI_REPLACETARGET, static_cast<unsigned long>(text.size()), text.data());
}

/// The buffer takes the document's text, keeping what is the same.
void CodeEditor::resync()
{
    const workspace::Document* document = m_session->documents().find(m_path);
    const std::string wanted = document == nullptr ? std::string() : document->text();
    const std::string present(bufferText());
    for (const TextEdit& edit : difference(present, wanted))
        replace(edit.range, edit.text);
}

std::string_view CodeEditor::bufferText() const
{
    const auto length = static_cast<std::size_t>(SendScintilla(SCI_GETLENGTH));
    return {static_cast<const char*>(SendScintillaPtrResult(SCI_GETCHARACTERPOINTER)), length};
}

Span CodeEditor::selection() const
{
    return {static_cast<std::uint32_t>(SendScintilla(SCI_GETSELECTIONSTART)),
            static_cast<std::uint32_t>(SendScintilla(SCI_GETSELECTIONEND))};
}

QPoint CodeEditor::pointBelow(std::uint32_t byte) const
{
    const unsigned long none = 0;
    const long at = byte;
    const auto x = SendScintilla(SCI_POINTXFROMPOSITION, none, at);
    const auto y = SendScintilla(SCI_POINTYFROMPOSITION, none, at);
    return {static_cast<int>(x), static_cast<int>(y) + lineHeight()};
}

int CodeEditor::lineHeight() const
{
    return static_cast<int>(SendScintilla(SCI_TEXTHEIGHT, 0UL));
}

std::uint64_t CodeEditor::revision() const
{
    const workspace::Document* document = m_session ? m_session->documents().find(m_path) : nullptr;
    return document == nullptr ? 0 : document->revision();
}

std::string CodeEditor::indentAt(std::uint32_t byte) const
{
    const std::string_view text = bufferText();
    byte = std::min(byte, static_cast<std::uint32_t>(text.size()));
    const std::size_t before = byte == 0 ? std::string_view::npos : text.rfind('\n', byte - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t end = std::min<std::size_t>(text.find_first_not_of(" \t", begin), byte);
    return std::string(text.substr(begin, end - begin));
}

void CodeEditor::select(Span range)
{
    SendScintilla(SCI_SETSEL, static_cast<unsigned long>(range.begin),
                  static_cast<long>(range.end));
}

Result<> CodeEditor::apply(const WorkspaceEdit& edit, std::optional<Span> after)
{
    if (!m_session)
        return {};
    flush();
    const QScopedValueRollback guard(m_keepCaret, true);
    Result<> applied = m_session->apply(edit);
    if (applied.has_value() && after) {
        select(*after);
        SendScintilla(SCI_SCROLLCARET);
    }
    return applied;
}

void CodeEditor::showPlace(Span place)
{
    const long line = SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(place.begin));
    SendScintilla(SCI_ENSUREVISIBLEENFORCEPOLICY, static_cast<unsigned long>(line));
    SendScintilla(SCI_SETSEL, static_cast<unsigned long>(place.end),
                  static_cast<long>(place.begin));
    SendScintilla(SCI_SCROLLCARET);
}

void CodeEditor::keyPressEvent(QKeyEvent* event)
{
    m_typing = true;
    QsciScintilla::keyPressEvent(event);
    noteTyped();
}

void CodeEditor::inputMethodEvent(QInputMethodEvent* event)
{
    m_typing = true;
    QsciScintilla::inputMethodEvent(event);
    noteTyped();
}

/// Sends what a key did, and tells what it has put there.
void CodeEditor::noteTyped()
{
    const Span after = m_pending.after();
    const std::string text(m_pending.isEmpty() ? std::string_view()
                                               : bufferText().substr(after.begin, after.size()));
    flush();
    m_typing = false;
    if (!text.empty())
        emit typed(QString::fromStdString(text));
}

void CodeEditor::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    menu.addActions(m_menuActions);
    menu.exec(event->globalPos());
}

} // namespace remit::ui
