// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/syntax/tree.h"
#include "core/cedar/values/value.h"

#include <optional>

namespace remit::cedar {

/// The value of an expression that is the same in every request and cannot fail: literals, sets and
/// records of them, extension constructors on a text that they accept.
[[nodiscard]] std::optional<Value> constantOf(const Expr& expr);

/// Does an entity occur in the value?
[[nodiscard]] bool holdsEntity(const Value& value);

} // namespace remit::cedar
