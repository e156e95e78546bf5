// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/syntax/tree.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

/// The names that Cedar 4.5 knows without a schema.
namespace remit::cedar {

/// `ip`, `decimal`, `datetime`, `duration`.
[[nodiscard]] bool isFunctionName(std::string_view name);
/// `contains` … `hasTag` and the methods of the extension types.
[[nodiscard]] bool isMethodName(std::string_view name);
/// Arguments that the parser demands (receiver not counted): of the built-in methods only. Calls of
/// extension functions and methods are checked when they are validated or run.
[[nodiscard]] std::optional<std::size_t> methodArity(std::string_view name);

[[nodiscard]] std::span<const std::string> functionNames();
[[nodiscard]] std::span<const std::string> methodNames();

[[nodiscard]] std::optional<Var> variableNamed(std::string_view name);
[[nodiscard]] std::string_view variableName(Var var);
[[nodiscard]] std::span<const std::string> variableNames();
[[nodiscard]] std::string_view slotName(SlotId slot); ///< `?principal`, `?resource`

} // namespace remit::cedar
