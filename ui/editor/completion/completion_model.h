// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/assist/completion.h"

#include <QAbstractListModel>
#include <QString>

#include <vector>

namespace remit::ui {

/// The proposals that fit what was typed, the best first: beginnings before anything else, then by
/// how well the letters fit (fuzzy.h), then in the order that core gives.
class CompletionModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { DetailRole = Qt::UserRole, KindRole };

    using QAbstractListModel::QAbstractListModel;

    void setItems(std::vector<assist::CompletionItem> items);
    void setPattern(const QString& typed);
    /// Null where there is no such row.
    [[nodiscard]] const assist::CompletionItem* item(int row) const;
    /// The only thing to propose stands there already.
    [[nodiscard]] bool saysNothingNew() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    static constexpr std::size_t kMostShown = 500;

private:
    std::vector<assist::CompletionItem> m_items;
    std::vector<std::size_t> m_shown;
    QString m_pattern;
};

/// "keyword", "entity type" …: for people and for screen readers.
[[nodiscard]] QString wordOf(assist::CompletionKind kind);

} // namespace remit::ui
