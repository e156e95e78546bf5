// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editor_area.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifications.h"
#include "ui/shell/preferences.h"
#include "ui/shell/safety/safety.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/unsaved_question.h"

/// Opening and closing of workspaces, as far as the window has a part in it.
namespace remit::ui {
namespace {

/// The nearest folder from here upwards that has a remit.json; empty when none has.
std::filesystem::path workspaceAround(std::filesystem::path folder)
{
    for (; !folder.empty(); folder = folder.parent_path()) {
        std::error_code ignored;
        if (std::filesystem::exists(folder / workspace::kSettingsFile, ignored))
            return folder;
        if (folder == folder.parent_path())
            break;
    }
    return {};
}

void reportTo(Notifications& notifications, const Result<>& result)
{
    if (!result.has_value())
        notifications.report(result.error());
}

} // namespace

void MainWindow::afterUnsaved(std::function<void()> go)
{
    m_editors->flush();
    Session* session = m_studio.session();
    const std::vector<QString> dirty =
        session == nullptr ? std::vector<QString>() : session->dirtyPaths();
    if (dirty.empty())
        return go();
    askAboutUnsaved(this, dirty, [this, go = std::move(go)](UnsavedAnswer answer) {
        if (answer == UnsavedAnswer::Cancel)
            return;
        if (answer == UnsavedAnswer::Save) {
            m_editors->saveAll();
            if (m_studio.session() != nullptr && m_studio.session()->documents().anyDirty())
                return; // a file could not be saved, and the notification says why
        }
        go();
    });
}

void MainWindow::openWorkspace(const std::filesystem::path& folder)
{
    afterUnsaved(
        [this, folder] { reportTo(m_studio.notifications(), m_studio.openWorkspace(folder)); });
}

void MainWindow::openSample(const QString& name)
{
    afterUnsaved([this, name] {
        reportTo(m_studio.notifications(), m_studio.openSample(name.toStdString()));
    });
}

void MainWindow::createWorkspace(const std::filesystem::path& folder)
{
    afterUnsaved(
        [this, folder] { reportTo(m_studio.notifications(), m_studio.createWorkspace(folder)); });
}

void MainWindow::closeWorkspace()
{
    afterUnsaved([this] { m_studio.closeWorkspace(); });
}

void MainWindow::startAsUsual()
{
    const QStringList recent = m_studio.preferences().recentWorkspaces();
    if (m_studio.preferences().reopenLast() && !recent.isEmpty())
        openWorkspace(recent.first().toStdString());
    m_safety->tellOfLeftWork();
}

void MainWindow::openPath(const std::filesystem::path& path)
{
    std::error_code failed;
    const std::filesystem::path whole = std::filesystem::absolute(path, failed).lexically_normal();
    if (failed || std::filesystem::is_directory(whole, failed))
        return openWorkspace(whole);
    const std::filesystem::path root = workspaceAround(whole.parent_path());
    if (root.empty()) {
        return m_studio.notifications().report(
            {ErrorCode::NotFound, whole.string() + " does not lie in a workspace",
             "open a folder that has a remit.json, or make a new workspace and put it there"});
    }
    const QString file = QString::fromStdString(whole.lexically_relative(root).generic_string());
    const auto open = [this, file] {
        if (m_studio.session() != nullptr)
            m_editors->open(file);
    };
    if (m_studio.session() != nullptr && m_studio.session()->workspace().root() == root)
        return open();
    afterUnsaved([this, root, open] {
        reportTo(m_studio.notifications(), m_studio.openWorkspace(root));
        open();
    });
}

} // namespace remit::ui
