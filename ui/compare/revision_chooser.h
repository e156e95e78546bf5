// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/git/git_revision.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>
#include <vector>

class QAction;
class QMenu;

namespace remit::ui {

class ComparePage;
class MainWindow;
class Session;

/// In the tool bar: the revision that decides now, whether texts of it are unsaved, and the
/// revisions that the present texts can be compared with: what is saved, the last replay, the
/// commits of git. Action "policies.revision".
class RevisionChooser : public QObject {
    Q_OBJECT

public:
    explicit RevisionChooser(MainWindow& window);

    [[nodiscard]] QMenu* menu() const { return m_menu; }

private:
    void setSession(Session* session);
    void showRevision();
    void fill();
    void addCommits();
    using Compare = std::function<void(ComparePage&)>;
    void addChoice(const QString& text, const QString& tip, Compare compare);
    void readCommits();

    MainWindow& m_window;
    QPointer<Session> m_session;
    QAction* m_action;
    QMenu* m_menu;
    /// The last ones, the latest first; nothing: they were not read, or there is no repository.
    std::optional<std::vector<workspace::GitCommit>> m_commits;
};

} // namespace remit::ui
