// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/typography.h"

#include <QFontDatabase>
#include <QPalette>
#include <QWidget>

namespace remit::ui {
namespace {

qreal points(TextSize size)
{
    switch (size) {
    case TextSize::Small:
        return 9;
    case TextSize::Normal:
        return 10;
    case TextSize::Large:
        return 12;
    case TextSize::Title:
        return 16;
    }
    return 10;
}

} // namespace

QFont interfaceFont(TextSize size)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    font.setPointSizeF(points(size));
    if (size == TextSize::Title)
        font.setWeight(QFont::DemiBold);
    return font;
}

QFont codeFont(TextSize size)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setStyleHint(QFont::Monospace);
    font.setPointSizeF(points(size));
    return font;
}

void setMuted(QWidget* widget)
{
    widget->setForegroundRole(QPalette::PlaceholderText);
}

} // namespace remit::ui
