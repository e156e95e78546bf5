// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace remit::ui {

class EmptyHint;
class Session;
class WorkspaceTreeModel;

/// The Workspace dock: the files by kind. Enter or a double click opens one.
class WorkspaceView : public QTreeView {
    Q_OBJECT

public:
    explicit WorkspaceView(QWidget* parent = nullptr);

    void setSession(Session* session);
    [[nodiscard]] EmptyHint& hint() { return *m_hint; }
    /// Selects the file, without the focus.
    void select(const QString& path);

signals:
    void fileChosen(const QString& path);

private:
    void showErrors();
    void reload();

    Session* m_session = nullptr;
    WorkspaceTreeModel* m_model;
    EmptyHint* m_hint;
};

} // namespace remit::ui
