// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/schema/diagram.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace remit::cedar {
class Schema;
}

namespace remit::ui {

class DiagramView;
class EmptyHint;
class JobRunner;
class Session;
class Studio;

/// The schema as a picture and, beside it, as a list that says the same in words: what a box has,
/// and how it is tied to others. Both choose together. Follows the schema of the workspace.
class SchemaPage : public QWidget {
    Q_OBJECT

public:
    explicit SchemaPage(Studio& studio, QWidget* parent = nullptr);

    [[nodiscard]] DiagramView& view() const { return *m_view; }
    [[nodiscard]] QTreeView& list() const { return *m_list; }
    /// Of what is drawn now, all of it.
    Result<> writeSvg(const QString& file);
    /// The key of the page in the centre.
    [[nodiscard]] static QString key() { return QStringLiteral("schema-diagram"); }

signals:
    void placeChosen(const QString& file, quint32 begin, quint32 end);

private:
    void setupWidgets();
    void follow(Session* session);
    void redraw();
    void take(std::shared_ptr<const Diagram> diagram);
    void fillList();
    void chooseInList(int node);
    void openPlace(const cedar::Place& place);
    void openNode(int node);
    void exportSvg();

    Studio& m_studio;
    DiagramView* m_view;
    QLineEdit* m_line;
    QTreeView* m_list;
    QStandardItemModel* m_model;
    QLabel* m_hint;
    QPointer<Session> m_session;
    std::shared_ptr<const cedar::Schema> m_schema; ///< that is drawn or being drawn
};

} // namespace remit::ui
