// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/program.h"

#include <optional>
#include <vector>

namespace remit::cedar {

/// The names of `context.a.b`; none for `context` itself, nothing for any other expression.
[[nodiscard]] std::optional<ContextPath> contextPath(const Expr& expr);

/// The members of the context that the policy's conditions read or test (ProgramPolicy::reads).
[[nodiscard]] std::vector<ContextPath> contextReads(const Policy& policy);

} // namespace remit::cedar
