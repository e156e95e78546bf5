// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/json_twin.h"

#include "core/cedar/schema/parser.h"
#include "core/cedar/schema/printer.h"
#include "ui/editor/assistant.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/highlight.h"
#include "ui/editor/source_lexer.h"
#include "ui/shell/first_focus.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QLabel>
#include <QScopedValueRollback>
#include <QVBoxLayout>
#include <Qsci/qsciscintilla.h>

namespace remit::ui {
namespace {

using Sci = QsciScintillaBase;

constexpr int kTwinPauseMs = 250;

void select(QsciScintilla& view, Span range)
{
    const long line =
        view.SendScintilla(Sci::SCI_LINEFROMPOSITION, static_cast<unsigned long>(range.begin));
    view.SendScintilla(Sci::SCI_SETSEL, static_cast<unsigned long>(range.end),
                       static_cast<long>(range.begin));
    view.SendScintilla(Sci::SCI_SCROLLRANGE, static_cast<unsigned long>(range.end),
                       static_cast<long>(range.begin));
    view.SendScintilla(Sci::SCI_ENSUREVISIBLEENFORCEPOLICY, static_cast<unsigned long>(line));
}

} // namespace

struct JsonTwin::Twin {
    std::string text;
    std::vector<assist::PolicyJsonView::Pair> pairs;
    std::string note; ///< why there is none, or not all of it
};

JsonTwin::JsonTwin(const Colors& colors, QWidget* parent)
    : QWidget(parent)
    , m_note(new QLabel)
    , m_view(new QsciScintilla)
    , m_lexer(new SourceLexer(Syntax::Json, this))
{
    setObjectName(QStringLiteral("json"));
    m_view->setObjectName(QStringLiteral("jsonText"));
    m_view->setAccessibleName(tr("The text in front in its other form"));
    m_view->setUtf8(true);
    m_view->setReadOnly(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMarginWidth(1, 0);
    m_view->setFolding(QsciScintilla::NoFoldStyle);
    m_view->setScrollWidth(1);
    m_view->setScrollWidthTracking(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setMargin(kMargin);
    setMuted(m_note);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_note);
    layout->addWidget(m_view, 1);
    new FirstFocus(*this, *m_view);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kTwinPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &JsonTwin::ask);
    connect(m_view, &QsciScintillaBase::SCN_UPDATEUI, this, [this](int updated) {
        if ((updated & Sci::SC_UPDATE_SELECTION) != 0 && m_view->hasFocus())
            followTwin();
    });
    applyColors(colors);
    setEditor(nullptr, nullptr);
}

void JsonTwin::applyColors(const Colors& colors)
{
    m_lexer->applyColors(colors, codeFont());
    m_view->setLexer(m_lexer);
    m_view->setColor(colors.text);
    m_view->setPaper(colors.surface);
    m_view->setCaretForegroundColor(colors.accent);
    m_view->setSelectionBackgroundColor(colors.selection);
    m_view->resetSelectionForegroundColor();
    m_view->setMarginsBackgroundColor(colors.surface);
}

void JsonTwin::setEditor(CodeEditor* editor, Assistant* assistant)
{
    if (editor != nullptr && editor == m_editor)
        return;
    if (m_editor != nullptr)
        m_editor->disconnect(this);
    m_editor = editor;
    m_assistant = assistant;
    m_pairs = {};
    if (editor == nullptr) {
        m_pause.stop();
        take({{}, {}, tr("Open policies or a schema to see them as JSON.").toStdString()});
        return;
    }
    connect(editor, &CodeEditor::textEdited, this, [this] {
        m_pairs = {}; // they belong to the text before
        m_pause.start();
    });
    connect(editor, &CodeEditor::caretMoved, this, &JsonTwin::followCaret);
    ask();
}

/// A closed dock asks for nothing; when it is opened it catches up.
void JsonTwin::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_pause.start();
}

JsonTwin::Twin JsonTwin::twinOf(const std::string& path, std::string_view text)
{
    const auto noteOf = [](const Diagnostics& diagnostics) {
        return hasErrors(diagnostics)
                   ? tr("What does not parse is left out: %1.")
                         .arg(QString::fromStdString(diagnostics.front().message))
                         .toStdString()
                   : std::string();
    };
    switch (syntaxOf(path)) {
    case Syntax::Cedar: {
        assist::PolicyJsonView view = assist::policyJsonView(text);
        return {std::move(view.json), std::move(view.pairs), noteOf(view.diagnostics)};
    }
    case Syntax::CedarSchema: {
        const cedar::SchemaDocument document = cedar::parseSchemaText(text, path);
        return {cedar::toSchemaJson(document), {}, noteOf(document.diagnostics)};
    }
    default:
        return {
            {}, {}, tr("Policies and schemas have a JSON form; this file has none.").toStdString()};
    }
}

void JsonTwin::ask()
{
    if (m_editor == nullptr || m_assistant == nullptr || !isVisible())
        return;
    m_editor->flush();
    m_assistant->ask<Twin>(
        {"json", m_editor->path()},
        [path = m_editor->path()](const assist::Model& model) {
            const assist::ModelFile* file = model.file(path);
            return twinOf(path, file == nullptr ? std::string_view() : file->text());
        },
        this, [this](const Twin& twin) { take(twin); });
}

void JsonTwin::take(const Twin& twin)
{
    m_note->setText(QString::fromStdString(twin.note));
    m_note->setVisible(!twin.note.empty());
    m_view->setVisible(!twin.text.empty());
    setTwinText(twin.text);
    m_pairs.pairs = twin.pairs;
    followCaret();
}

/// Only the part that differs is replaced, so that the view stays where it is.
void JsonTwin::setTwinText(const std::string& text)
{
    const auto length = static_cast<std::size_t>(m_view->SendScintilla(Sci::SCI_GETLENGTH));
    const std::string present(
        static_cast<const char*>(m_view->SendScintillaPtrResult(Sci::SCI_GETCHARACTERPOINTER)),
        length);
    m_view->setReadOnly(false);
    for (const TextEdit& edit : difference(present, text)) {
        m_view->SendScintilla(Sci::SCI_SETTARGETRANGE, static_cast<unsigned long>(edit.range.begin),
                              static_cast<long>(edit.range.end));
        m_view->SendScintilla(Sci::SCI_REPLACETARGET, static_cast<unsigned long>(edit.text.size()),
                              edit.text.data());
    }
    m_view->setReadOnly(true);
}

void JsonTwin::followCaret()
{
    if (m_editor == nullptr || m_following || m_view->hasFocus())
        return;
    const QScopedValueRollback guard(m_following, true);
    if (const auto* pair = m_pairs.atText(m_editor->selection().begin))
        select(*m_view, pair->json);
}

void JsonTwin::followTwin()
{
    if (m_editor == nullptr || m_following)
        return;
    const auto at = static_cast<std::uint32_t>(m_view->SendScintilla(Sci::SCI_GETSELECTIONSTART));
    const QScopedValueRollback guard(m_following, true);
    if (const auto* pair = m_pairs.atJson(at))
        m_editor->showPlace(pair->text);
}

QString JsonTwin::text() const
{
    return m_view->text();
}

} // namespace remit::ui
