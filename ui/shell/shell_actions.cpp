// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shell_actions.h"

#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/editor/problems_view.h"
#include "ui/models/translate.h"
#include "ui/shell/about.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/docks.h"
#include "ui/shell/main_window.h"
#include "ui/shell/preferences.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QDockWidget>
#include <QFileDialog>

namespace remit::ui {
namespace {

void chooseFolder(MainWindow& window, const QString& title,
                  std::function<void(const QString&)> chosen)
{
    auto* dialog = new QFileDialog(&window, title);
    dialog->setObjectName(QStringLiteral("folderDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    QObject::connect(dialog, &QFileDialog::fileSelected, &window, std::move(chosen));
    dialog->open();
}

void stepProblem(MainWindow& window, bool forward)
{
    auto* view = window.docks().find(QStringLiteral("problems"))->findChild<ProblemsView*>();
    const CodeEditor* editor = window.editors().current();
    const QString file = editor == nullptr ? QString() : QString::fromStdString(editor->path());
    view->step(file, editor == nullptr ? 0 : editor->selection().begin, forward);
}

} // namespace

void addWorkspaceActions(MainWindow& window)
{
    ActionRegistry& actions = window.studio().actions();
    actions.add({.id = QStringLiteral("workspace.new"),
                 .text = tr("&New workspace…"),
                 .help = tr("Makes a workspace with a first policy in an empty folder."),
                 .shortcut = QKeySequence(QStringLiteral("Ctrl+Shift+N")),
                 .icon = QStringLiteral("new"),
                 .menu = Menu::File,
                 .group = 10},
                [&window] {
                    chooseFolder(window, tr("Choose an empty folder for the new workspace"),
                                 [&window](const QString& folder) {
                                     window.createWorkspace(folder.toStdString());
                                 });
                });
    actions.add({.id = QStringLiteral("workspace.open"),
                 .text = tr("&Open workspace…"),
                 .help = tr("Opens a folder that has a remit.json."),
                 .shortcut = QKeySequence::Open,
                 .icon = QStringLiteral("open"),
                 .menu = Menu::File,
                 .group = 10},
                [&window] {
                    chooseFolder(window, tr("Open workspace"), [&window](const QString& folder) {
                        window.openWorkspace(folder.toStdString());
                    });
                });
    actions.add({.id = QStringLiteral("workspace.close"),
                 .text = tr("Close &workspace"),
                 .help = tr("Closes the workspace and shows the welcome page."),
                 .shortcut = QKeySequence(QStringLiteral("Ctrl+Shift+W")),
                 .menu = Menu::File,
                 .group = 30},
                [&window] { window.closeWorkspace(); });
    actions.add({.id = QStringLiteral("app.quit"),
                 .text = tr("&Quit"),
                 .help = tr("Closes the window; asks first about unsaved changes."),
                 .shortcut = QKeySequence::Quit,
                 .menu = Menu::File,
                 .group = 90},
                [&window] { window.close(); });
}

void addGoActions(MainWindow& window)
{
    ActionRegistry& actions = window.studio().actions();
    actions.add({.id = QStringLiteral("go.anything"),
                 .text = tr("Go to &anything…"),
                 .help = tr("Finds a file, and whatever else has a name."),
                 .shortcut = QKeySequence(QStringLiteral("Ctrl+P")),
                 .icon = QStringLiteral("search"),
                 .menu = Menu::Go,
                 .group = 10},
                [&window] { window.palette().openPlaces(); });
    actions.add({.id = QStringLiteral("go.actions"),
                 .text = tr("A&ll actions…"),
                 .help = tr("Finds an action by what it does."),
                 .shortcut = QKeySequence(QStringLiteral("Ctrl+Shift+P")),
                 .icon = QStringLiteral("actions"),
                 .menu = Menu::Go,
                 .group = 10},
                [&window] { window.palette().openActions(); });
    actions.add({.id = QStringLiteral("go.nextProblem"),
                 .text = tr("&Next problem"),
                 .help = tr("Shows the next problem after the caret."),
                 .shortcut = QKeySequence(Qt::Key_F8),
                 .icon = QStringLiteral("next"),
                 .menu = Menu::Go,
                 .group = 20},
                [&window] { stepProblem(window, true); });
    actions.add({.id = QStringLiteral("go.previousProblem"),
                 .text = tr("&Previous problem"),
                 .help = tr("Shows the problem before the caret."),
                 .shortcut = QKeySequence(Qt::SHIFT | Qt::Key_F8),
                 .icon = QStringLiteral("previous"),
                 .menu = Menu::Go,
                 .group = 20},
                [&window] { stepProblem(window, false); });
}

void addAppearanceActions(MainWindow& window)
{
    struct Choice {
        Appearance appearance;
        const char* id;
        QString text;
        QString help;
    };
    const Choice choices[] = {
        {Appearance::System, "system", tr("As the &system"), tr("Light or dark as the desktop.")},
        {Appearance::Light, "light", tr("&Light"), tr("The light theme, whatever the desktop.")},
        {Appearance::Dark, "dark", tr("&Dark"), tr("The dark theme, whatever the desktop.")},
    };
    Studio& studio = window.studio();
    auto* group = new QActionGroup(&window);
    for (const Choice& choice : choices) {
        QAction* action = studio.actions().addToggle(
            {.id = QStringLiteral("view.appearance.") + QLatin1String(choice.id),
             .text = choice.text,
             .help = choice.help,
             .menu = Menu::View,
             .group = 30},
            [&studio, appearance = choice.appearance](bool) {
                studio.preferences().setAppearance(appearance);
                studio.theme().setAppearance(appearance);
            });
        group->addAction(action);
        action->setChecked(studio.theme().appearance() == choice.appearance);
    }
}

void addHelpActions(MainWindow& window)
{
    window.studio().actions().add({.id = QStringLiteral("help.about"),
                                   .text = tr("&About Remit Studio"),
                                   .help = tr("Versions and licences."),
                                   .menu = Menu::Help,
                                   .group = 90},
                                  [&window] { showAbout(window); });
}

} // namespace remit::ui
