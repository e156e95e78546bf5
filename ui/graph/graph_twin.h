// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeWidget>

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace remit::ui {

struct GraphData;

/// The graph as a list that keys and screen readers can walk: each giver with its grants, below
/// each grant those that stand on it. Enter shows a grant's text, Insert gives a further one,
/// Delete revokes, F2 writes the scope anew, Shift+Enter on one line and then on another shows the
/// ways between the two.
class GraphTwin : public QTreeWidget {
    Q_OBJECT

public:
    explicit GraphTwin(QWidget* parent = nullptr);

    void setData(std::shared_ptr<const GraphData> shown);
    /// Without telling.
    void select(const QString& node, const QString& grant);
    /// Of the current line; empty: none.
    [[nodiscard]] QString currentNode() const;
    [[nodiscard]] QString currentGrant() const;

signals:
    void chosen(const QString& node, const QString& grant);
    void activated(const QString& node, const QString& grant);
    void grantWanted();
    void revocationWanted();
    void scopeWanted();
    void wayWanted(); ///< from here, or from where it was wanted before to here

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void indexGrants();
    void addGrants(QTreeWidgetItem* above, const std::string& giver);
    QTreeWidgetItem* addGrant(QTreeWidgetItem* above, const std::string& grant, int depth);

    std::shared_ptr<const GraphData> m_data;
    std::unordered_map<std::string, std::size_t> m_edgeOf;               ///< by grant
    std::unordered_map<std::string, std::vector<std::string>> m_rootsOf; ///< grants by giver
    bool m_selecting = false;
};

} // namespace remit::ui
