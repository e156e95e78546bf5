// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace remit::ui {

struct JobSpec {
    QString title; ///< "Replay 12 runs": what the Jobs view shows
    /// Jobs of one key supersede each other: starting one cancels the one before, whose result is
    /// then never delivered, however late it comes. Empty: independent.
    QString key;
    bool listed = true; ///< false for quick upkeep (checking while typing): not in the Jobs view
};

enum class JobState { Running, Cancelling, Finished, Failed, Cancelled };

struct JobInfo {
    quint64 id = 0; ///< grows: the generation
    QString title;
    JobState state = JobState::Running;
    bool listed = true;
    Progress progress;
    QString problem; ///< when Failed
};

/// Runs long work off the UI thread. Usage, from any QObject:
///
///     jobs.run<Replayed>({.title = tr("Replay"), .key = "replay"},
///                        [setup, source](const JobControl& control) { return replay(…, control);
///                        }, this, [this](Result<Replayed> result) { … });
///
/// The work gets immutable copies only and polls `control.cancelled()`. The second function runs
/// on the UI thread, never after `receiver` is gone; after a cancel it gets ErrorCode::Cancelled.
/// An exception of the work becomes ErrorCode::Internal. Destruction cancels and waits.
class JobRunner : public QObject {
    Q_OBJECT

public:
    explicit JobRunner(QObject* parent = nullptr);
    ~JobRunner() override;

    template <class T>
    quint64 run(JobSpec spec, std::function<Result<T>(const JobControl&)> work, QObject* receiver,
                std::function<void(Result<T>)> done)
    {
        auto result = std::make_shared<std::optional<Result<T>>>();
        return start(
            std::move(spec),
            [result, work = std::move(work)](const JobControl& control) -> Result<> {
                result->emplace(work(control));
                if (result->value().has_value())
                    return {};
                return tl::unexpected<Error>(result->value().error());
            },
            receiver,
            [result, done = std::move(done)](const Result<>& outcome) {
                if (!outcome.has_value())
                    done(tl::unexpected<Error>(outcome.error()));
                else
                    done(std::move(result->value()));
            });
    }

    void cancel(quint64 id);
    void cancelAll();
    /// In the order started. Finished ones stay for a while, so that they can be read.
    [[nodiscard]] std::vector<JobInfo> jobs() const;
    [[nodiscard]] const JobInfo* find(quint64 id) const;
    [[nodiscard]] int runningCount() const; ///< of the listed ones
    void clearFinished();

    static constexpr std::size_t kFinishedKept = 50;

signals:
    void jobStarted(quint64 id);
    void jobChanged(quint64 id); ///< progress or state
    void jobRemoved(quint64 id);

private:
    using Work = std::function<Result<>(const JobControl&)>;
    using Done = std::function<void(const Result<>&)>;
    struct Job;

    quint64 start(JobSpec spec, Work work, QObject* receiver, Done done);
    void finish(quint64 id);
    [[nodiscard]] Job* jobOf(quint64 id) const;
    void forgetOld();

    QThreadPool m_pool;
    std::vector<std::unique_ptr<Job>> m_jobs;
    quint64 m_lastId = 0;
};

} // namespace remit::ui
