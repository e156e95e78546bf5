// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/jobs_view.h"

#include "ui/models/jobs_model.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/empty_hint.h"
#include "ui/shell/first_focus.h"
#include "ui/shell/job_runner.h"
#include "ui/shell/typography.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QToolBar>
#include <QTreeView>

namespace remit::ui {
namespace {

/// Draws the progress as a bar.
class ProgressDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const int progress = index.data(JobsModel::ProgressRole).toInt();
        if (progress < 0)
            return QStyledItemDelegate::paint(painter, option, index);
        QStyleOptionProgressBar bar;
        bar.state = QStyle::State_Enabled | QStyle::State_Horizontal;
        bar.rect = option.rect.adjusted(2, 2, -2, -2);
        bar.palette = option.palette;
        bar.maximum = 1000;
        bar.progress = progress;
        bar.text = index.data().toString();
        bar.textVisible = true;
        bar.textAlignment = Qt::AlignCenter;
        QApplication::style()->drawControl(QStyle::CE_ProgressBar, &bar, painter);
    }
};

} // namespace

JobsView::JobsView(JobRunner& jobs, ActionRegistry& actions, QWidget* parent)
    : QWidget(parent), m_jobs(jobs), m_list(new QTreeView)
{
    setObjectName(QStringLiteral("jobs"));
    m_list->setModel(new JobsModel(jobs, this));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Jobs"));
    m_list->setItemDelegateForColumn(JobsModel::State, new ProgressDelegate(m_list));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(JobsModel::Title, QHeaderView::Stretch);
    m_list->header()->resizeSection(JobsModel::State, 240);
    new EmptyHint(*m_list, tr("Nothing is running. Long work shows here, with Cancel."));
    new FirstFocus(*this, *m_list);

    QAction* cancel = actions.add({.id = QStringLiteral("jobs.cancel"),
                                   .text = tr("&Cancel job"),
                                   .help = tr("Stops the selected job, or the latest one."),
                                   .icon = QStringLiteral("cancel")},
                                  [this] { cancelSelected(); });
    QAction* clear = actions.add({.id = QStringLiteral("jobs.clear"),
                                  .text = tr("Clear &finished jobs"),
                                  .help = tr("Takes jobs that are over off the list."),
                                  .icon = QStringLiteral("clear")},
                                 [this] { m_jobs.clearFinished(); });
    auto* bar = new QToolBar;
    bar->setObjectName(QStringLiteral("jobsBar"));
    bar->setOrientation(Qt::Vertical);
    bar->setIconSize({kIconSize, kIconSize});
    bar->addActions({cancel, clear});

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_list);
    layout->addWidget(bar);
}

void JobsView::cancelSelected()
{
    QModelIndex index = m_list->currentIndex();
    if (!index.isValid())
        index = m_list->model()->index(0, 0);
    m_jobs.cancel(index.data(JobsModel::IdRole).toULongLong());
}

} // namespace remit::ui
