// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace remit::ui {

class MainWindow;

/// The policy gallery, as a page of the centre.
void addGalleryActions(MainWindow& window);

} // namespace remit::ui
