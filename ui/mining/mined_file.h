// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/edit.h"
#include "core/base/result.h"

#include <map>
#include <string>

namespace remit::ui {

class Session;

/// A file that is not there yet: "policies/mined-pay-bill.cedar".
[[nodiscard]] std::string freeMinedFile(Session& session, const std::string& task);
/// "grants/ID.cedar".
[[nodiscard]] std::string scopeFile(const std::string& grant);
/// The texts of the entity files, by path.
[[nodiscard]] std::map<std::string, std::string> entityTexts(Session& session);
/// The file with that text alone, as one edit.
[[nodiscard]] WorkspaceEdit wholeFile(Session& session, const std::string& file,
                                      const std::string& text);

} // namespace remit::ui
