// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
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

namespace remit::workspace {
class LoadMemory;
}

namespace remit::ui {

class JobRunner;

/// What a snapshot of the texts comes to.
struct CheckResult {
    std::string name;              ///< of the workspace
    std::vector<Problem> problems; ///< by file and place
    std::shared_ptr<const decision::Setup> setup;
    bool mayDecide = false; ///< it was loaded without errors (workspace::Loaded::ok)
};

/// Reads the workspace into a setup on a worker, a moment after the last change. One check runs at
/// a time, and remembers what the next one need not do again. A change while it runs cancels it;
/// the result of texts that are no longer there is never told.
class Checker : public QObject {
    Q_OBJECT

public:
    using TakeSnapshot = std::function<workspace::Snapshot()>; ///< called on the UI thread

    Checker(JobRunner& jobs, TakeSnapshot takeSnapshot, QObject* parent = nullptr);

    /// The texts have changed: checks them after a pause. Each call begins the pause anew.
    void schedule();
    void checkNow();
    /// Does the last result that was told belong to the present texts?
    [[nodiscard]] bool isCurrent() const { return m_told == m_wanted; }

    /// Long enough for the key after a key that is held down, short enough not to be noticed.
    static constexpr int kPauseMs = 30;

signals:
    void checked(const remit::ui::CheckResult& result);

private:
    void finish(std::uint64_t wanted, const Result<CheckResult>& result);

    JobRunner& m_jobs;
    TakeSnapshot m_takeSnapshot;
    std::shared_ptr<workspace::LoadMemory> m_memory; ///< of the running check alone
    QTimer m_pause;
    quint64 m_running = 0; ///< the job; 0: none
    /// Count the changes that were asked to be checked: of the texts now, of the last result.
    std::uint64_t m_wanted = 1;
    std::uint64_t m_told = 0;
};

} // namespace remit::ui
