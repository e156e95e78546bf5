// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/syntax/tree.h"

#include <optional>
#include <string_view>

namespace remit::cedar {

/// The key of a binary operator in policy JSON, `==` … `*`, `&&`, `||`; empty for other kinds.
[[nodiscard]] std::string_view binaryKey(ExprKind kind);
[[nodiscard]] std::optional<ExprKind> binaryKind(std::string_view key);

} // namespace remit::cedar
