// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/journal.h"
#include "ui/shell/safety/disk_watch.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <string>
#include <vector>

namespace remit::ui {

class ConflictDialog;
class JournalKeeper;
class MainWindow;
class Session;

/// What stands between the user's work and its loss: the journal and its recovery, and what other
/// programs do to the files meanwhile. A child of the window.
class Safety : public QObject {
    Q_OBJECT

public:
    explicit Safety(MainWindow& window);
    ~Safety() override;

    /// Takes what has changed on disk, and tells where the user must choose.
    void lookAtDisk();
    /// In the background, and then as above where something is new.
    void lookSoon() { m_watch.look(); }
    /// Opens the choice for these files.
    void resolve(const std::vector<std::string>& paths);
    /// Tells of work that was left in any workspace, and offers to open it. At the start.
    void tellOfLeftWork();
    /// Null where no workspace is open.
    [[nodiscard]] JournalKeeper* journal() const { return m_journal.get(); }

private:
    void open(Session* session);
    void close();
    void offerRecovery(const std::vector<workspace::LeftJournal>& journals);
    void saveCopy(const QString& folder);
    void addActions();
    void saveRefused(const std::string& path, const Error& error);

    MainWindow& m_window;
    QPointer<Session> m_session;
    std::unique_ptr<JournalKeeper> m_journal;
    DiskWatch m_watch;
    QPointer<ConflictDialog> m_conflict;
    std::vector<std::string> m_told; ///< conflicts that were told and not chosen yet
};

} // namespace remit::ui
