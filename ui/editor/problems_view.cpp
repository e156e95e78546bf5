// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/problems_view.h"

#include "ui/models/problems_model.h"
#include "ui/shell/empty_hint.h"
#include "ui/shell/session.h"

#include <QHeaderView>

namespace remit::ui {

ProblemsView::ProblemsView(const Theme& theme, QWidget* parent)
    : QTreeView(parent), m_model(new ProblemsModel(theme, this))
{
    setObjectName(QStringLiteral("problems"));
    setModel(m_model);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setFrameShape(QFrame::NoFrame);
    setTextElideMode(Qt::ElideRight);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(ProblemsModel::Message, QHeaderView::Stretch);
    header()->resizeSection(ProblemsModel::Code, 220);
    header()->resizeSection(ProblemsModel::File, 180);
    header()->resizeSection(ProblemsModel::Line, 56);
    m_hint = new EmptyHint(*this, QString());
    setSession(nullptr);
    connect(this, &QTreeView::clicked, this, &ProblemsView::clickedOn);
    connect(this, &QTreeView::activated, this, [this](const QModelIndex& i) { show(i.row()); });
}

void ProblemsView::setSession(Session* session)
{
    m_model->setProblems({});
    m_hint->setText(session == nullptr ? tr("Open a workspace to see what is wrong in it.")
                                       : tr("Checking …"));
    if (session == nullptr)
        return;
    connect(session, &Session::checked, this, [this, session] {
        m_hint->setText(tr("No problems. Everything in the workspace reads well."));
        m_model->setProblems(session->problems());
    });
}

void ProblemsView::step(const QString& file, quint32 byte, bool forward)
{
    const int row = m_model->nextRow(file.toStdString(), byte, forward);
    if (row < 0)
        return;
    setCurrentIndex(m_model->index(row, 0));
    show(row);
}

QString ProblemsView::currentCode() const
{
    const Problem* problem = m_model->problem(currentIndex().row());
    return problem == nullptr ? QString() : QString::fromStdString(problem->diagnostic.code);
}

void ProblemsView::clickedOn(const QModelIndex& index)
{
    const Problem* problem = m_model->problem(index.row());
    if (problem != nullptr && index.column() == ProblemsModel::Code)
        emit helpWanted(QString::fromStdString(problem->diagnostic.code));
    else
        show(index.row());
}

void ProblemsView::show(int row)
{
    if (const Problem* problem = m_model->problem(row))
        emit placeChosen(QString::fromStdString(problem->diagnostic.file),
                         problem->diagnostic.span.begin, problem->diagnostic.span.end);
}

} // namespace remit::ui
