// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/bundle/bundle_actions.h"
#include "ui/cards/agent_cards_page.h"
#include "ui/compare/revision_chooser.h"
#include "ui/coverage/coverage_dock.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/editor/language_commands.h"
#include "ui/findings/findings_dock.h"
#include "ui/gallery/gallery_actions.h"
#include "ui/graph/graph_page.h"
#include "ui/help/help_dock.h"
#include "ui/import/import_actions.h"
#include "ui/mining/mining_actions.h"
#include "ui/plan/plan_dock.h"
#include "ui/probes/probes_dock.h"
#include "ui/replay/replay_docks.h"
#include "ui/report/print_actions.h"
#include "ui/report/report_actions.h"
#include "ui/schema/schema_actions.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/docks.h"
#include "ui/shell/find/find_bar.h"
#include "ui/shell/icons.h"
#include "ui/shell/incoming/incoming.h"
#include "ui/shell/layouts.h"
#include "ui/shell/menus.h"
#include "ui/shell/notification_bar.h"
#include "ui/shell/places/named_places.h"
#include "ui/shell/places/navigation.h"
#include "ui/shell/preferences.h"
#include "ui/shell/safety/safety.h"
#include "ui/shell/session.h"
#include "ui/shell/settings/preferences_dialog.h"
#include "ui/shell/shell_actions.h"
#include "ui/shell/shell_docks.h"
#include "ui/shell/status_line.h"
#include "ui/shell/studio.h"
#include "ui/shell/tool_bar.h"
#include "ui/shell/welcome_page.h"
#include "ui/shell/window_parts.h"
#include "ui/shell/window_title.h"
#include "ui/shell/workspace_chooser.h"
#include "ui/whatif/whatif_dock.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

namespace remit::ui {
namespace {

const QString kGeometry = QStringLiteral("geometry");
constexpr QSize kFirstSize(1280, 800);

} // namespace

MainWindow::MainWindow(Studio& studio) : m_studio(studio)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(programIcon());
    resize(kFirstSize);
    addWorkspaceActions(*this);
    setupCentre();
    m_safety = new Safety(*this);
    m_navigation = new Navigation(*this);
    setupDocks();
    addGoActions(*this);
    addPartActions(*this);
    addSchemaActions(*this);
    addGalleryActions(*this);
    addAppearanceActions(*this);
    addPreferencesActions(*this);
    addHelpActions(*this);
    setupBars();
    restoreGeometry(m_studio.preferences().windowState(kGeometry));
    m_layouts->restore();

    connect(&m_studio, &Studio::sessionOpened, this, &MainWindow::takeSession);
    connect(&m_studio, &Studio::sessionClosing, this, &MainWindow::dropSession);
    dropSession();
}

MainWindow::~MainWindow() = default;

void MainWindow::setupCentre()
{
    m_stack = new QStackedWidget;
    m_welcome = new WelcomePage(m_studio);
    m_centre = new Centre;
    m_stack->addWidget(m_welcome);
    m_work = new QWidget;
    auto* column = new QVBoxLayout(m_work);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_centre, 1);
    m_stack->addWidget(m_work);
    setCentralWidget(m_stack);
    m_editors = new EditorArea(m_studio, *m_centre);
    connect(m_welcome, &WelcomePage::workspaceChosen, this,
            [this](const QString& folder) { openWorkspace(folder.toStdString()); });
    connect(m_welcome, &WelcomePage::sampleChosen, this, &MainWindow::openSample);
}

void MainWindow::setupDocks()
{
    m_docks = new Docks(*this, m_studio.actions());
    m_layouts = new Layouts(*this, *m_docks, m_studio.actions(), m_studio.preferences());
    addShellDocks(*this);
    m_work->layout()->addWidget(addFind(*this));
    m_language = new LanguageCommands(*this);
    addReplayDocks(*this);
    addGraphPage(*this);
    addFindingsDock(*this);
    addWhatIfDock(*this);
    addHelpDock(*this);
    addImport(*this);
    addReportActions(*this);
    addPrintAction(*this);
    addAgentCards(*this);
    m_incoming = new Incoming(*this);
    addBundles(*this);
    addCoverageDock(*this);
    addProbesDock(*this);
    addPlanDock(*this);
    addMiningActions(*this);
}

void MainWindow::setupBars()
{
    m_palette = new CommandPalette(m_studio.actions(), this);
    m_names = new NamedPlaces(*this);
    m_palette->addPlaces(filePlaces(*this));
    m_palette->addPlaces([this] { return m_names->entries(); });
    m_palette->addPlaces([this] { return m_names->runs(); });
    auto* workspaces = new WorkspaceChooser(*this);
    auto* revisions = new RevisionChooser(*this);
    setupMenus(*menuBar(), m_studio.actions());
    addToolBar(makeToolBar(m_studio.actions(),
                           {{QStringLiteral("workspace.recent"), workspaces->menu()},
                            {QStringLiteral("policies.revision"), revisions->menu()}}));
    auto* status = new StatusLine(m_studio, *statusBar());
    auto* title = new WindowTitle(*this, *m_editors);
    new NotificationBar(m_studio.notifications(), m_studio.theme(), this);
    connect(&m_studio, &Studio::sessionOpened, status, &StatusLine::setSession);
    connect(&m_studio, &Studio::sessionOpened, title, &WindowTitle::setSession);
    connect(&m_studio, &Studio::sessionClosing, status, [status] { status->setSession(nullptr); });
    connect(&m_studio, &Studio::sessionClosing, title, [title] { title->setSession(nullptr); });
    connect(m_editors, &EditorArea::caretMoved, status,
            [status](const CodeEditor* editor) { status->setCaret(caretText(editor)); });
}

void MainWindow::takeSession(Session* session)
{
    m_editors->setSession(session);
    m_stack->setCurrentWidget(m_work);
    m_studio.actions().find(QStringLiteral("workspace.close"))->setEnabled(true);
    openFirstFile(*session, *m_editors);
}

void MainWindow::dropSession()
{
    m_editors->setSession(nullptr);
    m_stack->setCurrentWidget(m_welcome);
    m_studio.actions().find(QStringLiteral("workspace.close"))->setEnabled(false);
}

void MainWindow::showPlace(const QString& path, quint32 begin, quint32 end)
{
    m_navigation->jump([&] { m_editors->showPlace(path, {begin, end}); });
}

void MainWindow::showNamed(const QString& kind, const QString& name)
{
    m_names->show(kind, name);
}

QMenu* MainWindow::createPopupMenu()
{
    return nullptr; // the View menu has the docks; the same list twice only confuses
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_editors->flush();
    const Session* session = m_studio.session();
    // Asking goes on after this event: a window that is being closed cannot be closed once more.
    if (!m_closing && session != nullptr && !session->dirtyPaths().empty()) {
        event->ignore();
        afterUnsaved([this] {
            m_closing = true;
            close();
        });
        return;
    }
    m_layouts->save();
    m_studio.preferences().setWindowState(kGeometry, saveGeometry());
    m_studio.closeWorkspace();
    event->accept();
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        m_safety->lookSoon();
}

} // namespace remit::ui
