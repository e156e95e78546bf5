// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/authorizer.h"
#include "core/cedar/syntax/tree.h"

#include <tl/expected.hpp>

namespace remit::cedar::reference {

using Outcome = tl::expected<Value, EvaluationError>;

/// What an expression is evaluated against.
struct Surroundings {
    const EntityStore& entities;
    const Request& request;
};

[[nodiscard]] Outcome evaluate(const Expr& expr, const Surroundings& in);

// Parts of it, by the kind of expression.
[[nodiscard]] Outcome evaluateOperator(const Expr& expr, const Surroundings& in);
[[nodiscard]] Outcome evaluateAccess(const Expr& expr, const Surroundings& in);
[[nodiscard]] Outcome evaluateMethod(const Expr& expr, const Surroundings& in);
[[nodiscard]] Outcome evaluateCall(const Expr& expr, const Surroundings& in);
[[nodiscard]] Outcome callExtension(const Expr& expr, const std::vector<Value>& arguments);

/// All children in the order written; the first error ends it.
[[nodiscard]] tl::expected<std::vector<Value>, EvaluationError>
evaluateChildren(const Expr& expr, const Surroundings& in);

/// Is the entity the ancestor itself, or below it?
[[nodiscard]] bool isIn(const EntityUid& entity, const EntityUid& ancestor,
                        const EntityStore& entities);

/// `like`: a star stands for any run of code points.
[[nodiscard]] bool matches(std::string_view text, const Pattern& pattern);

[[nodiscard]] tl::unexpected<EvaluationError> error(EvaluationErrorKind kind, const Expr& at,
                                                    std::string message);
[[nodiscard]] tl::unexpected<EvaluationError> typeError(const Expr& at, std::string_view wanted,
                                                        const Value& found);

} // namespace remit::cedar::reference
