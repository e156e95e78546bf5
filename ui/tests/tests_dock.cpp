// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tests/tests_dock.h"

#include "core/analysis/list_edit.h"
#include "core/workspace/workspace.h"
#include "ui/models/call_columns.h"
#include "ui/models/call_table.h"
#include "ui/models/text.h"
#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/docks.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifications.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/tests/tests_panel.h"

#include <QAction>
#include <QDockWidget>

namespace remit::ui {
namespace {

/// The path in the workspace of the trace file that a run was read from. Error: it was imported
/// from elsewhere.
Result<std::string> traceOf(const Session& session, const ReplayResult& replay,
                            const std::string& run)
{
    const auto origin = replay.origins.find(run);
    if (origin != replay.origins.end()) {
        const std::filesystem::path file(origin->second.file);
        const auto relative = file.lexically_relative(session.workspace().root());
        const std::string path = relative.generic_string();
        if (!path.empty() && path.rfind("..", 0) != 0 && relative.is_relative())
            return path;
    }
    return failure(ErrorCode::NotFound,
                   "The run was imported, and its trace file is not in the workspace.",
                   "Put the file into the folder traces: a test reads its step from there.");
}

Result<decision::CallVerdict> rowOf(const ReplayResult& replay, const CallId& call)
{
    const auto number = replay.columns->rowOf(call.run.toStdString(), call.step);
    if (!number)
        return failure(ErrorCode::NotFound, "The call is no longer among those replayed.");
    const std::int64_t row = static_cast<std::int64_t>(*number);
    auto page = replay.table->page({&row, 1});
    if (!page)
        return tl::unexpected<Error>(page.error());
    return std::move(page->front());
}

Result<> makeTest(Session& session)
{
    const auto replay = session.replay();
    const CallId call = session.selection().call();
    if (!replay || !call.isValid())
        return failure(ErrorCode::Usage, "No call is selected.", "Choose one in the table first.");
    const auto row = rowOf(*replay, call);
    if (!row)
        return tl::unexpected<Error>(row.error());
    const auto trace = traceOf(session, *replay, row->run);
    if (!trace)
        return tl::unexpected<Error>(trace.error());
    analysis::TextsByPath files;
    const workspace::Snapshot snapshot = session.snapshot();
    for (const std::string& path : snapshot.paths(workspace::FileKind::Tests))
        files[path] = *snapshot.files.at(path).text;
    const WorkspaceEdit edit = analysis::testEdit(files, *row, *trace);
    if (edit.files.empty())
        return {}; // the same test is there already
    return session.apply(edit);
}

void addTestActions(MainWindow& window, TestsPanel& panel)
{
    Studio& studio = window.studio();
    QAction* run = studio.actions().add({.id = QStringLiteral("tests.run"),
                                         .text = tr("Run &tests"),
                                         .help = tr("Runs the workspace's policy tests."),
                                         .shortcut = Qt::CTRL | Qt::Key_F5,
                                         .icon = QStringLiteral("tests"),
                                         .menu = Menu::Replay,
                                         .group = 4},
                                        [&window, &panel] {
                                            window.docks().reveal(QStringLiteral("tests"));
                                            panel.run();
                                        });
    QAction* make = studio.actions().add(
        {.id = QStringLiteral("replay.makeTest"),
         .text = tr("&Make a test of this step"),
         .help = tr("Adds a policy test that demands what was decided of the selected "
                    "call; Ctrl+Z takes it back."),
         .shortcut = Qt::CTRL | Qt::ALT | Qt::Key_T,
         .icon = QStringLiteral("tests"),
         .menu = Menu::Replay,
         .group = 4},
        [&window] {
            Session* session = window.studio().session();
            if (session == nullptr)
                return;
            if (const Result<> made = makeTest(*session); !made)
                window.studio().notifications().report(made.error());
            else
                window.docks().reveal(QStringLiteral("tests"));
        });
    const auto enable = [run, make](bool open) {
        run->setEnabled(open);
        make->setEnabled(open);
    };
    enable(false);
    QObject::connect(&studio, &Studio::sessionOpened, &panel, [enable] { enable(true); });
    QObject::connect(&studio, &Studio::sessionClosing, &panel, [enable] { enable(false); });
}

} // namespace

void addTestsDock(MainWindow& window)
{
    Studio& studio = window.studio();
    auto* panel = new TestsPanel(studio);
    QObject::connect(&studio, &Studio::sessionOpened, panel,
                     [panel](Session* session) { panel->setSession(session); });
    QObject::connect(&studio, &Studio::sessionClosing, panel,
                     [panel] { panel->setSession(nullptr); });
    QObject::connect(panel, &TestsPanel::placeChosen, &window, &MainWindow::showPlace);
    window.docks().add({.id = QStringLiteral("tests"),
                        .title = tr("Tests"),
                        .help = tr("The policy tests of the workspace and their results."),
                        .icon = QStringLiteral("tests")},
                       panel);
    addTestActions(window, *panel);
}

} // namespace remit::ui
