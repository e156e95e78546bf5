// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/safety/safety.h"

#include "ui/editor/editor_area.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifications.h"
#include "ui/shell/safety/conflict_dialog.h"
#include "ui/shell/safety/journal_keeper.h"
#include "ui/shell/safety/recovery_dialog.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"

#include <QAction>
#include <QFileDialog>

#include <algorithm>

namespace remit::ui {
namespace {

using Left = std::vector<workspace::LeftJournal>;

std::filesystem::path journalFolder(const Studio& studio)
{
    return studio.journalFolder().toStdString();
}

std::vector<std::filesystem::path> filesOfJournals(const Left& journals)
{
    std::vector<std::filesystem::path> files;
    for (const workspace::LeftJournal& journal : journals)
        files.push_back(journal.file);
    return files;
}

} // namespace

Safety::Safety(MainWindow& window) : QObject(&window), m_window(window)
{
    addActions();
    connect(&window.studio(), &Studio::sessionOpened, this, &Safety::open);
    connect(&window.studio(), &Studio::sessionClosing, this, &Safety::close);
    connect(&m_watch, &DiskWatch::changed, this, &Safety::lookAtDisk);
    connect(&window.editors(), &EditorArea::saveRefused, this, &Safety::saveRefused);
}

Safety::~Safety() = default;

void Safety::addActions()
{
    QAction* copy = m_window.studio().actions().add(
        {.id = QStringLiteral("workspace.saveCopy"),
         .text = tr("Save workspace as a cop&y…"),
         .help =
             tr("Writes all files, unsaved changes included, into another folder and opens it."),
         .menu = Menu::File,
         .group = 25},
        [this] {
            auto* dialog = new QFileDialog(&m_window, tr("Choose an empty folder for the copy"));
            dialog->setObjectName(QStringLiteral("copyDialog"));
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->setFileMode(QFileDialog::Directory);
            dialog->setOption(QFileDialog::ShowDirsOnly);
            connect(dialog, &QFileDialog::fileSelected, this, &Safety::saveCopy);
            dialog->open();
        });
    copy->setEnabled(false);
    connect(&m_window.studio(), &Studio::sessionOpened, copy, [copy] { copy->setEnabled(true); });
    connect(&m_window.studio(), &Studio::sessionClosing, copy, [copy] { copy->setEnabled(false); });
}

void Safety::open(Session* session)
{
    m_session = session;
    m_journal = std::make_unique<JournalKeeper>(*session, journalFolder(m_window.studio()));
    Notifications& notifications = m_window.studio().notifications();
    connect(m_journal.get(), &JournalKeeper::failed, &notifications, &Notifications::report);
    m_watch.setFolder(session->workspace().root());
    m_window.studio().jobs().run<Left>(
        {.title = {}, .key = QStringLiteral("recovery"), .listed = false},
        [folder = journalFolder(m_window.studio()), root = session->workspace().root()](
            const JobControl&) -> Result<Left> { return workspace::leftJournals(folder, root); },
        session,
        [this](const Result<Left>& left) {
            if (left && !left->empty())
                offerRecovery(*left);
        });
}

void Safety::close()
{
    m_watch.setFolder({});
    m_journal.reset();
    m_session = nullptr;
    m_told.clear();
    delete m_conflict;
    delete m_window.findChild<RecoveryDialog*>();
}

void Safety::offerRecovery(const Left& journals)
{
    auto* dialog = new RecoveryDialog(*m_session, m_window.studio().theme(), journals, &m_window);
    if (dialog->isEmpty()) { // everything was saved, or done again meanwhile
        for (const workspace::LeftJournal& journal : journals)
            workspace::removeJournal(journal.file);
        delete dialog;
        return;
    }
    connect(dialog, &RecoveryDialog::recoverWanted, this,
            [this, files = filesOfJournals(journals)](const WorkspaceEdit& edit) {
                m_window.editors().flush();
                const Result<> applied = m_session->apply(edit);
                if (!applied)
                    return m_window.studio().notifications().report(applied.error());
                if (!edit.files.empty())
                    m_window.editors().open(QString::fromStdString(edit.files.begin()->first));
                m_journal->replace(files);
            });
    connect(dialog, &RecoveryDialog::discarded, this, [files = filesOfJournals(journals)] {
        for (const std::filesystem::path& file : files)
            workspace::removeJournal(file);
    });
    dialog->show();
}

void Safety::tellOfLeftWork()
{
    m_window.studio().jobs().run<Left>(
        {.title = {}, .key = QStringLiteral("recovery"), .listed = false},
        [folder = journalFolder(m_window.studio())](const JobControl&) -> Result<Left> {
            return workspace::leftJournals(folder);
        },
        this,
        [this](const Result<Left>& left) {
            if (!left || left->empty() || m_session)
                return;
            const std::filesystem::path root = left->front().root;
            m_window.studio().notifications().post(
                {Notification::Kind::Error,
                 tr("There is unsaved work in %1")
                     .arg(QString::fromStdString(root.filename().string())),
                 tr("The studio ended without saving it; it was kept."), tr("Open and look"),
                 [this, root] { m_window.openWorkspace(root); }});
        });
}

void Safety::lookAtDisk()
{
    if (!m_session)
        return;
    m_window.editors().flush();
    std::vector<std::string> paths;
    for (const workspace::DiskChange& change : m_session->refresh())
        paths.push_back(change.path);
    const bool known = std::all_of(paths.begin(), paths.end(), [this](const std::string& path) {
        return std::find(m_told.begin(), m_told.end(), path) != m_told.end();
    });
    m_told = paths;
    if (m_conflict)
        return m_conflict->setPaths(paths);
    if (paths.empty() || known)
        return;
    m_window.studio().notifications().post(
        {Notification::Kind::Error,
         paths.size() == 1
             ? tr("%1 was changed here and on disk.").arg(QString::fromStdString(paths.front()))
             : tr("%n files were changed here and on disk.", nullptr,
                  static_cast<int>(paths.size())),
         tr("Both texts are kept until you choose."), tr("Choose…"),
         [this, paths] { resolve(paths); }});
}

void Safety::resolve(const std::vector<std::string>& paths)
{
    if (!m_session)
        return;
    if (!m_conflict) {
        m_conflict = new ConflictDialog(*m_session, m_window.studio().theme(), &m_window);
        connect(m_conflict, &ConflictDialog::failed, &m_window.studio().notifications(),
                &Notifications::report);
        connect(m_conflict, &QObject::destroyed, this, [this] { m_told.clear(); });
    }
    m_conflict->setPaths(paths);
    m_conflict->show();
    m_conflict->raise();
}

void Safety::saveRefused(const std::string& path, const Error& error)
{
    if (error.code == ErrorCode::Invalid)
        return resolve({path});
    m_window.studio().notifications().post(
        {Notification::Kind::Error, QString::fromStdString(error.message),
         QString::fromStdString(error.hint), tr("Save a copy elsewhere…"), [this] {
             m_window.studio().actions().find(QStringLiteral("workspace.saveCopy"))->trigger();
         }});
}

void Safety::saveCopy(const QString& folder)
{
    m_window.editors().flush();
    const std::filesystem::path target = folder.toStdString();
    const Result<> copied = m_window.studio().copyWorkspace(target);
    if (!copied)
        return m_window.studio().notifications().report(copied.error());
    // The copy holds the unsaved work: the workspace left behind stays as it is on disk.
    const Result<> opened = m_window.studio().openWorkspace(target);
    if (!opened)
        m_window.studio().notifications().report(opened.error());
}

} // namespace remit::ui
