// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QString;
class QWidget;

namespace remit::test {

/// Writes what the widget looks like now to $REMIT_SCREENSHOTS/NAME@SCALE.png, for people to look
/// at; nothing when the variable is not set.
void saveScreenshot(QWidget& widget, const QString& name);

} // namespace remit::test
