// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command.h"

/// Every subcommand of `remit`; addAllCommands gives the order of the help.
namespace remit::cli {

void addLanguageVersion(Commands& commands);

void addAllCommands(Commands& commands);

} // namespace remit::cli
