// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/policy_tests/run.h"

#include <QAbstractTableModel>
#include <QString>

#include <optional>
#include <vector>

namespace remit::ui {

class Theme;

/// The policy tests of the workspace with what became of them.
class TestsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { StateColumn, NameColumn, WhyColumn, FileColumn, ColumnCount };
    enum class State { NotRun, Passed, Failed };

    explicit TestsModel(const Theme& theme, QObject* parent = nullptr);

    /// Results stay with the tests that are still written in the same words.
    void setTests(std::vector<analysis::PolicyTest> tests);
    /// Of tests by file and name.
    void setResults(const std::vector<analysis::PolicyTest>& tests,
                    const std::vector<analysis::TestResult>& results);
    void setStale(bool stale);
    void setFilter(const QString& text, bool failedOnly);

    [[nodiscard]] const analysis::PolicyTest* test(const QModelIndex& index) const;
    [[nodiscard]] State stateOf(const QModelIndex& index) const;
    [[nodiscard]] const std::vector<analysis::PolicyTest>& tests() const { return m_tests; }
    [[nodiscard]] std::vector<analysis::PolicyTest> failedTests() const;
    [[nodiscard]] int count(State state) const;
    [[nodiscard]] bool isStale() const { return m_stale; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] State stateOf(std::size_t test) const;
    [[nodiscard]] QString textOf(std::size_t test, int column) const;
    void rebuild();

    const Theme& m_theme;
    std::vector<analysis::PolicyTest> m_tests;
    std::vector<std::optional<analysis::TestResult>> m_results; ///< of each
    std::vector<std::size_t> m_shown;
    QString m_filter;
    bool m_failedOnly = false;
    bool m_stale = false;
};

[[nodiscard]] QString wordOf(TestsModel::State state);

} // namespace remit::ui
