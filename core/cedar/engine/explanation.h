// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/authorizer.h"
#include "core/cedar/engine/evaluation_error.h"
#include "core/cedar/syntax/tree.h"
#include "core/cedar/values/value.h"

#include <optional>
#include <string>
#include <vector>

/// Why a decision came out as it did. It comes out of the one evaluator, through a listener; there
/// is no second copy of the rules.
namespace remit::cedar {

/// What a node of a policy's conditions (Expr::id) came to in one evaluation.
struct NodeOutcome {
    enum class State { NotReached, Value, Error };
    State state = State::NotReached;
    std::optional<Value> value;
    std::optional<EvaluationError> error;
};

enum class PolicyOutcome { Satisfied, NotSatisfied, Error, SetAside };

struct PolicyExplanation {
    std::uint32_t policy = 0; ///< index in Program::policies()
    PolicyOutcome outcome = PolicyOutcome::NotSatisfied;
    /// The scope, part by part; all three are tried even when the first does not match.
    bool principalMatches = false;
    bool actionMatches = false;
    bool resourceMatches = false;
    /// By Expr::id; empty when the scope does not match.
    std::vector<NodeOutcome> nodes;
    std::optional<EvaluationError> error;

    [[nodiscard]] bool scopeMatches() const
    {
        return principalMatches && actionMatches && resourceMatches;
    }
};

struct Explanation {
    Response response;
    std::vector<PolicyExplanation> policies; ///< every policy of the program, in its order
};

[[nodiscard]] Explanation explain(const Program& program, const EntityStore& entities,
                                  const Request& request, Scratch& scratch);

/// Evaluates one expression (`remit evaluate`) against a request and entities.
[[nodiscard]] tl::expected<Value, EvaluationError>
evaluate(const Expr& expr, const EntityStore& entities, const Request& request);

} // namespace remit::cedar
