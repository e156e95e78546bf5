// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mining/mining_choices.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>

#include <algorithm>

namespace remit::ui {
namespace {

constexpr int kInventories = 3; ///< of the forms, after those of policies

QComboBox* makeBox(const QString& name, const QStringList& items = {})
{
    auto* box = new QComboBox;
    box->setObjectName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(16);
    box->addItems(items);
    return box;
}

void fill(QComboBox& box, const QStringList& items)
{
    const QSignalBlocker quiet(box);
    const QString chosen = box.currentText();
    box.clear();
    box.addItems(items);
    if (!items.isEmpty())
        box.setCurrentIndex(std::max(0, box.findText(chosen)));
}

} // namespace

MiningChoices::MiningChoices(QWidget* parent)
    : QWidget(parent)
    , m_task(makeBox(QStringLiteral("mining-task")))
    , m_form(makeBox(QStringLiteral("mining-form"),
                     {tr("Permits: what the task was seen to do"),
                      tr("Guard: forbid what it was not seen to do"), tr("Scope of a grant"),
                      tr("Inventories: values that policies look up")}))
    , m_grant(makeBox(QStringLiteral("mining-grant")))
    , m_detail(makeBox(QStringLiteral("mining-detail"), {tr("Actions"), tr("Actions and resources"),
                                                         tr("Actions, resources and arguments")}))
    , m_readsFree(new QCheckBox(tr("A guard leaves &reads of low risk alone")))
{
    m_detail->setCurrentIndex(1);
    m_readsFree->setChecked(true);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("&Task"), m_task);
    form->addRow(tr("&Form"), m_form);
    form->addRow(tr("&Grant"), m_grant);
    form->addRow(tr("&Detail"), m_detail);
    form->addRow(QString(), m_readsFree);
    connect(m_task, &QComboBox::currentIndexChanged, this, &MiningChoices::taskChosen);
    connect(m_grant, &QComboBox::currentIndexChanged, this, &MiningChoices::formChosen);
    connect(m_form, &QComboBox::currentIndexChanged, this, [this] {
        offer();
        emit formChosen();
    });
    connect(m_detail, &QComboBox::currentIndexChanged, this, &MiningChoices::detailChosen);
    connect(m_readsFree, &QCheckBox::toggled, this, &MiningChoices::detailChosen);
    offer();
}

void MiningChoices::setTasks(const QStringList& tasks)
{
    fill(*m_task, tasks);
}

void MiningChoices::setGrants(const QStringList& grants)
{
    fill(*m_grant, grants);
    offer();
}

QString MiningChoices::task() const
{
    return m_task->currentText();
}

bool MiningChoices::hasTasks() const
{
    return m_task->count() > 0;
}

bool MiningChoices::isScope() const
{
    return m_form->currentIndex() == static_cast<int>(analysis::ProposalForm::Scope);
}

bool MiningChoices::isInventories() const
{
    return m_form->currentIndex() == kInventories;
}

QString MiningChoices::grant() const
{
    return isScope() ? m_grant->currentText() : QString();
}

analysis::ProposalOptions MiningChoices::options() const
{
    analysis::ProposalOptions options;
    options.form = isInventories() ? analysis::ProposalForm::Permits
                                   : static_cast<analysis::ProposalForm>(m_form->currentIndex());
    options.detail = static_cast<analysis::ProposalDetail>(m_detail->currentIndex());
    options.readsFree = m_readsFree->isChecked();
    return options;
}

void MiningChoices::offer()
{
    const bool guard = m_form->currentIndex() == static_cast<int>(analysis::ProposalForm::Guard);
    m_task->setEnabled(!isInventories());
    m_grant->setEnabled(isScope() && m_grant->count() > 0);
    m_detail->setEnabled(!guard && !isInventories());
    m_readsFree->setEnabled(guard);
}

} // namespace remit::ui
