// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/exit_status.h"

namespace remit::cli {

/// The whole of `remit`: reads the arguments, runs the subcommand, gives the exit status.
[[nodiscard]] ExitStatus runProgram(int argc, const char* const* argv);

} // namespace remit::cli
