// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/diagnostic.h"

namespace remit::ui {

/// What is wrong in a text of the workspace, with its place for people.
struct Problem {
    Diagnostic diagnostic;
    Position place; ///< of the span's begin
};

} // namespace remit::ui
