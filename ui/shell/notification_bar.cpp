// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notification_bar.h"

#include "ui/shell/icons.h"
#include "ui/shell/severity_sign.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

namespace remit::ui {
namespace {

constexpr int kLowest = 40; ///< above the status bar
constexpr int kWidest = 460;

Severity severityOf(Notification::Kind kind)
{
    switch (kind) {
    case Notification::Kind::Error:
        return Severity::Error;
    case Notification::Kind::Warning:
        return Severity::Warning;
    case Notification::Kind::Information:
        break;
    }
    return Severity::Note;
}

} // namespace

NotificationBar::NotificationBar(Notifications& notifications, const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_sign(new QLabel)
    , m_text(new QLabel)
    , m_action(new QToolButton)
    , m_close(new QToolButton)
{
    setObjectName(QStringLiteral("notification"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setAccessibleName(tr("Notification"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setFocusPolicy(Qt::NoFocus);
    m_close->setIcon(icon(QStringLiteral("close")));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Close"));
    m_close->setAccessibleName(tr("Close the notification"));
    for (QToolButton* button : {m_action, m_close})
        button->setFocusPolicy(Qt::NoFocus);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(3 * kStep, 2 * kStep, 2 * kStep, 2 * kStep);
    layout->setSpacing(2 * kStep);
    layout->addWidget(m_sign, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    hide();

    m_timer.setSingleShot(true);
    m_timer.setInterval(kShownMs);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_action, &QToolButton::clicked, this, [this] {
        hide();
        if (m_run)
            m_run();
    });
    connect(&notifications, &Notifications::posted, this, &NotificationBar::show);
    parent->installEventFilter(this);
}

QString NotificationBar::text() const
{
    return isVisible() ? m_text->text() : QString();
}

void NotificationBar::show(const Notification& notification)
{
    m_sign->setPixmap(severityPixmap(severityOf(notification.kind), kIconSize, m_theme.colors(),
                                     devicePixelRatioF()));
    m_text->setText(notification.detail.isEmpty()
                        ? notification.text
                        : notification.text + QLatin1Char('\n') + notification.detail);
    m_action->setVisible(!notification.actionText.isEmpty());
    m_action->setText(notification.actionText);
    m_run = notification.action;
    if (notification.kind == Notification::Kind::Error)
        m_timer.stop();
    else
        m_timer.start();
    place();
    QFrame::show();
    raise();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void NotificationBar::place()
{
    const QSize room = parentWidget()->size();
    const int width = std::min(kWidest, room.width() - 4 * kMargin);
    const int taken = 4 * kMargin + kIconSize + m_close->sizeHint().width() +
                      (m_action->isHidden() ? 0 : m_action->sizeHint().width() + kMargin);
    m_text->setFixedWidth(std::clamp(
        m_text->fontMetrics().boundingRect(QRect(0, 0, 4000, 4000), 0, m_text->text()).width() +
            kStep,
        120, std::max(120, width - taken)));
    m_text->setFixedHeight(m_text->heightForWidth(m_text->width()));
    layout()->activate();
    adjustSize();
    move(room.width() - this->width() - 2 * kMargin, room.height() - height() - kLowest);
}

bool NotificationBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

} // namespace remit::ui
