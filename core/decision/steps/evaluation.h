// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/authorizer.h"
#include "core/decision/decide.h"
#include "core/decision/program_needs.h"

#include <span>
#include <string>
#include <vector>

/// One evaluation of steps 5 to 7: does this policy set allow the request to this principal, when
/// some facts of it are unknown (R6) and policies may fail (R7)?
namespace remit::decision {

enum class StepResult : std::uint8_t { Allowed, Forbidden, NotPermitted, Undecidable };

struct Evaluated {
    StepResult result = StepResult::NotPermitted;
    cedar::Outcomes outcomes;         ///< set-aside policies complete, ascending
    std::vector<std::string> unknown; ///< facts that the set-aside policies need, sorted
};

/// A request, and which parts of it the trace leaves out. `request.principal` stands in where it
/// is not known; it has the right type.
struct Question {
    cedar::Request request;
    bool principalKnown = true;
    bool resourceKnown = true;
    const std::vector<cedar::ContextPath>* unknown = nullptr; ///< facts; never null
};

/// One evaluation of several that share action, resource and context.
struct AskedPolicies {
    const cedar::Program* program = nullptr;
    /// What the program needs; null for one that is asked seldom: then it is looked up where
    /// something is unknown.
    const ProgramNeeds* needs = nullptr;
    /// Stands in where it is not known; it has the right type.
    const cedar::EntityUid* principal = nullptr;
    bool principalKnown = true;
};

/// One result for each, in their order; what they share is done once. The question's own principal
/// is not looked at. Evaluations of one program are best put next to each other.
[[nodiscard]] std::vector<Evaluated> evaluate(std::span<const AskedPolicies> asked,
                                              const cedar::EntityStore& entities,
                                              const Question& question, cedar::Scratch& scratch);

} // namespace remit::decision
