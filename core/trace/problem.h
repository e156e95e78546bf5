// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"

#include <cstdint>
#include <string>

namespace remit::trace {

/// What is wrong in an imported file, and what to do about it. Not a Diagnostic, whose span needs
/// the whole text at hand: traces are streamed and may be larger than 32-bit offsets reach.
///
/// `code` is stable: `trace/…`, or `json/…` where the text is no JSON.
struct Problem {
    std::string code;
    Severity severity = Severity::Error;
    std::string message;             ///< one plain sentence without the place
    std::string file;                ///< as given to the importer
    std::uint64_t line = 0;          ///< from 1; 0: the file as a whole
    std::uint32_t column = 0;        ///< from 1, in code points; 0: the line as a whole
    std::string excerpt;             ///< of that line, cut to what fits a screen; may be empty
    std::uint32_t excerptColumn = 0; ///< the column's place in the excerpt, from 1
    std::string help;
};

/// For people, with the caret line, as `rendered(Diagnostic)`. Ends with a line feed. Control and
/// bidirectional characters of the file are shown as `\u{…}`.
[[nodiscard]] std::string rendered(const Problem& problem);

/// One JSON object with code, severity, message, file, line, column, help.
[[nodiscard]] std::string toJson(const Problem& problem);

/// Takes the excerpt around the byte `offset` of the text, which lies in one of its lines.
void setExcerpt(Problem& problem, std::string_view text, std::size_t offset);

} // namespace remit::trace
