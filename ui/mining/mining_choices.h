// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/mining/task_policies.h"

#include <QWidget>

class QCheckBox;
class QComboBox;

namespace remit::ui {

/// What is mined, and how far the proposal is generalised as a whole.
class MiningChoices : public QWidget {
    Q_OBJECT

public:
    explicit MiningChoices(QWidget* parent = nullptr);

    /// The one chosen stays, where it is among them. Tells nobody.
    void setTasks(const QStringList& tasks);
    void setGrants(const QStringList& grants);

    [[nodiscard]] QString task() const;
    [[nodiscard]] bool hasTasks() const;
    [[nodiscard]] bool isScope() const;
    [[nodiscard]] QString grant() const; ///< empty: no scope is proposed
    /// Values of inventories, not policies.
    [[nodiscard]] bool isInventories() const;
    /// Without what single arguments say.
    [[nodiscard]] analysis::ProposalOptions options() const;

signals:
    void taskChosen();
    void formChosen(); ///< or another grant
    void detailChosen();

private:
    /// Choices without meaning for the form are not offered.
    void offer();

    QComboBox* m_task;
    QComboBox* m_form;
    QComboBox* m_grant;
    QComboBox* m_detail;
    QCheckBox* m_readsFree;
};

} // namespace remit::ui
