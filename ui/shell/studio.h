// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QString>

#include <filesystem>
#include <memory>

namespace remit::ui {

class ActionRegistry;
class EnglishPlurals;
class JobRunner;
class Notifications;
class Preferences;
class Session;
class Theme;

/// Where the program finds and keeps its things. Tests point it at folders of their own.
struct StudioPlaces {
    QString preferencesFile;       ///< empty: the user's own
    std::filesystem::path samples; ///< folder of the samples; may not exist
    QString copiesFolder;          ///< where samples are copied to; empty: in the documents
    QString journalFolder = {};    ///< of unsaved work; empty: in the user's own data
};

/// The running program: owns what all windows and views share, and the open workspace. It is handed
/// to views by reference; there are no globals.
class Studio : public QObject {
    Q_OBJECT

public:
    explicit Studio(StudioPlaces places, QObject* parent = nullptr);
    ~Studio() override;

    [[nodiscard]] Preferences& preferences() const { return *m_preferences; }
    [[nodiscard]] Theme& theme() const { return *m_theme; }
    [[nodiscard]] ActionRegistry& actions() const { return *m_actions; }
    [[nodiscard]] JobRunner& jobs() const { return *m_jobs; }
    [[nodiscard]] Notifications& notifications() const { return *m_notifications; }
    [[nodiscard]] const StudioPlaces& places() const { return m_places; }

    /// The open workspace, or null.
    [[nodiscard]] Session* session() const { return m_session.get(); }

    /// The folder, or its remit.json. On failure the workspace that was open stays open. Unsaved
    /// changes of that one are lost: ask before (MainWindow does).
    Result<> openWorkspace(const std::filesystem::path& folder);
    /// Makes a new workspace in the empty folder and opens it.
    Result<> createWorkspace(const std::filesystem::path& folder);
    /// Makes an empty workspace of that name where copies of samples lie, and opens it.
    Result<> createWorkspaceFor(const std::string& name);
    /// Copies the sample into a folder of its own and opens the copy.
    Result<> openSample(const std::string& name);
    void closeWorkspace();
    /// Writes the open workspace, unsaved texts included, into the empty folder.
    Result<> copyWorkspace(const std::filesystem::path& folder);
    /// Where unsaved work is kept, for all workspaces.
    [[nodiscard]] QString journalFolder() const;

signals:
    void sessionOpened(remit::ui::Session* session);
    /// Still there, for the last time.
    void sessionClosing(remit::ui::Session* session);
    void sessionClosed();

private:
    StudioPlaces m_places;
    std::unique_ptr<EnglishPlurals> m_plurals;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<ActionRegistry> m_actions;
    std::unique_ptr<Notifications> m_notifications;
    std::unique_ptr<JobRunner> m_jobs;
    std::unique_ptr<Session> m_session;
};

} // namespace remit::ui
