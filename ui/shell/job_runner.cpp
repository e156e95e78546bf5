// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/job_runner.h"

#include <QFutureWatcher>
#include <QPointer>
#include <QPromise>
#include <QtConcurrentRun>

#include <algorithm>
#include <exception>
#include <stop_token>

#include <sys/resource.h>

namespace remit::ui {
namespace {

constexpr int kProgressSteps = 1000;

/// Never throws: nothing crosses from a worker to the UI but the outcome.
Result<> guarded(const std::function<Result<>(const JobControl&)>& work, const JobControl& control)
{
    try {
        return work(control);
    } catch (const std::exception& fault) {
        return failure(ErrorCode::Internal, std::string("a fault of the program: ") + fault.what(),
                       "please report it, with what you did before");
    }
}

/// Workers give way to the UI thread, which else waits up to 0.2 s for a processor where they keep
/// all of them busy. Niceness is by thread on Linux, and inherited by those that a worker starts.
void giveWayToTheUi()
{
    constexpr int kNiceness = 5;
    (void)setpriority(PRIO_PROCESS, 0, kNiceness);
}

bool isOver(JobState state)
{
    return state != JobState::Running && state != JobState::Cancelling;
}

} // namespace

struct JobRunner::Job {
    JobInfo info;
    QString key;
    bool superseded = false;
    std::stop_source stop;
    QFutureWatcher<void> watcher;
    QPointer<QObject> receiver;
    Done done;
    std::shared_ptr<Result<>> outcome = std::make_shared<Result<>>();
};

JobRunner::JobRunner(QObject* parent) : QObject(parent)
{
    // One long job never keeps the checks while typing waiting.
    m_pool.setMaxThreadCount(std::max(4, QThread::idealThreadCount()));
}

JobRunner::~JobRunner()
{
    for (const auto& job : m_jobs) {
        job->watcher.disconnect(this);
        job->stop.request_stop();
    }
    m_pool.waitForDone();
}

quint64 JobRunner::start(JobSpec spec, Work work, QObject* receiver, Done done)
{
    for (const auto& earlier : m_jobs) {
        if (spec.key.isEmpty() || earlier->key != spec.key || isOver(earlier->info.state))
            continue;
        earlier->superseded = true;
        cancel(earlier->info.id);
    }
    auto job = std::make_unique<Job>();
    const quint64 id = ++m_lastId;
    job->info.id = id;
    job->info.title = std::move(spec.title);
    job->info.listed = spec.listed;
    job->key = std::move(spec.key);
    job->receiver = receiver;
    job->done = std::move(done);
    job->watcher.setObjectName(job->key.isEmpty() ? job->info.title : job->key);
    connect(&job->watcher, &QFutureWatcherBase::progressValueChanged, this, [this, id](int value) {
        if (Job* running = jobOf(id)) {
            running->info.progress = {static_cast<std::uint64_t>(value), kProgressSteps};
            emit jobChanged(id);
        }
    });
    connect(&job->watcher, &QFutureWatcherBase::finished, this, [this, id] { finish(id); });
    job->watcher.setFuture(
        QtConcurrent::run(&m_pool, [work = std::move(work), token = job->stop.get_token(),
                                    outcome = job->outcome](QPromise<void>& promise) {
            giveWayToTheUi();
            promise.setProgressRange(0, kProgressSteps);
            const JobControl control{token, [&promise](Progress progress) {
                                         if (progress.total != 0)
                                             promise.setProgressValue(static_cast<int>(
                                                 progress.done * kProgressSteps / progress.total));
                                     }};
            *outcome = guarded(work, control);
        }));
    m_jobs.push_back(std::move(job));
    emit jobStarted(id);
    return id;
}

void JobRunner::finish(quint64 id)
{
    Job* job = jobOf(id);
    if (job == nullptr)
        return;
    if (job->stop.stop_requested())
        *job->outcome = failure(ErrorCode::Cancelled, "cancelled");
    const Result<>& outcome = *job->outcome;
    job->info.state = outcome.has_value()                            ? JobState::Finished
                      : outcome.error().code == ErrorCode::Cancelled ? JobState::Cancelled
                                                                     : JobState::Failed;
    if (job->info.state == JobState::Failed)
        job->info.problem = QString::fromStdString(outcome.error().message);
    if (job->receiver && !job->superseded)
        job->done(outcome);
    // What was delivered may have started other jobs: look it up again.
    if ((job = jobOf(id)) != nullptr)
        job->done = nullptr;
    emit jobChanged(id);
    forgetOld();
}

void JobRunner::cancel(quint64 id)
{
    Job* job = jobOf(id);
    if (job == nullptr || isOver(job->info.state))
        return;
    job->info.state = JobState::Cancelling;
    job->stop.request_stop();
    emit jobChanged(id);
}

void JobRunner::cancelAll()
{
    for (const JobInfo& job : jobs())
        cancel(job.id);
}

std::vector<JobInfo> JobRunner::jobs() const
{
    std::vector<JobInfo> infos;
    infos.reserve(m_jobs.size());
    for (const auto& job : m_jobs)
        infos.push_back(job->info);
    return infos;
}

const JobInfo* JobRunner::find(quint64 id) const
{
    const Job* job = jobOf(id);
    return job == nullptr ? nullptr : &job->info;
}

int JobRunner::runningCount() const
{
    return static_cast<int>(std::count_if(m_jobs.begin(), m_jobs.end(), [](const auto& job) {
        return job->info.listed && !isOver(job->info.state);
    }));
}

void JobRunner::clearFinished()
{
    for (const JobInfo& info : jobs()) {
        if (!isOver(info.state))
            continue;
        std::erase_if(m_jobs, [&info](const auto& job) { return job->info.id == info.id; });
        emit jobRemoved(info.id);
    }
}

JobRunner::Job* JobRunner::jobOf(quint64 id) const
{
    const auto found = std::find_if(m_jobs.begin(), m_jobs.end(),
                                    [id](const auto& job) { return job->info.id == id; });
    return found == m_jobs.end() ? nullptr : found->get();
}

/// Unlisted jobs go at once, listed ones when there are many. Deleting a watcher in its own signal
/// is safe here, since it is done from the event loop.
void JobRunner::forgetOld()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            std::size_t finished = 0;
            std::vector<quint64> gone;
            for (auto job = m_jobs.rbegin(); job != m_jobs.rend(); ++job) {
                if (!isOver((*job)->info.state))
                    continue;
                if (!(*job)->info.listed || ++finished > kFinishedKept)
                    gone.push_back((*job)->info.id);
            }
            for (const quint64 id : gone) {
                std::erase_if(m_jobs, [id](const auto& job) { return job->info.id == id; });
                emit jobRemoved(id);
            }
        },
        Qt::QueuedConnection);
}

} // namespace remit::ui
