// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command.h"

/// Every subcommand of `remit`; addAllCommands gives the order of the help.
namespace remit::cli {

void addNew(Commands& commands);
void addCheckParse(Commands& commands);
void addEvaluate(Commands& commands);
void addAuthorize(Commands& commands);
void addSchema(Commands& commands);
void addValidate(Commands& commands);
void addFormatCommand(Commands& commands);
void addLink(Commands& commands);
void addTranslatePolicy(Commands& commands);
void addTranslateSchema(Commands& commands);
void addReplay(Commands& commands);
void addExplain(Commands& commands);
void addCompare(Commands& commands);
void addTest(Commands& commands);
void addImport(Commands& commands);
void addMine(Commands& commands);
void addProbe(Commands& commands);
void addPlan(Commands& commands);
void addGraph(Commands& commands);
void addEntities(Commands& commands);
void addEntitlement(Commands& commands);
void addFindings(Commands& commands);
void addWhatIf(Commands& commands);
void addKey(Commands& commands);
void addBundle(Commands& commands);
void addExport(Commands& commands);
void addReport(Commands& commands);
void addLanguageVersion(Commands& commands);

void addAllCommands(Commands& commands);

} // namespace remit::cli
