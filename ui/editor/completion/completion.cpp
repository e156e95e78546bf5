// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/completion/completion.h"

#include "ui/editor/assistant.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/completion/completion_model.h"
#include "ui/editor/completion/completion_popup.h"
#include "ui/shell/session.h"

#include <QKeyEvent>

#include <algorithm>

namespace remit::ui {
namespace {

bool beginsWord(QChar character)
{
    return character.isLetter() || character == QLatin1Char('_') || character == QLatin1Char('@') ||
           character == QLatin1Char('?');
}

/// Whether the text before the caret is one after which something is expected. A quotation mark
/// that ends a string is not.
bool expectsMore(std::string_view text, std::uint32_t caret)
{
    if (!assist::triggersCompletion(text, caret))
        return false;
    if (caret == 0 || text[caret - 1] != '"')
        return true;
    const std::size_t lineEnd = text.rfind('\n', caret - 1);
    const std::size_t line = lineEnd == std::string_view::npos ? 0 : lineEnd + 1;
    const std::string_view before = text.substr(line, caret - line);
    return std::count(before.begin(), before.end(), '"') % 2 == 1;
}

/// What is put in, and where the caret or the first place to fill in is then.
struct Insertion {
    assist::Snippet snippet;
    Span selected;
};

Insertion insertionOf(const assist::CompletionItem& item, std::uint32_t at,
                      const std::string& indent)
{
    Insertion insertion;
    if (item.snippet) {
        insertion.snippet = assist::parseSnippet(item.insert, indent);
        const Span first = insertion.snippet.stops.front().spans.front();
        insertion.selected = {at + first.begin, at + first.end};
    } else {
        insertion.snippet.text = item.insert;
        const auto end = at + static_cast<std::uint32_t>(item.insert.size());
        insertion.selected = {end, end};
    }
    return insertion;
}

} // namespace

Completion::Completion(CodeEditor& editor, Assistant& assistant, const Theme& theme)
    : QObject(&editor), m_editor(editor), m_assistant(assistant), m_theme(theme)
{
    editor.installEventFilter(this);
    connect(&editor, &CodeEditor::typed, this, &Completion::noteTyped);
    connect(&editor, &CodeEditor::caretMoved, this, &Completion::noteCaret);
    connect(&editor, &CodeEditor::textEdited, this,
            [this](const std::vector<TextEdit>& edits) { m_stops.edited(edits); });
}

Completion::~Completion()
{
    delete m_popup.data();
}

void Completion::complete()
{
    ask(true);
}

bool Completion::isOpen() const
{
    return m_popup != nullptr && m_popup->isVisible();
}

void Completion::noteTyped(const QString& text)
{
    const bool one = text.size() == 1;
    const bool trigger = one && expectsMore(m_editor.bufferText(), m_editor.caret());
    if (isOpen() && !trigger)
        filter();
    else
        close();
    if (!isOpen() && one && (trigger || beginsWord(text.front()) || text.front().isDigit()))
        ask(false);
}

/// The caret has left what would be replaced.
void Completion::noteCaret()
{
    if (isOpen() && m_editor.caret() < m_begin)
        close();
    if (m_stops.isActive() && !m_stops.isAt(m_editor.caret()))
        m_stops.end();
}

void Completion::ask(bool told)
{
    m_editor.flush();
    const std::uint32_t at = m_editor.caret();
    m_assistant.ask<assist::CompletionList>(
        {"completion", m_editor.path()},
        [path = m_editor.path(), at](const assist::Model& model) {
            return assist::complete(model, path, at);
        },
        this,
        [this, at, told](const assist::CompletionList& list) {
            if (m_editor.caret() == at)
                take(list, at, told);
        });
}

void Completion::take(const assist::CompletionList& list, std::uint32_t askedAt, bool told)
{
    if (!m_editor.hasFocus())
        return;
    if (m_popup == nullptr) {
        m_popup = new CompletionPopup(m_theme, m_editor);
        connect(m_popup, &CompletionPopup::itemClicked, this, &Completion::accept);
    }
    m_begin = list.replace.begin;
    m_after = list.replace.end - askedAt;
    m_popup->setItems(list.items);
    m_popup->setPattern(typedSoFar());
    const bool useless = m_popup->chosen() == nullptr || m_popup->proposals().saysNothingNew();
    if (useless && told)
        emit nothingToPropose();
    if (useless)
        return close();
    const QPoint place = m_editor.mapTo(m_editor.window(), m_editor.pointBelow(m_begin));
    m_popup->openAt(place, m_editor.lineHeight());
}

void Completion::filter()
{
    if (m_editor.caret() < m_begin)
        return close();
    m_popup->setPattern(typedSoFar());
    if (m_popup->chosen() == nullptr || m_popup->proposals().saysNothingNew())
        close();
}

QString Completion::typedSoFar() const
{
    const std::string_view text = m_editor.bufferText();
    return QString::fromUtf8(text.data() + m_begin,
                             static_cast<qsizetype>(m_editor.caret() - m_begin));
}

void Completion::accept()
{
    const assist::CompletionItem* chosen = isOpen() ? m_popup->chosen() : nullptr;
    if (chosen == nullptr)
        return;
    const assist::CompletionItem item = *chosen;
    const Span replaced{m_begin, m_editor.caret() + m_after};
    close();
    const Insertion insertion = insertionOf(item, m_begin, m_editor.indentAt(m_begin));
    WorkspaceEdit edit;
    edit.title = tr("Complete %1").arg(QString::fromStdString(item.label)).toStdString();
    edit.files[m_editor.path()] = {{replaced, insertion.snippet.text}};
    const bool nested = m_stops.isActive();
    if (const auto made = m_editor.apply(edit, insertion.selected); !made.has_value()) {
        emit refused(made.error());
        return;
    }
    // A plain word within a snippet is what its place is filled in with.
    if (!nested || insertion.snippet.stops.size() > 1)
        m_stops = SnippetStops(insertion.snippet, replaced.begin);
    if (expectsMore(m_editor.bufferText(), m_editor.caret()))
        ask(false);
}

void Completion::close()
{
    if (m_popup != nullptr)
        m_popup->hide();
}

/// What was filled in goes to the other places of its number before the next one is shown.
void Completion::stepSnippet(bool forward)
{
    m_editor.flush();
    const std::vector<TextEdit> copies = m_stops.copies(m_editor.bufferText());
    if (!copies.empty()) {
        WorkspaceEdit edit;
        edit.title = tr("Fill in").toStdString();
        edit.files[m_editor.path()] = copies;
        if (const auto made = m_editor.apply(edit); !made.has_value())
            return m_stops.end();
    }
    if (m_stops.isActive())
        m_stops.step(forward);
    if (!m_stops.isActive())
        return;
    m_editor.select(m_stops.current());
    const bool last = m_stops.isLast();
    if (!m_stops.current().empty() || last)
        m_editor.SendScintilla(QsciScintillaBase::SCI_SCROLLCARET);
    if (last)
        m_stops.end();
    else if (m_stops.current().empty())
        ask(false); // nothing stands there yet that Tab would leave as it is
}

bool Completion::wants(const QKeyEvent& key) const
{
    switch (key.key()) {
    case Qt::Key_Escape:
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return isOpen() || m_stops.isActive();
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        return isOpen();
    default:
        return false;
    }
}

bool Completion::handleListKey(const QKeyEvent& key)
{
    switch (key.key()) {
    case Qt::Key_Down:
        m_popup->moveBy(1);
        return true;
    case Qt::Key_Up:
        m_popup->moveBy(-1);
        return true;
    case Qt::Key_PageDown:
        m_popup->moveBy(m_popup->pageRows());
        return true;
    case Qt::Key_PageUp:
        m_popup->moveBy(-m_popup->pageRows());
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        accept();
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return false;
    }
}

bool Completion::handleSnippetKey(const QKeyEvent& key)
{
    if (key.key() == Qt::Key_Tab || key.key() == Qt::Key_Backtab) {
        stepSnippet(key.key() == Qt::Key_Tab);
        return true;
    }
    if (key.key() != Qt::Key_Escape)
        return false;
    m_stops.end();
    return true;
}

bool Completion::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide)
        close();
    if (event->type() == QEvent::ShortcutOverride && wants(*static_cast<QKeyEvent*>(event))) {
        event->accept(); // before any shortcut of the window
        return true;
    }
    if (event->type() == QEvent::KeyPress) {
        const auto& key = *static_cast<QKeyEvent*>(event);
        const bool plain = (key.modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) == 0;
        if (plain && isOpen() && handleListKey(key))
            return true;
        if (plain && m_stops.isActive() && handleSnippetKey(key))
            return true;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace remit::ui
