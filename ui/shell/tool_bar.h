// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QToolBar;

namespace remit::ui {

class ActionRegistry;

/// The tool bar. An action that is added to the registry later takes its place in it.
[[nodiscard]] QToolBar* makeToolBar(ActionRegistry& actions);

} // namespace remit::ui
