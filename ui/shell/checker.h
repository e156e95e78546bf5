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
    std::string name;              ///< of the workspace
    std::vector<Problem> problems; ///< by file and place
    std::shared_ptr<const decision::Setup> setup;
    bool mayDecide = false; ///< it was loaded without errors (workspace::Loaded::ok)
};

/// Reads the workspace into a setup on a worker, a moment after the last change. A newer check
/// supersedes a running one, whose result is never delivered.
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

    static constexpr int kPauseMs = 150;

signals:
    void checked(const remit::ui::CheckResult& result);

private:
    JobRunner& m_jobs;
    TakeSnapshot m_takeSnapshot;
    QTimer m_pause;
    /// Count the changes that were asked to be checked: of the texts now, of the last result.
    std::uint64_t m_wanted = 1;
    std::uint64_t m_told = 0;
};

} // namespace remit::ui
