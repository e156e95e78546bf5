// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/replay/jsonl.h"
#include "ui/models/call_table.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace remit::ui {

/// What of a table of calls is written, and how.
struct CallsExport {
    std::shared_ptr<const CallTable> table;
    std::vector<std::int64_t> numbers; ///< of the rows, in the order to be written
    replay::LineConstants constants;
    bool csv = true; ///< else lines as of `remit replay --format jsonl`
};

/// Writes the file whole or not at all. Errors: those of the store, Unwritable, Cancelled.
[[nodiscard]] Result<> exportCalls(const CallsExport& what, const std::filesystem::path& file,
                                   const JobControl& control);

/// One cell: quoted where it must be; text that a spreadsheet would take for a formula is written
/// with an apostrophe before it.
[[nodiscard]] std::string csvCell(std::string_view text);

} // namespace remit::ui
