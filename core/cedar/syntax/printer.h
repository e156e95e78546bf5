// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/syntax/policy_set.h"
#include "core/cedar/syntax/tree.h"

#include <string>

namespace remit::cedar {

/// Cedar text of an expression on one line, with the parentheses it needs and no others. Parsing it
/// gives the same tree. An attribute stands after a dot where that is possible. A hole left by
/// error recovery prints as `<error>`, which does not parse.
[[nodiscard]] std::string toText(const Expr& expr);

/// Cedar text of a policy: annotations, effect and conditions on a line each. Parsing it gives the
/// same tree. Ends with `;` and no line feed.
[[nodiscard]] std::string toText(const Policy& policy);

/// A static policy from a template and one of its links: the slots filled, the link's id.
[[nodiscard]] Policy linked(const Policy& policy, const Link& link);

} // namespace remit::cedar
