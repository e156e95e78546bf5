// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/gallery_actions.h"

#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/editor/language_commands.h"
#include "ui/gallery/gallery_page.h"
#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_action.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QAction>

namespace remit::ui {
namespace {

/// The policy files; first the one in front, else a file of its own.
QStringList policyFiles(MainWindow& window)
{
    QStringList files;
    for (const workspace::WorkspaceFile& file : window.studio().session()->files()) {
        if (file.kind == workspace::FileKind::Policies)
            files.append(QString::fromStdString(file.path));
    }
    const CodeEditor* editor = window.editors().current();
    const QString front = editor == nullptr ? QString() : QString::fromStdString(editor->path());
    if (files.removeAll(front) > 0)
        files.prepend(front);
    const QString own = QStringLiteral("policies/gallery.cedar");
    if (!files.contains(own))
        files.append(own);
    return files;
}

/// Where the inserted policies begin: at the end of what was there.
void showInserted(MainWindow& window, const QString& file, const WorkspaceEdit& edit)
{
    const auto edits = edit.files.find(file.toStdString());
    if (edits == edit.files.end() || edits->second.empty())
        return;
    const std::uint32_t begin = edits->second.back().range.begin;
    const auto size = static_cast<std::uint32_t>(edits->second.back().text.size());
    window.language().jumpTo(file, {begin, begin + size});
}

GalleryPage* makePage(MainWindow& window)
{
    auto* page = new GalleryPage(*window.editors().assistant(), window.studio().theme(),
                                 policyFiles(window));
    QObject::connect(page, &GalleryPage::editWanted, &window,
                     [&window](const WorkspaceEdit& edit, const QString& file) {
                         window.editors().apply(edit);
                         showInserted(window, file, edit);
                     });
    return page;
}

} // namespace

void addGalleryActions(MainWindow& window)
{
    addPageAction(
        window,
        {.id = QStringLiteral("edit.gallery"),
         .text = tr("Policy &gallery…"),
         .help = tr("Policies for agents that others needed too: explained, filled in, inserted."),
         .shortcut = QKeySequence(QStringLiteral("Ctrl+Shift+G")),
         .icon = QStringLiteral("gallery"),
         .menu = Menu::Edit,
         .group = 50},
        {GalleryPage::key(), tr("Policy gallery"), [&window] { return makePage(window); }});
}

} // namespace remit::ui
