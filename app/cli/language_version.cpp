// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/version.h"

namespace remit::cli {

void addLanguageVersion(Commands& commands)
{
    commands.add("language-version", "Tells the version of the Cedar language",
                 [](Session& session) {
                     session.printLine("Cedar language version: " + std::string(kCedarLanguage));
                     return ExitStatus::Yes;
                 });
}

} // namespace remit::cli
