// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/authorizer.h"
#include "core/cedar/engine/program.h"
#include "core/cedar/syntax/policy_set.h"

#include <memory>
#include <string>

namespace remit::conformance {

/// One policy set with one set of entities, put to the fast engine, the explaining engine and the
/// reference evaluator.
class Evaluators {
public:
    Evaluators(const cedar::PolicySet& policies,
               std::shared_ptr<const cedar::EntityStore> entities);

    struct Answer {
        cedar::Response response; ///< the fast engine's
        std::string disagreement; ///< which of the three differ and in what; empty: none
    };
    [[nodiscard]] Answer decide(const cedar::Request& request);

private:
    const cedar::PolicySet& m_policies;
    std::shared_ptr<const cedar::EntityStore> m_entities;
    std::shared_ptr<const cedar::Program> m_program;
    cedar::Scratch m_scratch;
};

/// What differs between two answers: decision, reasons, failed policies, kinds of their errors.
/// Empty when nothing does.
[[nodiscard]] std::string differenceOf(const cedar::Response& a, const cedar::Response& b);

} // namespace remit::conformance
