// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/decide.h"

#include <optional>
#include <string>
#include <vector>

/// What a plain Cedar engine is asked about a call (semantics, last section): the verdict of steps
/// 0 to 4, the evaluations of steps 5 to 7, each with its own policy set, and the one context of
/// all.
namespace remit::decision {

struct ListedEvaluation {
    std::optional<std::string> grant; ///< step 5: the grant whose scope is asked; else the
                                      ///< workspace's policies (steps 6 and 7)
    cedar::EntityUid principal;
};

struct ListedCall {
    Tristate before; ///< steps 0 to 4; where authority is not modelled, step 0 alone
    /// No policy that may apply needs a fact that was not recorded. Only then, and where the steps
    /// before hold, do the evaluations below decide.
    bool factsKnown = true;
    cedar::EntityUid action;
    cedar::EntityUid resource; ///< one of the right type where it was not recorded
    cedar::Attributes context;
    std::vector<std::string> chain;            ///< grant ids, root first
    std::vector<ListedEvaluation> evaluations; ///< grants root first, then principals root first
};

/// Of the chain that the decision is made on. The context holds the approvals at hand: an approval
/// that is missing makes an evaluation deny.
[[nodiscard]] ListedCall listedEvaluations(const Decider& decider, const RecordedCall& call,
                                           const PreparedCall& prepared,
                                           const AuthorityContext& context,
                                           cedar::Scratch& scratch);

} // namespace remit::decision
