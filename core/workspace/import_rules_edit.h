// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/edit.h"
#include "core/base/result.h"
#include "core/trace/import_rules.h"

#include <span>
#include <string_view>

namespace remit::workspace {

/// The edit that makes the rules those of remit.json, as its member `import`, and changes nothing
/// else of the text. Error Malformed: the text is no JSON object.
[[nodiscard]] Result<WorkspaceEdit> importRulesEdit(std::string_view settings,
                                                    std::span<const trace::ImportRule> rules);

} // namespace remit::workspace
