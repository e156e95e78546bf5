// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/empty_hint.h"

#include "ui/shell/typography.h"

#include <QAbstractItemView>
#include <QAction>
#include <QEvent>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace remit::ui {

EmptyHint::EmptyHint(QAbstractItemView& view, const QString& text)
    : QObject(&view)
    , m_view(view)
    , m_over(new QWidget(view.viewport()))
    , m_label(new QLabel(text))
    , m_button(new QToolButton)
{
    m_label->setAlignment(Qt::AlignCenter);
    m_label->setWordWrap(true);
    setMuted(m_label);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setFocusPolicy(Qt::StrongFocus);
    m_button->hide();
    auto* column = new QVBoxLayout(m_over);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->setSpacing(kMargin);
    column->addStretch();
    column->addWidget(m_label);
    column->addWidget(m_button, 0, Qt::AlignCenter);
    column->addStretch();
    view.viewport()->installEventFilter(this);
    // As long as what lies over it: a list that owns its model empties it when that has gone.
    const QAbstractItemModel* model = view.model();
    const auto follow = [this] { update(); };
    connect(model, &QAbstractItemModel::modelReset, m_over, follow);
    connect(model, &QAbstractItemModel::rowsInserted, m_over, follow);
    connect(model, &QAbstractItemModel::rowsRemoved, m_over, follow);
    update();
}

void EmptyHint::setText(const QString& text)
{
    m_label->setText(text);
    update();
}

void EmptyHint::offer(QAction* action)
{
    if (QAction* before = m_button->defaultAction()) {
        before->disconnect(m_button);
        m_button->removeAction(before);
    }
    m_button->setDefaultAction(action);
    m_button->setVisible(action != nullptr && action->isEnabled());
    if (action != nullptr)
        connect(action, &QAction::enabledChanged, m_button, &QWidget::setVisible);
}

bool EmptyHint::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        update();
    return QObject::eventFilter(watched, event);
}

void EmptyHint::update()
{
    m_over->setGeometry(m_view.viewport()->rect());
    m_over->setVisible(m_view.model()->rowCount(m_view.rootIndex()) == 0);
}

} // namespace remit::ui
