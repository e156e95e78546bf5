// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QTreeView;

namespace remit::ui {

class ActionRegistry;
class JobRunner;

/// The Jobs dock: what runs, how far it is, and Cancel.
class JobsView : public QWidget {
    Q_OBJECT

public:
    JobsView(JobRunner& jobs, ActionRegistry& actions, QWidget* parent = nullptr);

private:
    void cancelSelected();

    JobRunner& m_jobs;
    QTreeView* m_list;
};

} // namespace remit::ui
