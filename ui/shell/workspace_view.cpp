// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace_view.h"

#include "ui/models/workspace_tree_model.h"
#include "ui/shell/empty_hint.h"
#include "ui/shell/session.h"
#include "ui/shell/typography.h"

#include <QHeaderView>

namespace remit::ui {

WorkspaceView::WorkspaceView(QWidget* parent)
    : QTreeView(parent), m_model(new WorkspaceTreeModel(this))
{
    setObjectName(QStringLiteral("workspace"));
    setModel(m_model);
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setIconSize({kIconSize, kIconSize});
    setIndentation(kIconSize);
    setTextElideMode(Qt::ElideMiddle);
    m_hint = new EmptyHint(*this, tr("Open a workspace to see its files."));
    const auto choose = [this](const QModelIndex& index) {
        const QString path = index.data(WorkspaceTreeModel::PathRole).toString();
        if (!path.isEmpty())
            emit fileChosen(path);
    };
    connect(this, &QTreeView::activated, this, choose);
}

void WorkspaceView::setSession(Session* session)
{
    m_session = session;
    reload();
    if (session == nullptr)
        return;
    connect(session, &Session::filesChanged, this, &WorkspaceView::reload);
    connect(session, &Session::checked, this, &WorkspaceView::showErrors);
    connect(session, &Session::dirtyChanged, m_model, &WorkspaceTreeModel::setDirty);
}

void WorkspaceView::reload()
{
    const QString selected = currentIndex().data(WorkspaceTreeModel::PathRole).toString();
    m_model->setFiles(m_session == nullptr ? std::vector<workspace::WorkspaceFile>()
                                           : m_session->files());
    expandAll();
    select(selected);
}

void WorkspaceView::select(const QString& path)
{
    const QModelIndex index = m_model->indexOf(path);
    if (!index.isValid())
        return;
    setCurrentIndex(index);
    scrollTo(index);
}

void WorkspaceView::showErrors()
{
    std::map<QString, int> errors;
    for (const Problem& problem : m_session->problems()) {
        if (problem.diagnostic.severity == Severity::Error)
            ++errors[QString::fromStdString(problem.diagnostic.file)];
    }
    m_model->setErrors(std::move(errors));
}

} // namespace remit::ui
