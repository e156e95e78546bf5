// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <vector>

namespace remit::ui {

class JobRunner;
struct JobInfo;

/// The long jobs, the latest on top. The progress column is drawn by JobsView's delegate.
class JobsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Title, State, ColumnCount };
    enum Role { IdRole = Qt::UserRole, ProgressRole }; ///< Progress: 0 to 1000, -1 unknown

    explicit JobsModel(JobRunner& jobs, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    void add(quint64 id);
    void remove(quint64 id);
    void touch(quint64 id);

    JobRunner& m_jobs;
    std::vector<quint64> m_ids; ///< the latest first
};

} // namespace remit::ui
