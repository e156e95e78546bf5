// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

namespace remit::cli {

void addAllCommands(Commands& commands)
{
    addNew(commands);
    addCheckParse(commands);
    addValidate(commands);
    addFormatCommand(commands);
    addEvaluate(commands);
    addAuthorize(commands);
    addLink(commands);
    addTranslatePolicy(commands);
    addTranslateSchema(commands);
    addSchema(commands);
    addEntities(commands);
    addImport(commands);
    addReplay(commands);
    addExplain(commands);
    addMine(commands);
    addPlan(commands);
    addProbe(commands);
    addCompare(commands);
    addTest(commands);
    addGraph(commands);
    addEntitlement(commands);
    addFindings(commands);
    addWhatIf(commands);
    addKey(commands);
    addBundle(commands);
    addExport(commands);
    addReport(commands);
    addLanguageVersion(commands);
}

} // namespace remit::cli
