// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/zoom_input.h"

#include <QKeyEvent>
#include <QWheelEvent>

#include <cmath>

namespace remit::ui {

double wheelZoom(const QWheelEvent& event)
{
    constexpr double kNotch = 120; // as Qt counts: eighths of a degree
    const QPoint turned = event.angleDelta();
    return std::pow(kZoomStep, (turned.y() != 0 ? turned.y() : turned.x()) / kNotch);
}

double keyZoom(const QKeyEvent& event)
{
    const QString text = event.text();
    if (text == QLatin1String("+") || text == QLatin1String("="))
        return kZoomStep;
    return text == QLatin1String("-") ? 1 / kZoomStep : 1;
}

} // namespace remit::ui
