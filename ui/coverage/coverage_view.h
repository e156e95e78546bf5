// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/coverage/coverage_runner.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace remit::ui {

/// What the traces, or the tests, exercise of the policies, and why not the rest: a tree of
/// policies with their clauses and conditions, then actions, grants and findings. Enter or a double
/// click shows the place in the editor.
class CoverageView : public QWidget {
    Q_OBJECT

public:
    explicit CoverageView(QWidget* parent = nullptr);

    /// Null: nothing was measured.
    void setCoverage(CoveragePtr coverage);
    /// "traces" or "tests": what the view shows, and the signs in the editor with it.
    [[nodiscard]] const analysis::CoverageReport* shown() const;
    [[nodiscard]] QTreeView& tree() const { return *m_tree; }
    [[nodiscard]] QString summary() const;

signals:
    void measureWanted();
    /// Another evidence was chosen, or other numbers came.
    void shownChanged();
    void placeChosen(const QString& path, quint32 begin, quint32 end);

private:
    void fill();
    void addPolicies(const analysis::CoverageReport& report);
    void addThings(const QString& title, const std::vector<analysis::CoveredThing>& things);
    void activate(const QModelIndex& index);

    CoveragePtr m_coverage;
    QComboBox* m_evidence;
    QCheckBox* m_onlyMissing;
    QLabel* m_summary;
    QTreeView* m_tree;
    QStandardItemModel* m_model;
};

} // namespace remit::ui
