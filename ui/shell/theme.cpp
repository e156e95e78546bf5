// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/theme.h"

#include "ui/shell/plain_labels.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QScopedValueRollback>
#include <QStyle>
#include <QStyleFactory>

namespace remit::ui {
namespace {

/// Qt 6.4 cannot ask the system for its colour scheme: its own palette tells.
bool systemIsDark()
{
    QApplication::setPalette(QPalette());
    const QPalette system = QApplication::palette();
    return system.color(QPalette::Window).lightness() <
           system.color(QPalette::WindowText).lightness();
}

QString styleSheetOf(const Colors& colors)
{
    QFile file(QStringLiteral(":/themes/studio.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const std::pair<const char*, QColor> names[] = {
        {"@surface", colors.surface},   {"@raised", colors.raised},
        {"@border", colors.border},     {"@text", colors.text},
        {"@muted", colors.muted},       {"@accent", colors.accent},
        {"@deny", colors.deny},         {"@faint", blend(colors.muted, colors.surface, 0.55)},
        {"@onAccent", colors.onAccent},
    };
    for (const auto& [name, color] : names)
        sheet.replace(QLatin1String(name), color.name());
    return sheet;
}

} // namespace

Theme::Theme(QObject* parent) : QObject(parent)
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    apply();
    qApp->installEventFilter(this);
    new PlainLabels(this);
}

void Theme::setAppearance(Appearance appearance)
{
    if (m_appearance == appearance)
        return;
    m_appearance = appearance;
    apply();
}

bool Theme::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ThemeChange && watched == qApp && !m_applying &&
        m_appearance == Appearance::System)
        apply();
    return false;
}

void Theme::apply()
{
    const QScopedValueRollback guard(m_applying, true);
    m_dark = m_appearance == Appearance::System ? systemIsDark() : m_appearance == Appearance::Dark;
    QApplication::setPalette(paletteOf(colors()));
    qApp->setStyleSheet(styleSheetOf(colors()));
    emit changed();
}

} // namespace remit::ui
