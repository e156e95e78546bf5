// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

namespace remit::cli {

void addAllCommands(Commands& commands)
{
    addNew(commands);
    addSchema(commands);
    addFormatCommand(commands);
    addLink(commands);
    addTranslateSchema(commands);
    addLanguageVersion(commands);
}

} // namespace remit::cli
