// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/import_rules.h"

#include <QTableWidget>

#include <vector>

namespace remit::ui {

/// The import rules as a table that can be written in: field, where the value comes from, the value
/// or the attribute's name, and the pattern that takes a part of it.
class RulesTable : public QTableWidget {
    Q_OBJECT

public:
    enum Column { FieldColumn, SourceColumn, ValueColumn, PatternColumn, ColumnCount };

    explicit RulesTable(QWidget* parent = nullptr);

    void setRules(const std::vector<trace::ImportRule>& rules);
    /// Rows without a value are left out.
    [[nodiscard]] std::vector<trace::ImportRule> rules() const;
    /// Adds a rule for the field, ready to be written in.
    void addRule(const QString& field);
    void removeSelected();

signals:
    void rulesChanged();

private:
    void showPatterns();
    void addRow(const trace::ImportRule& rule);
    [[nodiscard]] QString choice(int row, int column) const;
    [[nodiscard]] QString written(int row, int column) const;

    /// What the table does not show of a rule: the format and files it is for.
    std::vector<trace::ImportRule> m_kept;
};

} // namespace remit::ui
