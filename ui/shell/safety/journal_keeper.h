// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/journal.h"

#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>

#include <filesystem>
#include <optional>
#include <vector>

namespace remit::ui {

class Session;

/// Writes the journal of the open workspace: a moment after the first change that is not in it, on
/// a thread of its own, so that other long work does not delay it. At most kPauseMs and the time of
/// one write lie between a key and the disk.
class JournalKeeper : public QObject {
    Q_OBJECT

public:
    JournalKeeper(Session& session, const std::filesystem::path& folder, QObject* parent = nullptr);
    /// Waits for the write that runs, and removes the journal.
    ~JournalKeeper() override;

    /// These are removed as soon as this journal holds what they held.
    void replace(std::vector<std::filesystem::path> leftBehind);
    /// Empty where no journal can be kept.
    [[nodiscard]] std::filesystem::path file() const;

    static constexpr int kPauseMs = 400;

signals:
    void written();
    /// Told once, until it is possible again.
    void failed(const remit::Error& error);

private:
    void schedule();
    void write();
    void finish(const Result<>& result);

    QPointer<Session> m_session;
    std::optional<workspace::Journal> m_journal;
    QThreadPool m_pool;
    QTimer m_pause;
    std::vector<std::filesystem::path> m_replaced;
    bool m_writing = false;
    bool m_again = false;
    bool m_failed = false;
};

} // namespace remit::ui
