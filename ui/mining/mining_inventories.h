// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/mining/inventory_edit.h"

#include <QTreeWidget>

#include <vector>

namespace remit::ui {

/// Values that recorded calls used and that inventories of known values would need. Those with
/// evidence are taken unless unchecked; their siblings, without evidence of use, only where
/// checked.
class MiningInventories : public QTreeWidget {
    Q_OBJECT

public:
    explicit MiningInventories(QWidget* parent = nullptr);

    void setProposal(const analysis::InventoryProposal& proposal);
    [[nodiscard]] std::vector<analysis::InventoryAddition> additions() const;
    /// What is taken, as text for people.
    [[nodiscard]] QString text() const;

signals:
    void changed();

private:
    void addInventory(const analysis::Inventory& inventory);

    std::vector<analysis::Inventory> m_inventories; ///< by top-level row
    bool m_filling = false;
};

} // namespace remit::ui
