// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/snapshot.h"
#include "ui/shell/problem.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace remit::decision {
struct Setup;
}

namespace remit::ui {

class JobRunner;

/// What a snapshot of the texts comes to.
struct CheckResult {
    std::uint64_t revision = 0;    ///< of the snapshot
    std::string name;              ///< of the workspace
    std::vector<Problem> problems; ///< by file and place
    std::shared_ptr<const decision::Setup> setup;
};

/// Reads the workspace into a setup on a worker, a moment after the last change. A newer check
/// supersedes a running one, whose result is never delivered.
class Checker : public QObject {
    Q_OBJECT

public:
    using TakeSnapshot = std::function<workspace::Snapshot()>; ///< called on the UI thread

    Checker(JobRunner& jobs, TakeSnapshot takeSnapshot, QObject* parent = nullptr);

    /// After a pause; each call begins the pause anew.
    void schedule();
    void checkNow();

    static constexpr int kPauseMs = 150;

signals:
    void checked(const remit::ui::CheckResult& result);

private:
    JobRunner& m_jobs;
    TakeSnapshot m_takeSnapshot;
    QTimer m_pause;
};

} // namespace remit::ui
