// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/docks.h"
#include "ui/shell/find/find_bar.h"
#include "ui/shell/find/search_view.h"
#include "ui/shell/main_window.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QAction>
#include <QDockWidget>

namespace remit::ui {
namespace {

QAction* addFindAction(ActionRegistry& actions, const char* id, const QString& text,
                       const QString& help, const QKeySequence& keys, std::function<void()> run)
{
    return actions.add({.id = QLatin1String(id),
                        .text = text,
                        .help = help,
                        .shortcut = keys,
                        .icon = QStringLiteral("search"),
                        .menu = Menu::Edit,
                        .group = 25},
                       std::move(run));
}

QList<QAction*> addFileActions(ActionRegistry& actions, FindBar* bar)
{
    return {
        addFindAction(actions, "edit.find", tr("&Find…"), tr("Finds text in the file in front."),
                      QKeySequence::Find, [bar] { bar->open(false); }),
        addFindAction(actions, "edit.replace", tr("Rep&lace…"),
                      tr("Finds text in the file in front and replaces it."),
                      QKeySequence(QStringLiteral("Ctrl+H")), [bar] { bar->open(true); }),
        addFindAction(actions, "edit.findNext", tr("Find &next"), tr("Goes to the next match."),
                      QKeySequence(Qt::Key_F3), [bar] { bar->findNext(); }),
        addFindAction(actions, "edit.findPrevious", tr("Find pre&vious"),
                      tr("Goes to the match before."), QKeySequence(Qt::SHIFT | Qt::Key_F3),
                      [bar] { bar->findPrevious(); }),
    };
}

SearchView* addSearchDock(MainWindow& window)
{
    auto* view = new SearchView(window);
    Studio& studio = window.studio();
    QObject::connect(&studio, &Studio::sessionOpened, view, &SearchView::setSession);
    QObject::connect(&studio, &Studio::sessionClosing, view, [view] { view->setSession(nullptr); });
    QObject::connect(view, &SearchView::placeChosen, &window, &MainWindow::showPlace);
    window.docks().add({.id = QStringLiteral("search"),
                        .title = tr("Search"),
                        .help = tr("Finds and replaces text in all files of the workspace."),
                        .icon = QStringLiteral("search")},
                       view);
    return view;
}

} // namespace

FindBar* addFind(MainWindow& window)
{
    auto* bar = new FindBar(window);
    SearchView* view = addSearchDock(window);
    ActionRegistry& actions = window.studio().actions();
    const QList<QAction*> ofFile = addFileActions(actions, bar);
    const auto open = [&window, view](bool replacing) {
        window.docks().reveal(QStringLiteral("search"));
        view->open(replacing);
    };
    addFindAction(actions, "edit.findInWorkspace", tr("Find in &workspace…"),
                  tr("Finds text in all files of the workspace."),
                  QKeySequence(QStringLiteral("Ctrl+Shift+F")), [open] { open(false); });
    addFindAction(actions, "edit.replaceInWorkspace", tr("Replace in wor&kspace…"),
                  tr("Replaces text in all files; shows first what would change."),
                  QKeySequence(QStringLiteral("Ctrl+Shift+H")), [open] { open(true); });
    const auto enable = [ofFile](CodeEditor* editor) {
        for (QAction* action : ofFile)
            action->setEnabled(editor != nullptr);
    };
    QObject::connect(&window.editors(), &EditorArea::currentChanged, bar, enable);
    enable(window.editors().current());
    return bar;
}

} // namespace remit::ui
