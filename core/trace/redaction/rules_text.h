// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/redaction/rules.h"

#include <string>

namespace remit::trace {

/// The text of a rules file that extends the built-in rules to these: what differs from them, and
/// the rules that are not among them.
[[nodiscard]] std::string redactionFileText(const RedactionRules& rules);

} // namespace remit::trace
