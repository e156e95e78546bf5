// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shell_docks.h"

#include "ui/editor/editor_area.h"
#include "ui/editor/problems_view.h"
#include "ui/models/translate.h"
#include "ui/models/workspace_tree_model.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/docks.h"
#include "ui/shell/empty_hint.h"
#include "ui/shell/icons.h"
#include "ui/shell/jobs_view.h"
#include "ui/shell/main_window.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/workspace_view.h"

#include <QDockWidget>
#include <QFileInfo>

#include <algorithm>

namespace remit::ui {
namespace {

template <class View>
void followSession(Studio& studio, View* view)
{
    QObject::connect(&studio, &Studio::sessionOpened, view,
                     [view](Session* session) { view->setSession(session); });
    QObject::connect(&studio, &Studio::sessionClosing, view, [view] { view->setSession(nullptr); });
}

void addWorkspaceDock(MainWindow& window)
{
    auto* view = new WorkspaceView;
    view->hint().offer(window.studio().actions().find(QStringLiteral("workspace.open")));
    followSession(window.studio(), view);
    QObject::connect(view, &WorkspaceView::fileChosen, &window,
                     [&window](const QString& path) { window.editors().open(path); });
    QObject::connect(&window.centre(), &Centre::pageChanged, view, [view](const QString& key) {
        view->select(key.section(QLatin1Char(':'), 1));
    });
    window.docks().add({.id = QStringLiteral("workspace"),
                        .title = tr("Workspace"),
                        .help = tr("The files of the workspace by kind."),
                        .icon = QStringLiteral("workspace"),
                        .area = Qt::LeftDockWidgetArea},
                       view);
}

void addProblemsDock(MainWindow& window)
{
    auto* view = new ProblemsView(window.studio().theme());
    followSession(window.studio(), view);
    QObject::connect(view, &ProblemsView::placeChosen, &window, &MainWindow::showPlace);
    window.docks().add({.id = QStringLiteral("problems"),
                        .title = tr("Problems"),
                        .help = tr("What is wrong in the workspace, and where."),
                        .icon = QStringLiteral("problems")},
                       view);
}

} // namespace

void addShellDocks(MainWindow& window)
{
    addWorkspaceDock(window);
    addProblemsDock(window);
    Studio& studio = window.studio();
    window.docks().add({.id = QStringLiteral("jobs"),
                        .title = tr("Jobs"),
                        .help = tr("Long work: how far it is, and Cancel."),
                        .icon = QStringLiteral("jobs")},
                       new JobsView(studio.jobs(), studio.actions()));
}

std::function<std::vector<PaletteEntry>()> filePlaces(MainWindow& window)
{
    return [&window] {
        std::vector<PaletteEntry> entries;
        Session* session = window.studio().session();
        if (session == nullptr)
            return entries;
        for (const workspace::WorkspaceFile& file : session->files()) {
            const QString path = QString::fromStdString(file.path);
            const QString folder = QFileInfo(path).path();
            entries.push_back({.title = QFileInfo(path).fileName(),
                               .detail = folder == QLatin1String(".") ? QString() : folder,
                               .icon = icon(iconOf(file.kind)),
                               .run = [&window, path] { window.editors().open(path); }});
        }
        return entries;
    };
}

void openFirstFile(Session& session, EditorArea& editors)
{
    const std::vector<workspace::WorkspaceFile> files = session.files();
    const auto first = std::find_if(files.begin(), files.end(), [](const auto& file) {
        return file.kind == workspace::FileKind::Policies;
    });
    editors.open(first == files.end()
                     ? QString::fromUtf8(workspace::kSettingsFile.data(),
                                         static_cast<qsizetype>(workspace::kSettingsFile.size()))
                     : QString::fromStdString(first->path));
}

} // namespace remit::ui
