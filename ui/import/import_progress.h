// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;

namespace remit::ui {

class JobRunner;

/// How far the assistant's job is, with a button that stops it; seen only while it runs.
class ImportProgress : public QWidget {
    Q_OBJECT

public:
    explicit ImportProgress(JobRunner& jobs, QWidget* parent = nullptr);

    /// Shows this job from now on, named by the text.
    void follow(quint64 job, const QString& text);

private:
    void showJob(quint64 job);

    JobRunner& m_jobs;
    quint64 m_job = 0;
    QLabel* m_text;
    QProgressBar* m_bar;
};

} // namespace remit::ui
