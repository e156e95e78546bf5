// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/import_progress.h"

#include "ui/shell/job_runner.h"
#include "ui/shell/typography.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace remit::ui {

ImportProgress::ImportProgress(JobRunner& jobs, QWidget* parent)
    : QWidget(parent), m_jobs(jobs), m_text(new QLabel), m_bar(new QProgressBar)
{
    setObjectName(QStringLiteral("import-progress"));
    m_bar->setAccessibleName(tr("How much is read"));
    m_bar->setTextVisible(false);
    auto* stop = new QPushButton(tr("&Stop"));
    stop->setObjectName(QStringLiteral("import-stop"));
    connect(stop, &QPushButton::clicked, this, [this] { m_jobs.cancel(m_job); });
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(kStep);
    row->addWidget(m_text);
    row->addWidget(m_bar, 1);
    row->addWidget(stop);
    connect(&jobs, &JobRunner::jobChanged, this, &ImportProgress::showJob);
    connect(&jobs, &JobRunner::jobRemoved, this, &ImportProgress::showJob);
    hide();
}

void ImportProgress::follow(quint64 job, const QString& text)
{
    m_job = job;
    m_text->setText(text);
    showJob(job);
}

void ImportProgress::showJob(quint64 job)
{
    if (job != m_job)
        return;
    constexpr int kSteps = 1000;
    const JobInfo* info = m_jobs.find(job);
    const bool isRunning = info != nullptr && (info->state == JobState::Running ||
                                               info->state == JobState::Cancelling);
    setVisible(isRunning);
    if (!isRunning)
        return;
    const auto& progress = info->progress;
    m_bar->setRange(0, progress.total > 0 ? kSteps : 0); // 0: it is not known
    if (progress.total > 0)
        m_bar->setValue(static_cast<int>(static_cast<double>(progress.done) * kSteps /
                                         static_cast<double>(progress.total)));
}

} // namespace remit::ui
