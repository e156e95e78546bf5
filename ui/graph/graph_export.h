// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <vector>

namespace remit::ui {

struct GraphData;

/// Writes the graph as the file's ending says: .svg, .png, .pdf or .dot. All pictures come from the
/// one SVG writer, which the command line uses too. Errors: Usage for another ending; Unwritable.
[[nodiscard]] Result<> exportGraph(const GraphData& data, const std::vector<bool>& dimmed,
                                   const QString& file, bool dark);

} // namespace remit::ui
