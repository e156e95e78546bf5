// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editor_area.h"

#include "ui/editor/assistant.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/completion/completion.h"
#include "ui/editor/editor_aids.h"
#include "ui/editor/format.h"
#include "ui/editor/hover/hover.h"
#include "ui/editor/problem_marks.h"
#include "ui/editor/semantic_marks.h"
#include "ui/shell/centre.h"
#include "ui/shell/notifications.h"
#include "ui/shell/preferences.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"

#include <QFileInfo>

namespace remit::ui {
namespace {

const QString kFilePrefix = QStringLiteral("file:");

QString pathOf(const QString& key)
{
    return key.startsWith(kFilePrefix) ? key.mid(kFilePrefix.size()) : QString();
}

QString iconNameOf(const QString& path)
{
    if (path.endsWith(QLatin1String(".cedar")))
        return QStringLiteral("policies");
    return path.endsWith(QLatin1String(".cedarschema")) ? QStringLiteral("schema")
                                                        : QStringLiteral("file");
}

} // namespace

EditorArea::EditorArea(Studio& studio, Centre& centre)
    : QObject(&centre)
    , m_studio(studio)
    , m_centre(centre)
    , m_formatter(new Formatter(studio, *this))
{
    setupActions();
    setupFormatActions();
    connect(&m_centre, &Centre::closeRequested, this, &EditorArea::closePage);
    connect(&m_centre, &Centre::pageChanged, this, [this] {
        updateActions();
        emit currentChanged(current());
        emit caretMoved(current());
    });
    connect(&m_studio.theme(), &Theme::changed, this, [this] {
        for (CodeEditor* editor : all()) {
            editor->applyColors(m_studio.theme().colors());
            EditorAids::of(editor)->applyColors(m_studio.theme().colors());
        }
    });
    connect(&m_studio.preferences(), &Preferences::changed, this, [this] {
        for (CodeEditor* editor : all())
            applyPreferences(*editor);
    });
    updateActions();
}

QString EditorArea::keyOf(const QString& path)
{
    return kFilePrefix + path;
}

void EditorArea::setSession(Session* session)
{
    m_session = session;
    if (session == nullptr) {
        m_centre.closeAll();
        if (m_assistant != nullptr)
            m_assistant->deleteLater(); // after the editors that ask it
        m_assistant = nullptr;
        updateActions();
        return;
    }
    m_assistant = new Assistant(*session, this);
    connect(session, &Session::documentChanged, this,
            [this](const workspace::DocumentChange& change) {
                if (change.removed)
                    m_centre.closePage(keyOf(QString::fromStdString(change.path)));
                updateActions();
            });
    connect(session, &Session::dirtyChanged, this, [this](const QString& path) {
        updateTitle(path);
        updateActions();
    });
    connect(session, &Session::checked, this, &EditorArea::updateMarks);
}

CodeEditor* EditorArea::open(const QString& path)
{
    if (m_session == nullptr)
        return nullptr;
    if (const auto opened = m_session->document(path.toStdString()); !opened.has_value()) {
        m_studio.notifications().report(opened.error());
        return nullptr;
    }
    const QString name = QFileInfo(path).fileName();
    m_centre.open(
        keyOf(path), [this, path] { return make(path); }, name, iconNameOf(path));
    updateTitle(path);
    return find(path);
}

CodeEditor* EditorArea::make(const QString& path)
{
    auto* editor = new CodeEditor(*m_session, path.toStdString(), m_studio.theme().colors());
    editor->setMenuActions(menuActions());
    editor->marks().show(m_session->problemsOf(path.toStdString()));
    setupAids(*editor);
    applyPreferences(*editor);
    connect(editor, &CodeEditor::caretMoved, this, [this, editor] { emit caretMoved(editor); });
    connect(editor, &CodeEditor::editRefused, &m_studio.notifications(), &Notifications::report);
    return editor;
}

void EditorArea::applyPreferences(CodeEditor& editor) const
{
    editor.zoomTo(m_studio.preferences().codeZoom());
    editor.setWrapMode(m_studio.preferences().wrapLines() ? QsciScintilla::WrapWord
                                                          : QsciScintilla::WrapNone);
}

void EditorArea::setupAids(CodeEditor& editor)
{
    auto* aids = new EditorAids(editor, *m_assistant, m_studio.theme());
    Notifications& notifications = m_studio.notifications();
    connect(&aids->completion(), &Completion::nothingToPropose, &notifications,
            [&notifications] { notifications.inform(tr("There is nothing to propose here.")); });
    connect(&aids->completion(), &Completion::refused, &notifications, &Notifications::report);
    connect(&aids->hover(), &HoverControl::nothingKnown, &notifications, [&notifications] {
        notifications.inform(tr("Nothing is known of what stands at the caret."));
    });
    connect(&aids->hover(), &HoverControl::explanationWanted, this, &EditorArea::explanationWanted);
    connect(&aids->hover(), &HoverControl::fixWanted, this, &EditorArea::offerFixes);
}

void EditorArea::showPlace(const QString& path, Span place)
{
    if (CodeEditor* editor = open(path))
        editor->showPlace(place);
}

CodeEditor* EditorArea::current() const
{
    return qobject_cast<CodeEditor*>(m_centre.currentWidget());
}

CodeEditor* EditorArea::find(const QString& path) const
{
    return qobject_cast<CodeEditor*>(m_centre.page(keyOf(path)));
}

std::vector<CodeEditor*> EditorArea::all() const
{
    std::vector<CodeEditor*> editors;
    for (const QString& key : m_centre.keys()) {
        if (auto* editor = qobject_cast<CodeEditor*>(m_centre.page(key)))
            editors.push_back(editor);
    }
    return editors;
}

void EditorArea::flush()
{
    for (CodeEditor* editor : all())
        editor->flush();
}

void EditorArea::updateTitle(const QString& path)
{
    const workspace::Document* document = m_session->documents().find(path.toStdString());
    const bool dirty = document != nullptr && document->isDirty();
    const QString name = QFileInfo(path).fileName();
    m_centre.setTitle(keyOf(path), dirty ? QString(QStringLiteral("● ") + name) : name,
                      dirty ? tr("%1, unsaved").arg(path) : path);
}

/// A change of another file, the schema above all, may have changed what names mean here.
void EditorArea::updateMarks()
{
    for (CodeEditor* editor : all()) {
        editor->marks().show(m_session->problemsOf(editor->path()));
        EditorAids::of(editor)->semantics().schedule();
    }
}

/// An editor's tab may be closed at any time: the document keeps unsaved text and its undo steps,
/// the tree still marks it, and closing the workspace asks.
void EditorArea::closePage(const QString& key)
{
    if (pathOf(key).isEmpty())
        return;
    flush();
    m_centre.closePage(key);
}

void EditorArea::closeCurrent()
{
    emit m_centre.closeRequested(m_centre.currentKey());
}

void EditorArea::report(const Result<>& result)
{
    if (!result.has_value())
        m_studio.notifications().report(result.error());
}

} // namespace remit::ui
