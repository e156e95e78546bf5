// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/empty_hint.h"

#include "ui/shell/typography.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QLabel>

namespace remit::ui {

EmptyHint::EmptyHint(QAbstractItemView& view, const QString& text)
    : QObject(&view), m_view(view), m_label(new QLabel(text, view.viewport()))
{
    m_label->setAlignment(Qt::AlignCenter);
    m_label->setWordWrap(true);
    m_label->setMargin(kMargin);
    m_label->setAttribute(Qt::WA_TransparentForMouseEvents);
    setMuted(m_label);
    view.viewport()->installEventFilter(this);
    // As long as the label: a list that owns its model empties it when the label has gone.
    const QAbstractItemModel* model = view.model();
    const auto follow = [this] { update(); };
    connect(model, &QAbstractItemModel::modelReset, m_label, follow);
    connect(model, &QAbstractItemModel::rowsInserted, m_label, follow);
    connect(model, &QAbstractItemModel::rowsRemoved, m_label, follow);
    update();
}

void EmptyHint::setText(const QString& text)
{
    m_label->setText(text);
    update();
}

bool EmptyHint::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        update();
    return QObject::eventFilter(watched, event);
}

void EmptyHint::update()
{
    m_label->setGeometry(m_view.viewport()->rect());
    m_label->setVisible(m_view.model()->rowCount(m_view.rootIndex()) == 0);
}

} // namespace remit::ui
