// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/assist/quick_fixes.h"
#include "core/workspace/document.h"
#include "ui/editor/assistant.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/editor/format.h"
#include "ui/editor/problem_marks.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/focus_command.h"
#include "ui/shell/notifications.h"
#include "ui/shell/preferences.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QAction>
#include <QMenu>

namespace remit::ui {

void EditorArea::setupActions()
{
    ActionRegistry& actions = m_studio.actions();
    m_save = actions.add({.id = QStringLiteral("file.save"),
                          .text = tr("&Save"),
                          .help = tr("Writes the file in front to disk."),
                          .shortcut = QKeySequence::Save,
                          .icon = QStringLiteral("save"),
                          .menu = Menu::File,
                          .group = 20},
                         [this] { save(); });
    m_saveAll = actions.add({.id = QStringLiteral("file.saveAll"),
                             .text = tr("Save a&ll"),
                             .help = tr("Writes every changed file to disk."),
                             .shortcut = QKeySequence(QStringLiteral("Ctrl+Alt+S")),
                             .icon = QStringLiteral("save-all"),
                             .menu = Menu::File,
                             .group = 20},
                            [this] { saveAllFormatted(); });
    m_close = actions.add({.id = QStringLiteral("file.close"),
                           .text = tr("&Close file"),
                           .help = tr("Closes the page in front; unsaved changes are kept."),
                           .shortcut = QKeySequence(QStringLiteral("Ctrl+W")),
                           .icon = QStringLiteral("close"),
                           .menu = Menu::File,
                           .group = 30},
                          [this] { closeCurrent(); });
    m_undo = actions.add({.id = QStringLiteral("edit.undo"),
                          .text = tr("&Undo"),
                          .help = tr("Takes back the last change of the file in front."),
                          .shortcut = QKeySequence::Undo,
                          .icon = QStringLiteral("undo"),
                          .menu = Menu::Edit,
                          .group = 10},
                         [this] { undo(); });
    m_redo = actions.add({.id = QStringLiteral("edit.redo"),
                          .text = tr("&Redo"),
                          .help = tr("Makes the change again that was taken back last."),
                          .shortcut = QKeySequence(QStringLiteral("Ctrl+Shift+Z")),
                          .icon = QStringLiteral("redo"),
                          .menu = Menu::Edit,
                          .group = 10,
                          .moreShortcuts = {QKeySequence(QStringLiteral("Ctrl+Y"))}},
                         [this] { redo(); });
    m_clipboard = addFocusCommands(actions);
    m_fix = actions.add({.id = QStringLiteral("edit.quickFix"),
                         .text = tr("Quick &fix…"),
                         .help = tr("Offers what would mend the problems of this line."),
                         .shortcut = QKeySequence(QStringLiteral("Ctrl+.")),
                         .icon = QStringLiteral("fix"),
                         .menu = Menu::Edit,
                         .group = 30},
                        [this] { offerFixes(); });
}

QList<QAction*> EditorArea::menuActions() const
{
    return QList<QAction*>{m_undo, m_redo} + m_clipboard + QList<QAction*>{m_fix};
}

void EditorArea::updateActions()
{
    CodeEditor* editor = current();
    const workspace::Document* document = editor == nullptr || m_session == nullptr
                                              ? nullptr
                                              : m_session->documents().find(editor->path());
    m_save->setEnabled(document != nullptr && document->isDirty());
    m_saveAll->setEnabled(m_session != nullptr && m_session->documents().anyDirty());
    m_close->setEnabled(m_centre.count() > 0);
    m_undo->setEnabled(document != nullptr && document->history().canUndo());
    m_redo->setEnabled(document != nullptr && document->history().canRedo());
    m_fix->setEnabled(document != nullptr);
    m_format->setEnabled(document != nullptr && canFormat(editor->path()));
}

void EditorArea::setupFormatActions()
{
    ActionRegistry& actions = m_studio.actions();
    m_format =
        actions.add({.id = QStringLiteral("edit.format"),
                     .text = tr("F&ormat file"),
                     .help = tr("Lays the policies, the schema or the JSON in front out anew."),
                     .shortcut = QKeySequence(QStringLiteral("Ctrl+Shift+I")),
                     .icon = QStringLiteral("format"),
                     .menu = Menu::Edit,
                     .group = 40},
                    [this] { format(); });
    QAction* onSave =
        actions.addToggle({.id = QStringLiteral("edit.formatOnSave"),
                           .text = tr("Format when &saving"),
                           .help = tr("Lays a file out anew each time before it is saved."),
                           .menu = Menu::Edit,
                           .group = 40},
                          [this](bool on) { m_studio.preferences().setFormatOnSave(on); });
    onSave->setChecked(m_studio.preferences().formatOnSave());
}

void EditorArea::format()
{
    if (CodeEditor* editor = current())
        m_formatter->format(editor->path());
}

void EditorArea::save()
{
    flush();
    CodeEditor* editor = current();
    if (editor == nullptr)
        return;
    const std::string path = editor->path();
    if (!m_studio.preferences().formatOnSave())
        return saveNow(path);
    m_formatter->format({path}, [this, path] { saveNow(path); });
}

void EditorArea::saveNow(const std::string& path)
{
    if (m_session == nullptr)
        return;
    if (const Result<> saved = m_session->save(path); !saved.has_value())
        emit saveRefused(path, saved.error());
    updateActions();
}

void EditorArea::saveAllFormatted()
{
    flush();
    if (!m_studio.preferences().formatOnSave() || m_session == nullptr)
        return saveAll();
    std::vector<std::string> paths;
    for (const QString& path : m_session->dirtyPaths())
        paths.push_back(path.toStdString());
    m_formatter->format(paths, [this] { saveAll(); });
}

void EditorArea::saveAll()
{
    flush();
    if (m_session == nullptr)
        return;
    for (const workspace::SaveFailure& failed : m_session->saveAll())
        emit saveRefused(failed.path, failed.error);
    updateActions();
}

void EditorArea::apply(const WorkspaceEdit& edit)
{
    flush();
    CodeEditor* editor = current();
    if (editor != nullptr)
        report(editor->apply(edit));
    else if (m_session != nullptr)
        report(m_session->apply(edit));
}

void EditorArea::undo()
{
    flush();
    if (CodeEditor* editor = current())
        report(m_session->undo(editor->path()));
}

void EditorArea::redo()
{
    flush();
    if (CodeEditor* editor = current())
        report(m_session->redo(editor->path()));
}

/// The fixes belong to the text that was checked: while a check is due, none is offered. Some need
/// the rest of the workspace, so they are looked for on a worker.
void EditorArea::offerFixes()
{
    flush();
    CodeEditor* editor = current();
    if (editor == nullptr || m_assistant == nullptr)
        return;
    if (!m_session->isChecked())
        return m_studio.notifications().inform(tr("The text is still being checked."));
    int line = 0;
    int column = 0;
    editor->getCursorPosition(&line, &column);
    std::vector<Diagnostic> problems;
    for (const Diagnostic* problem : editor->marks().onLine(line))
        problems.push_back(*problem);
    using Fixes = std::vector<Fix>;
    m_assistant->ask<Fixes>(
        {"fixes", {}},
        [problems](const assist::Model& model) {
            Fixes fixes;
            for (const Diagnostic& problem : problems) {
                for (Fix& fix : assist::quickFixes(model, problem))
                    fixes.push_back(std::move(fix));
            }
            return fixes;
        },
        editor, [this, editor](const Fixes& fixes) { showFixes(*editor, fixes); });
}

void EditorArea::showFixes(CodeEditor& editor, const std::vector<Fix>& fixes)
{
    if (fixes.empty())
        return m_studio.notifications().inform(tr("There is no quick fix for this line."));
    auto* menu = new QMenu(&editor);
    menu->setObjectName(QStringLiteral("fixes"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const Fix& fix : fixes)
        menu->addAction(
            QString::fromStdString(fix.title).replace(QLatin1Char('&'), QStringLiteral("&&")), this,
            [this, edit = fix.edit] { apply(edit); });
    menu->setActiveAction(menu->actions().constFirst());
    menu->popup(editor.mapToGlobal(editor.caretPoint()));
}

} // namespace remit::ui
