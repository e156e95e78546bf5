// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/mining/task_policies.h"

#include <QTreeWidget>

#include <string>
#include <vector>

class QComboBox;

namespace remit::ui {

/// What a task was seen to do, action by action. Unchecked actions are left out of the proposal;
/// below each, how far its arguments are generalised.
class MiningEvidence : public QTreeWidget {
    Q_OBJECT

public:
    explicit MiningEvidence(QWidget* parent = nullptr);

    /// Null: nothing.
    void setProfile(const analysis::TaskProfile* profile);
    /// Whether the rules of arguments matter to the proposal.
    void setArgumentsUsed(bool used);

    [[nodiscard]] std::vector<std::string> leftOut() const; ///< action uids
    [[nodiscard]] std::map<analysis::ArgumentKey, analysis::ArgumentRule> rules() const;

signals:
    void changed();

private:
    void addAction(const analysis::ActionEvidence& evidence);
    void addArgument(QTreeWidgetItem* action, const std::string& name,
                     const analysis::ArgumentEvidence& evidence);

    struct RuleBox {
        analysis::ArgumentKey key;
        QComboBox* box;
    };
    std::vector<RuleBox> m_rules; ///< the boxes belong to the tree's items
    bool m_argumentsUsed = false;
    bool m_filling = false;
};

} // namespace remit::ui
