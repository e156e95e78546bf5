// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace remit::ui {

void showAbout(QWidget& parent);

} // namespace remit::ui
