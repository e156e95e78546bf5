// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/syntax/tree.h"
#include "core/cedar/validate/expr_ids.h"

#include <functional>
#include <map>

namespace remit::cedar::lints {

/// Walks a policy's conditions as they are evaluated and knows at each read of an attribute or tag
/// whether a `has` or `hasTag` before it has made sure that it is there. Needs no schema.
class GuardWalk {
public:
    /// `guarded`: a test came before, on every way that leads here.
    using Visit = std::function<void(const Expr& read, bool guarded)>;

    explicit GuardWalk(Visit visit) : m_visit(std::move(visit)) {}

    void walk(const Policy& policy);

    /// Is this attribute or tag tested anywhere in the policy walked, before or after?
    [[nodiscard]] bool isTestedSomewhere(const Expr& read);

private:
    /// What holds when the expression is true.
    Capabilities walk(const Expr& expr);
    Capabilities walkAnd(const Expr& expr);
    Capabilities walkOr(const Expr& expr);
    Capabilities walkIf(const Expr& expr);
    Capabilities testedBy(const Expr& expr);
    /// What holds when the expression is false (`!(e has a) || …`), without visiting it.
    Capabilities whenFalse(const Expr& expr);
    void assume(const Capabilities& capabilities, int count);
    Capability capabilityOf(const Expr& read);

    Visit m_visit;
    ExprIds m_ids;
    std::map<Capability, int> m_known;
    std::map<Capability, bool> m_tested;
};

} // namespace remit::cedar::lints
