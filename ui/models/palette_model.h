// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QIcon>
#include <QString>

#include <functional>
#include <vector>

namespace remit::ui {

/// Something that can be gone to or done.
struct PaletteEntry {
    QString title;       ///< what is matched first
    QString detail = {}; ///< beside it, muted: the menu, the folder, a help line
    QString keys = {};   ///< shortcut, as shown
    QIcon icon = {};
    bool enabled = true;
    std::function<void()> run;
};

/// The entries that fit what was typed, the best first.
class PaletteModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { DetailRole = Qt::UserRole, KeysRole };

    using QAbstractListModel::QAbstractListModel;

    void setEntries(std::vector<PaletteEntry> entries);
    void setPattern(const QString& pattern);
    /// Null where there is no such row.
    [[nodiscard]] const PaletteEntry* entry(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

    static constexpr std::size_t kMostShown = 200;

private:
    std::vector<PaletteEntry> m_entries;
    std::vector<std::size_t> m_shown;
};

} // namespace remit::ui
