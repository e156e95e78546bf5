// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/jobs_model.h"

#include "ui/shell/job_runner.h"

#include <algorithm>

namespace remit::ui {
namespace {

QString stateText(const JobInfo& job)
{
    switch (job.state) {
    case JobState::Running:
        return job.progress.total == 0
                   ? JobsModel::tr("running")
                   : JobsModel::tr("%1 %").arg(job.progress.done * 100 / job.progress.total);
    case JobState::Cancelling:
        return JobsModel::tr("cancelling");
    case JobState::Finished:
        return JobsModel::tr("done");
    case JobState::Failed:
        return JobsModel::tr("failed: %1").arg(job.problem);
    case JobState::Cancelled:
        return JobsModel::tr("cancelled");
    }
    return {};
}

int progressOf(const JobInfo& job)
{
    if (job.state != JobState::Running || job.progress.total == 0)
        return -1;
    return static_cast<int>(job.progress.done * 1000 / job.progress.total);
}

} // namespace

JobsModel::JobsModel(JobRunner& jobs, QObject* parent) : QAbstractTableModel(parent), m_jobs(jobs)
{
    for (const JobInfo& job : jobs.jobs())
        add(job.id);
    connect(&jobs, &JobRunner::jobStarted, this, &JobsModel::add);
    connect(&jobs, &JobRunner::jobChanged, this, &JobsModel::touch);
    connect(&jobs, &JobRunner::jobRemoved, this, &JobsModel::remove);
}

void JobsModel::add(quint64 id)
{
    const JobInfo* job = m_jobs.find(id);
    if (job == nullptr || !job->listed)
        return;
    beginInsertRows({}, 0, 0);
    m_ids.insert(m_ids.begin(), id);
    endInsertRows();
}

void JobsModel::remove(quint64 id)
{
    const auto found = std::find(m_ids.begin(), m_ids.end(), id);
    if (found == m_ids.end())
        return;
    const int row = static_cast<int>(found - m_ids.begin());
    beginRemoveRows({}, row, row);
    m_ids.erase(found);
    endRemoveRows();
}

void JobsModel::touch(quint64 id)
{
    const auto found = std::find(m_ids.begin(), m_ids.end(), id);
    if (found == m_ids.end())
        return;
    const int row = static_cast<int>(found - m_ids.begin());
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

int JobsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

int JobsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JobsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const JobInfo* job = m_jobs.find(m_ids[static_cast<std::size_t>(index.row())]);
    if (job == nullptr)
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return index.column() == Title ? job->title : stateText(*job);
    case IdRole:
        return job->id;
    case ProgressRole:
        return index.column() == State ? progressOf(*job) : -1;
    default:
        return {};
    }
}

QVariant JobsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    return section == Title ? tr("Job") : tr("State");
}

} // namespace remit::ui
