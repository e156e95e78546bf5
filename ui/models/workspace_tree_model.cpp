// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/workspace_tree_model.h"

#include "ui/shell/icons.h"

#include <QFont>

#include <algorithm>

namespace remit::ui {
namespace {

using workspace::FileKind;

constexpr FileKind kOrder[] = {
    FileKind::Policies, FileKind::Links,  FileKind::Schema,  FileKind::Entities,
    FileKind::Tools,    FileKind::Tasks,  FileKind::Grants,  FileKind::Credentials,
    FileKind::Tests,    FileKind::Traces, FileKind::Reviews, FileKind::Settings,
    FileKind::Other,
};

bool isAlwaysShown(FileKind kind)
{
    return kind == FileKind::Policies || kind == FileKind::Traces;
}

/// Groups carry the internal id 0, files the number of their group and 1.
constexpr quintptr kGroupId = 0;

/// "policies/sub/a.cedar" among policies is "sub/a.cedar".
QString shownName(const QString& path, FileKind kind)
{
    const std::string_view kindName = workspace::name(kind);
    const QString folder =
        QString::fromUtf8(kindName.data(), static_cast<qsizetype>(kindName.size())) +
        QLatin1Char('/');
    return path.startsWith(folder) ? path.mid(folder.size()) : path;
}

QString emptyHint(FileKind kind)
{
    return kind == FileKind::Policies
               ? WorkspaceTreeModel::tr("No policies yet. New files end in .cedar.")
               : WorkspaceTreeModel::tr("No traces yet. Put recorded runs into traces/.");
}

} // namespace

void WorkspaceTreeModel::setFiles(const std::vector<workspace::WorkspaceFile>& files)
{
    beginResetModel();
    m_groups.clear();
    for (const FileKind kind : kOrder) {
        Group group{kind, {}};
        for (const workspace::WorkspaceFile& file : files) {
            if (file.kind == kind)
                group.paths.append(QString::fromStdString(file.path));
        }
        if (!group.paths.isEmpty() || isAlwaysShown(kind))
            m_groups.push_back(std::move(group));
    }
    endResetModel();
}

void WorkspaceTreeModel::touch(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    emit dataChanged(index, index);
    if (index.parent().isValid())
        emit dataChanged(index.parent(), index.parent());
}

void WorkspaceTreeModel::setDirty(const QString& path, bool dirty)
{
    if (dirty)
        m_dirty.insert(path);
    else
        m_dirty.remove(path);
    touch(indexOf(path));
}

void WorkspaceTreeModel::setErrors(std::map<QString, int> errors)
{
    m_errors.swap(errors);
    for (const auto& [path, count] : errors)
        touch(indexOf(path));
    for (const auto& [path, count] : m_errors)
        touch(indexOf(path));
}

QModelIndex WorkspaceTreeModel::indexOf(const QString& path) const
{
    for (std::size_t group = 0; group < m_groups.size(); ++group) {
        const auto row = m_groups[group].paths.indexOf(path);
        if (row >= 0)
            return createIndex(static_cast<int>(row), 0, static_cast<quintptr>(group + 1));
    }
    return {};
}

QModelIndex WorkspaceTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column,
                       parent.isValid() ? static_cast<quintptr>(parent.row() + 1) : kGroupId);
}

QModelIndex WorkspaceTreeModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || child.internalId() == kGroupId)
        return {};
    return createIndex(static_cast<int>(child.internalId() - 1), 0, kGroupId);
}

int WorkspaceTreeModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    if (parent.internalId() != kGroupId || parent.column() != 0)
        return 0;
    return static_cast<int>(m_groups[static_cast<std::size_t>(parent.row())].paths.size());
}

int WorkspaceTreeModel::columnCount(const QModelIndex&) const
{
    return 1;
}

QVariant WorkspaceTreeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (index.internalId() == kGroupId)
        return groupData(m_groups[static_cast<std::size_t>(index.row())], role);
    const Group& group = m_groups[static_cast<std::size_t>(index.internalId() - 1)];
    return fileData(group, group.paths.at(index.row()), role);
}

QVariant WorkspaceTreeModel::groupData(const Group& group, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return QStringLiteral("%1  %2").arg(titleOf(group.kind)).arg(group.paths.size());
    case Qt::AccessibleTextRole:
        return tr("%1, %n file(s)", nullptr, static_cast<int>(group.paths.size()))
            .arg(titleOf(group.kind));
    case Qt::DecorationRole:
        return icon(iconOf(group.kind));
    case Qt::ToolTipRole:
        return group.paths.isEmpty() ? emptyHint(group.kind) : QVariant();
    case KindRole:
        return static_cast<int>(group.kind);
    default:
        return {};
    }
}

QVariant WorkspaceTreeModel::fileData(const Group& group, const QString& path, int role) const
{
    const auto found = m_errors.find(path);
    const int errors = found == m_errors.end() ? 0 : found->second;
    const bool dirty = m_dirty.contains(path);
    switch (role) {
    case Qt::DisplayRole: {
        QString name = shownName(path, group.kind);
        if (errors > 0)
            name += QStringLiteral("  (%1)").arg(errors);
        return dirty ? QString(QStringLiteral("● ") + name) : name;
    }
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole: {
        QString said = path;
        if (dirty)
            said += tr(", unsaved");
        if (errors > 0)
            said += tr(", %n error(s)", nullptr, errors);
        return said;
    }
    case PathRole:
        return path;
    case KindRole:
        return static_cast<int>(group.kind);
    default:
        return {};
    }
}

QString titleOf(FileKind kind)
{
    switch (kind) {
    case FileKind::Settings:
        return WorkspaceTreeModel::tr("Settings");
    case FileKind::Policies:
        return WorkspaceTreeModel::tr("Policies");
    case FileKind::Links:
        return WorkspaceTreeModel::tr("Template links");
    case FileKind::Schema:
        return WorkspaceTreeModel::tr("Schema");
    case FileKind::Entities:
        return WorkspaceTreeModel::tr("Entities");
    case FileKind::Tools:
        return WorkspaceTreeModel::tr("Tools");
    case FileKind::Tasks:
        return WorkspaceTreeModel::tr("Tasks");
    case FileKind::Credentials:
        return WorkspaceTreeModel::tr("Credentials");
    case FileKind::Grants:
        return WorkspaceTreeModel::tr("Grants");
    case FileKind::Traces:
        return WorkspaceTreeModel::tr("Traces");
    case FileKind::Tests:
        return WorkspaceTreeModel::tr("Tests");
    case FileKind::Reviews:
        return WorkspaceTreeModel::tr("Reviews");
    case FileKind::Other:
        break;
    }
    return WorkspaceTreeModel::tr("Other files");
}

QString iconOf(FileKind kind)
{
    switch (kind) {
    case FileKind::Other:
        return QStringLiteral("file");
    default:
        const std::string_view name = workspace::name(kind);
        return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    }
}

} // namespace remit::ui
