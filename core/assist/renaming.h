// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/assist/symbol.h"
#include "core/base/edit.h"
#include "core/base/result.h"

#include <set>
#include <string>
#include <vector>

namespace remit::assist {

/// Symbols that can only be renamed together, since some place names them all, and every place that
/// names one of them.
struct RenameGroup {
    std::set<Symbol> symbols;
    std::vector<FoundOccurrence> places;
};
[[nodiscard]] RenameGroup renameGroup(const Model& model, const Symbol& symbol);

/// What speaks against the new name itself, before anything is changed; nothing where all is well.
[[nodiscard]] Result<> checkNewName(const Model& model, const Symbol& symbol,
                                    const std::string& newName);

/// The edits of each file.
[[nodiscard]] std::map<std::string, std::vector<TextEdit>> renameEdits(const RenameGroup& group,
                                                                       const std::string& newName);

/// Holds the changed workspace against the old one: the same places must name the same things, and
/// nothing else may have come under the new name.
[[nodiscard]] Result<> checkRenamed(const Model& before, const WorkspaceEdit& edit);

} // namespace remit::assist
