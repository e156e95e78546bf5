// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QKeyEvent;
class QWheelEvent;

namespace remit::ui {

/// How much hand and keys zoom, the same in every drawing.
inline constexpr double kZoomStep = 1.25;

/// The factor by which the turned wheel zooms: kZoomStep a notch. 1: it was not turned.
[[nodiscard]] double wheelZoom(const QWheelEvent& event);
/// kZoomStep for + and =, its inverse for -; 1 for every other key.
[[nodiscard]] double keyZoom(const QKeyEvent& event);

} // namespace remit::ui
