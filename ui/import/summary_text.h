// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/import/import_work.h"

#include <QString>

namespace remit::ui {

/// What an import did, in lines: what was read, what was taken out, what is missing and how to fill
/// it, what is wrong where. Plain text.
[[nodiscard]] QString summaryText(const Imported& imported);

} // namespace remit::ui
