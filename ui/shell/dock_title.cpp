// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/dock_title.h"

#include "ui/shell/icons.h"
#include "ui/shell/typography.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace remit::ui {
namespace {

constexpr int kButtonIcon = 12;

QToolButton* button(const QString& iconName, const QString& name)
{
    auto* made = new QToolButton;
    made->setIcon(icon(iconName));
    made->setIconSize({kButtonIcon, kButtonIcon});
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::NoFocus);
    made->setToolTip(name);
    made->setAccessibleName(name);
    return made;
}

} // namespace

DockTitle::DockTitle(QDockWidget& dock) : QWidget(&dock)
{
    auto* name = new QLabel(dock.windowTitle());
    setMuted(name);
    QToolButton* outside = button(QStringLiteral("float"),
                                  tr("Take %1 out of the window, or back").arg(dock.windowTitle()));
    QToolButton* close = button(QStringLiteral("close"), tr("Close %1").arg(dock.windowTitle()));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * kStep, 0, kStep, 0);
    layout->setSpacing(0);
    layout->addWidget(name, 1);
    layout->addWidget(outside);
    layout->addWidget(close);
    connect(outside, &QToolButton::clicked, &dock,
            [&dock] { dock.setFloating(!dock.isFloating()); });
    connect(close, &QToolButton::clicked, &dock, &QWidget::close);
    connect(&dock, &QWidget::windowTitleChanged, name, &QLabel::setText);
}

void DockTitle::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace remit::ui
