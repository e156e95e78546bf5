// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <stop_token>
#include <string>

namespace remit::cli {

/// All of standard input. Ends early on a stop request, also while nobody writes. Errors:
/// Cancelled, TooLarge (limits::kDocumentBytes), Unreadable.
[[nodiscard]] Result<std::string> readStandardInput(const std::stop_token& stop);

} // namespace remit::cli
