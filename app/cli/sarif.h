// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"

#include <span>
#include <string>

/// Diagnostics as SARIF 2.1.0 (OASIS), which code hosts show beside the changed lines.
namespace remit::cli {

/// One `result` object. Columns are code points, as the log's `columnKind` says.
[[nodiscard]] std::string sarifResult(const Diagnostic& diagnostic, const SourceText& source);
/// A log of one run that holds these results.
[[nodiscard]] std::string sarifLog(std::span<const std::string> results);

} // namespace remit::cli
