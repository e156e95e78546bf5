// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/syntax/tree.h"

#include <cstddef>
#include <string>

/// Private to the room: which nodes of a condition have a truth value to count.
namespace remit::analysis {

/// What the node gives is a bool, wherever it stands.
[[nodiscard]] bool isTestNode(const cedar::Expr& expr);
/// A bool is demanded of that operand; `ofParent`: of the parent itself.
[[nodiscard]] bool demandsBool(const cedar::Expr& parent, std::size_t operand, bool ofParent);
/// The operator as written, a method's name, or "." for anything else.
[[nodiscard]] std::string testNodeKind(const cedar::Expr& expr);

} // namespace remit::analysis
