// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <CLI/CLI.hpp>

namespace remit::cli {

/// What was wrong with the arguments, with "did you mean" for commands and options.
[[nodiscard]] Error usageError(const CLI::App& root, const CLI::Error& error, int argc,
                               const char* const* argv);

} // namespace remit::cli
