// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <QTimer>

#include <filesystem>
#include <string>

namespace remit::ui {

/// Notices that another program has changed something in a folder: by the system's notices, which
/// come at once, and by looking now and then, since network folders send none. Looks at names,
/// sizes and times alone, on a thread of its own.
class DiskWatch : public QObject {
    Q_OBJECT

public:
    explicit DiskWatch(QObject* parent = nullptr);
    ~DiskWatch() override;

    /// Empty: nothing is watched.
    void setFolder(const std::filesystem::path& folder);
    /// Looks now, in the background.
    void look();

    static constexpr int kEveryMs = 3'000;
    static constexpr int kSettleMs = 150; ///< programs write in several steps
    static constexpr int kMostFolders = 500;

signals:
    /// Something is not as it was when it was told last.
    void changed();

private:
    struct Look {
        std::filesystem::path folder;
        std::string stamp;
        QStringList folders;
    };
    static Look lookAt(const std::filesystem::path& folder);
    void take(const Look& look);

    QFileSystemWatcher m_watcher;
    QThreadPool m_pool;
    QTimer m_settle;
    QTimer m_every;
    std::filesystem::path m_folder;
    std::string m_stamp; ///< empty: not looked yet
    bool m_looking = false;
    bool m_again = false;
};

} // namespace remit::ui
