// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QLabel;
class QStatusBar;
class QToolButton;

namespace remit::ui {

class Session;
class Studio;

/// The status bar: language version, revision of the policies, problems, last replay, jobs, place
/// of the caret. Each is a button to the view that says more, where there is one.
class StatusLine : public QObject {
    Q_OBJECT

public:
    StatusLine(Studio& studio, QStatusBar& bar);

    void setSession(Session* session);
    /// Line and column for people, both from 1; empty hides it.
    void setCaret(const QString& place);

private:
    QToolButton* addButton(const QString& name, const QString& actionId);
    void showChecked();
    void showReplay();
    void showJobs();

    Studio& m_studio;
    QStatusBar& m_bar;
    Session* m_session = nullptr;
    QLabel* m_readOnly;
    QLabel* m_revision;
    QToolButton* m_problems;
    QLabel* m_replay;
    QToolButton* m_jobs;
    QLabel* m_caret;
};

} // namespace remit::ui
