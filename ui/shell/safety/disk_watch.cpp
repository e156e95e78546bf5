// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/safety/disk_watch.h"

#include "core/base/file_io.h"
#include "core/base/hash.h"

#include <set>
#include <utility>

namespace remit::ui {

DiskWatch::DiskWatch(QObject* parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettleMs);
    m_every.setInterval(kEveryMs);
    connect(&m_settle, &QTimer::timeout, this, &DiskWatch::look);
    connect(&m_every, &QTimer::timeout, this, &DiskWatch::look);
    const auto settle = [this] { m_settle.start(); };
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, settle);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, settle);
}

DiskWatch::~DiskWatch()
{
    m_pool.waitForDone();
}

void DiskWatch::setFolder(const std::filesystem::path& folder)
{
    const QStringList watched = m_watcher.directories() + m_watcher.files();
    if (!watched.isEmpty())
        m_watcher.removePaths(watched);
    m_folder = folder;
    m_stamp.clear();
    m_settle.stop();
    if (folder.empty())
        return m_every.stop();
    m_every.start();
    look();
}

void DiskWatch::look()
{
    if (m_folder.empty())
        return;
    if (std::exchange(m_looking, true)) {
        m_again = true;
        return;
    }
    m_pool.start([this, folder = m_folder] {
        Look look = lookAt(folder);
        QMetaObject::invokeMethod(
            this, [this, look = std::move(look)] { take(look); }, Qt::QueuedConnection);
    });
}

/// Folders are watched, not files: saving by renaming, as most programs do, makes another file.
DiskWatch::Look DiskWatch::lookAt(const std::filesystem::path& folder)
{
    Look look{folder, {}, {}};
    const auto files = listFiles(folder);
    if (!files)
        return look; // away for the moment: no news
    Sha256 digest;
    std::set<std::filesystem::path> folders{folder};
    for (const std::filesystem::path& file : *files) {
        std::error_code error;
        const auto time = std::filesystem::last_write_time(file, error);
        const auto size = std::filesystem::file_size(file, error);
        digest.addPart(file.string());
        digest.addPart(std::to_string(time.time_since_epoch().count()) + " " +
                       std::to_string(size));
        if (folders.size() < kMostFolders)
            folders.insert(file.parent_path());
    }
    look.stamp = hex(digest.finish());
    for (const std::filesystem::path& each : folders)
        look.folders.append(QString::fromStdString(each.string()));
    return look;
}

void DiskWatch::take(const Look& look)
{
    m_looking = false;
    if (look.folder == m_folder && !look.stamp.empty()) {
        QStringList fresh;
        const QStringList watched = m_watcher.directories();
        for (const QString& folder : look.folders) {
            if (!watched.contains(folder))
                fresh.append(folder);
        }
        if (!fresh.isEmpty())
            m_watcher.addPaths(fresh);
        const bool first = m_stamp.empty();
        if (std::exchange(m_stamp, look.stamp) != look.stamp && !first)
            emit changed();
    }
    if (std::exchange(m_again, false))
        this->look();
}

} // namespace remit::ui
