// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/places/places_view.h"

#include "ui/editor/places/place_delegate.h"
#include "ui/shell/empty_hint.h"

#include <QStandardItemModel>

#include <algorithm>
#include <map>

namespace remit::ui {
namespace {

QStandardItem* lineItem(const ShownLine& line, std::uint32_t number, std::size_t place)
{
    auto* item = new QStandardItem(
        number == 0 ? line.text : QStringLiteral("%1  %2").arg(number).arg(line.text));
    const int shift = static_cast<int>(item->text().size() - line.text.size());
    item->setData(line.begin + shift, PlacesView::BeginRole);
    item->setData(line.end + shift, PlacesView::EndRole);
    item->setData(static_cast<qulonglong>(place), PlacesView::NumberRole);
    item->setEditable(false);
    return item;
}

} // namespace

PlacesView::PlacesView(const QString& emptyHint, QWidget* parent)
    : QTreeView(parent), m_model(new QStandardItemModel(this))
{
    setModel(m_model);
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setTextElideMode(Qt::ElideRight);
    setItemDelegate(new PlaceDelegate(this));
    m_hint = new EmptyHint(*this, emptyHint);
    connect(this, &QTreeView::clicked, this, &PlacesView::show);
    connect(this, &QTreeView::activated, this, &PlacesView::show);
}

void PlacesView::setHint(const QString& text)
{
    m_hint->setText(text);
}

void PlacesView::setPlaces(const std::vector<Place>& places)
{
    m_places = places;
    const bool changes = std::any_of(places.begin(), places.end(), [](const Place& place) {
        return !place.after.text.isEmpty();
    });
    m_model->clear();
    m_model->setColumnCount(changes ? 2 : 1);
    std::map<std::string, QStandardItem*> files;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Place& place = places[i];
        QStandardItem*& file = files[place.path];
        if (file == nullptr) {
            file = new QStandardItem(QString::fromStdString(place.path));
            file->setEditable(false);
            m_model->appendRow(file);
        }
        QList<QStandardItem*> row{lineItem(place.shown, place.line, i)};
        if (place.declaration)
            row.first()->setToolTip(tr("declared here"));
        if (changes)
            row.append(lineItem(place.after, 0, i));
        file->appendRow(row);
    }
    for (const auto& [path, file] : files)
        file->setText(tr("%1 (%2)").arg(QString::fromStdString(path)).arg(file->rowCount()));
    expandAll();
    if (changes)
        setColumnWidth(0, width() / 2);
    if (m_model->rowCount() > 0)
        setCurrentIndex(m_model->index(0, 0, m_model->index(0, 0)));
}

void PlacesView::show(const QModelIndex& index)
{
    const QVariant number = index.data(NumberRole);
    if (!number.isValid())
        return;
    const Place& place = m_places[static_cast<std::size_t>(number.toULongLong())];
    emit placeChosen(QString::fromStdString(place.path), place.span.begin, place.span.end);
}

} // namespace remit::ui
