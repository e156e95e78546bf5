// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/language_commands.h"

#include "core/assist/navigation.h"
#include "ui/editor/assistant.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/completion/completion.h"
#include "ui/editor/editor_aids.h"
#include "ui/editor/editor_area.h"
#include "ui/editor/hover/hover.h"
#include "ui/editor/hover/signature_tip.h"
#include "ui/editor/json_twin.h"
#include "ui/editor/outline/outline_view.h"
#include "ui/editor/places/places_view.h"
#include "ui/editor/rename/rename_panel.h"
#include "ui/shell/docks.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifications.h"
#include "ui/shell/places/navigation.h"
#include "ui/shell/studio.h"

#include <QAction>
#include <QDockWidget>

namespace remit::ui {

LanguageCommands::LanguageCommands(MainWindow& window)
    : QObject(&window), m_window(window), m_rename(new RenamePanel(&window))
{
    addDocks();
    addActions();
    addGoActions();
    EditorArea& editors = window.editors();
    connect(&editors, &EditorArea::currentChanged, this, &LanguageCommands::follow);
    connect(m_rename, &RenamePanel::editWanted, &editors, &EditorArea::apply);
    connect(m_rename, &RenamePanel::refused, &window.studio().notifications(),
            &Notifications::report);
    const auto jump = [this](const QString& path, quint32 begin, quint32 end) {
        jumpTo(path, {begin, end});
    };
    connect(m_rename, &RenamePanel::placeChosen, this, jump);
    connect(m_references, &PlacesView::placeChosen, this, jump);
    connect(m_outline, &OutlineView::placeChosen, this, jump);
    connect(&window.studio(), &Studio::sessionClosing, this, [this] {
        follow(nullptr);
        m_references->setPlaces({});
        updateActions();
    });
    connect(&window.navigation(), &Navigation::changed, this, &LanguageCommands::updateActions);
    follow(nullptr);
}

void LanguageCommands::follow(CodeEditor* editor)
{
    Assistant* assistant = m_window.editors().assistant();
    m_outline->setEditor(editor, assistant);
    m_json->setEditor(editor, assistant);
    updateActions();
}

void LanguageCommands::updateActions()
{
    const bool editing = m_window.editors().current() != nullptr;
    for (QAction* action : m_ofEditor)
        action->setEnabled(editing);
    m_back->setEnabled(m_window.navigation().canGoBack());
    m_forward->setEnabled(m_window.navigation().canGoForward());
}

void LanguageCommands::inform(const QString& text)
{
    m_window.studio().notifications().inform(text);
}

void LanguageCommands::complete()
{
    if (const EditorAids* aids = EditorAids::of(m_window.editors().current()))
        aids->completion().complete();
}

void LanguageCommands::showSignature()
{
    if (const EditorAids* aids = EditorAids::of(m_window.editors().current()))
        aids->signature().ask();
}

void LanguageCommands::describe()
{
    if (const EditorAids* aids = EditorAids::of(m_window.editors().current()))
        aids->hover().describe();
}

/// One definition is gone to, several are listed.
void LanguageCommands::goToDefinition()
{
    CodeEditor* editor = m_window.editors().current();
    if (editor == nullptr)
        return;
    editor->flush();
    using Answer = std::vector<Place>;
    m_window.editors().assistant()->ask<Answer>(
        {"definition", editor->path()},
        [path = editor->path(), at = editor->selection().begin](const assist::Model& model) {
            Answer places;
            for (const assist::Location& found : assist::definition(model, path, at))
                places.push_back(placeOf(model, found.path, found.span, true));
            return places;
        },
        this,
        [this](const Answer& places) {
            if (places.empty())
                return inform(tr("What stands at the caret is declared nowhere."));
            if (places.size() == 1)
                return jumpTo(QString::fromStdString(places[0].path), places[0].span);
            m_references->setPlaces(places);
            m_window.docks().focus(QStringLiteral("references"));
        });
}

void LanguageCommands::findReferences()
{
    CodeEditor* editor = m_window.editors().current();
    if (editor == nullptr)
        return;
    editor->flush();
    using Answer = std::vector<Place>;
    m_window.editors().assistant()->ask<Answer>(
        {"references", {}},
        [path = editor->path(), at = editor->selection().begin](const assist::Model& model) {
            Answer places;
            for (const assist::Reference& found : assist::references(model, path, at))
                places.push_back(
                    placeOf(model, found.location.path, found.location.span, found.declaration));
            return places;
        },
        this,
        [this](const Answer& places) {
            m_references->setPlaces(places);
            if (places.empty())
                return inform(tr("What stands at the caret has no name that others use."));
            m_window.docks().focus(QStringLiteral("references"));
        });
}

void LanguageCommands::rename()
{
    if (CodeEditor* editor = m_window.editors().current())
        m_rename->open(*editor, *m_window.editors().assistant());
}

void LanguageCommands::jumpTo(const QString& path, Span place)
{
    m_window.navigation().jump([&] { m_window.editors().showPlace(path, place); });
}

} // namespace remit::ui
