// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/workspace.h"

#include <QAbstractItemModel>
#include <QSet>

#include <map>
#include <vector>

namespace remit::ui {

/// The files of a workspace under their kinds. Kinds without files are left out, but for those that
/// every workspace needs (policies, traces), which say so.
class WorkspaceTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Role { PathRole = Qt::UserRole, KindRole };

    using QAbstractItemModel::QAbstractItemModel;

    void setFiles(const std::vector<workspace::WorkspaceFile>& files);
    void setDirty(const QString& path, bool dirty);
    /// Errors by file; a count stands beside the name.
    void setErrors(std::map<QString, int> errors);
    [[nodiscard]] QModelIndex indexOf(const QString& path) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Group {
        workspace::FileKind kind = workspace::FileKind::Other;
        QStringList paths;
    };

    [[nodiscard]] QVariant groupData(const Group& group, int role) const;
    [[nodiscard]] QVariant fileData(const Group& group, const QString& path, int role) const;
    void touch(const QModelIndex& index);

    std::vector<Group> m_groups;
    QSet<QString> m_dirty;
    std::map<QString, int> m_errors;
};

/// "Policies", "Entities" …
[[nodiscard]] QString titleOf(workspace::FileKind kind);
/// Name of the icon.
[[nodiscard]] QString iconOf(workspace::FileKind kind);

} // namespace remit::ui
