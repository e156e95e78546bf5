// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mining/mining_inventories.h"

#include "core/base/text.h"
#include "ui/models/roomy_rows.h"
#include "ui/models/text.h"

#include <QHeaderView>

#include <cmath>

namespace remit::ui {
namespace {

constexpr int kValue = Qt::UserRole; ///< the value itself; nothing in other rows

QTreeWidgetItem* valueItem(QTreeWidgetItem* parent, const std::string& value, bool taken)
{
    auto* item = new QTreeWidgetItem(parent, {toQString(value)});
    item->setData(0, kValue, toQString(value));
    item->setToolTip(0, item->text(0));
    item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
    item->setCheckState(0, taken ? Qt::Checked : Qt::Unchecked);
    return item;
}

/// The checked values of the row and below it.
void collect(const QTreeWidgetItem& item, std::vector<std::string>& values)
{
    if (item.data(0, kValue).isValid() && item.checkState(0) == Qt::Checked)
        values.push_back(item.data(0, kValue).toString().toStdString());
    for (int i = 0; i < item.childCount(); ++i)
        collect(*item.child(i), values);
}

} // namespace

MiningInventories::MiningInventories(QWidget* parent) : QTreeWidget(parent)
{
    setObjectName(QStringLiteral("mining-inventories"));
    setAccessibleName(tr("Inventories"));
    setAccessibleDescription(tr("Values that policies look up and that calls used. Checked ones "
                                "are added; siblings have no evidence of use."));
    setHeaderLabels({tr("Value, taken where checked"), tr("Calls"), tr("Runs")});
    setFrameShape(QFrame::NoFrame);
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('m'));
    setIndentation(em);
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(3 * em);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    setColumnWidth(1, 4 * em);
    setColumnWidth(2, 4 * em);
    RoomyRows::give(*this);
    connect(this, &QTreeWidget::itemChanged, this, [this] {
        if (!m_filling)
            emit changed();
    });
}

void MiningInventories::setProposal(const analysis::InventoryProposal& proposal)
{
    m_filling = true;
    clear();
    m_inventories = proposal.inventories;
    for (const analysis::Inventory& inventory : m_inventories)
        addInventory(inventory);
    m_filling = false;
}

void MiningInventories::addInventory(const analysis::Inventory& inventory)
{
    auto* top = new QTreeWidgetItem(
        this, {tr("%1.%2, confidence %3 %")
                   .arg(toQString(toText(inventory.owner)), toQString(inventory.attribute))
                   .arg(std::lround(100 * inventory.support.confidence()))});
    top->setToolTip(0, toQString(inventory.support.text()));
    for (const analysis::KnownValue& value : inventory.values) {
        QTreeWidgetItem* item = valueItem(top, value.text, true);
        item->setText(1, QString::number(value.calls));
        item->setText(2, QString::number(value.runs));
    }
    top->setExpanded(true);
    if (inventory.siblings.empty())
        return;
    auto* siblings = new QTreeWidgetItem(top, {tr("%n sibling(s), never used", nullptr,
                                                  static_cast<int>(inventory.siblings.size()))});
    siblings->setToolTip(
        0, tr("Values of the same form in the results that the used ones came from."));
    for (const std::string& sibling : inventory.siblings)
        valueItem(siblings, sibling, false);
}

std::vector<analysis::InventoryAddition> MiningInventories::additions() const
{
    std::vector<analysis::InventoryAddition> additions;
    for (int i = 0; i < topLevelItemCount(); ++i) {
        const analysis::Inventory& inventory = m_inventories[static_cast<std::size_t>(i)];
        std::vector<std::string> values;
        collect(*topLevelItem(i), values);
        if (!values.empty())
            additions.push_back({inventory.owner, inventory.attribute, std::move(values)});
    }
    return additions;
}

QString MiningInventories::text() const
{
    QString text;
    for (const analysis::InventoryAddition& addition : additions()) {
        text += QStringLiteral("// %1\n").arg(
            tr("%1.%2 gets", "an inventory of known values")
                .arg(toQString(toText(addition.owner)), toQString(addition.attribute)));
        QStringList values;
        for (const std::string& value : addition.values)
            values << toQString(cedarQuoted(value));
        text += QStringLiteral("[%1]\n\n").arg(values.join(QStringLiteral(",\n ")));
    }
    return text.isEmpty() ? QStringLiteral("// %1\n").arg(tr("Nothing is proposed: no inventory "
                                                             "would allow a call that is denied."))
                          : text;
}

} // namespace remit::ui
