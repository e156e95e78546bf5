// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/syntax/tree.h"

#include <optional>
#include <string>

namespace remit::cedar {

/// Cedar text of a short expression, for messages and fixes: a variable, a literal, a path of
/// attributes from one. Nothing for anything larger.
[[nodiscard]] std::optional<std::string> textOf(const Expr& expr);

} // namespace remit::cedar
