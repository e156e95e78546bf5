// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/centre.h"

#include "ui/shell/icons.h"
#include "ui/shell/typography.h"

#include <QTabBar>
#include <QToolButton>

namespace remit::ui {
namespace {

constexpr const char* kKey = "remitPageKey";

} // namespace

Centre::Centre(QWidget* parent) : QTabWidget(parent)
{
    setObjectName(QStringLiteral("centre"));
    setDocumentMode(true);
    setMovable(true);
    setIconSize({kIconSize, kIconSize});
    tabBar()->setElideMode(Qt::ElideNone); // those that have no room are scrolled to
    tabBar()->setAccessibleName(tr("Open pages"));
    connect(this, &QTabWidget::currentChanged, this,
            [this](int index) { emit pageChanged(keyOf(widget(index))); });
}

QWidget* Centre::open(const QString& key, const std::function<QWidget*()>& make,
                      const QString& title, const QString& iconName)
{
    QWidget* opened = page(key);
    if (opened == nullptr) {
        m_makers[key] = {make, title, iconName};
        opened = make();
        opened->setProperty(kKey, key);
        const int index = addTab(opened, icon(iconName), title);
        tabBar()->setTabButton(index, QTabBar::RightSide, closeButton(key, title));
    }
    setCurrentWidget(opened);
    opened->setFocus(Qt::OtherFocusReason);
    return opened;
}

bool Centre::reopen(const QString& key)
{
    const auto found = m_makers.find(key);
    if (found == m_makers.end())
        return false;
    const Maker maker = found->second;
    open(key, maker.make, maker.title, maker.iconName);
    return true;
}

QWidget* Centre::closeButton(const QString& key, const QString& title)
{
    auto* button = new QToolButton;
    button->setIcon(icon(QStringLiteral("close")));
    button->setIconSize({12, 12});
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::NoFocus);
    button->setToolTip(tr("Close %1").arg(title));
    button->setAccessibleName(button->toolTip());
    connect(button, &QToolButton::clicked, this, [this, key] { emit closeRequested(key); });
    return button;
}

QWidget* Centre::page(const QString& key) const
{
    const int index = indexOfKey(key);
    return index < 0 ? nullptr : widget(index);
}

QString Centre::keyOf(const QWidget* page) const
{
    return page == nullptr ? QString() : page->property(kKey).toString();
}

QString Centre::currentKey() const
{
    return keyOf(currentWidget());
}

void Centre::setTitle(const QString& key, const QString& title, const QString& tip)
{
    const int index = indexOfKey(key);
    if (index < 0)
        return;
    setTabText(index, title);
    setTabToolTip(index, tip);
}

void Centre::closePage(const QString& key)
{
    const int index = indexOfKey(key);
    if (index < 0)
        return;
    QWidget* gone = widget(index);
    removeTab(index);
    gone->deleteLater();
}

void Centre::closeAll()
{
    for (const QString& key : keys())
        closePage(key);
    m_makers.clear();
}

QStringList Centre::keys() const
{
    QStringList all;
    for (int i = 0; i < count(); ++i)
        all.append(keyOf(widget(i)));
    return all;
}

int Centre::indexOfKey(const QString& key) const
{
    return static_cast<int>(keys().indexOf(key));
}

} // namespace remit::ui
