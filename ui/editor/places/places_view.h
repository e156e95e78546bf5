// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/places/places.h"

#include <QTreeView>

class QStandardItemModel;

namespace remit::ui {

class EmptyHint;

/// A list of places by file: the line each stands in, what is meant in bold, and beside it what
/// becomes of it where something does. Enter or a click shows the place in the editor.
class PlacesView : public QTreeView {
    Q_OBJECT

public:
    explicit PlacesView(const QString& emptyHint, QWidget* parent = nullptr);

    void setPlaces(const std::vector<Place>& places);
    void setHint(const QString& text);
    [[nodiscard]] int placeCount() const { return static_cast<int>(m_places.size()); }

    enum Role { BeginRole = Qt::UserRole, EndRole, NumberRole };

signals:
    void placeChosen(const QString& file, quint32 begin, quint32 end);

private:
    void show(const QModelIndex& index);

    QStandardItemModel* m_model;
    EmptyHint* m_hint;
    std::vector<Place> m_places;
};

} // namespace remit::ui
