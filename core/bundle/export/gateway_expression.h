// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/bundle/export/gateway_tools.h"
#include "core/cedar/syntax/tree.h"

#include <set>
#include <string>
#include <vector>

/// Conditions in the words of a gateway. Private to the room.
namespace remit::bundle {

/// What of a condition has no counterpart, or means something else. The message goes on after the
/// policy's name.
struct ExpressionMisfit {
    std::string code;
    Severity severity = Severity::Error;
    Span span;
    std::string message;
    std::string help;
};

/// Translates the conditions of one policy:
///   principal.role         → principal.getTag("role")        a claim of the login
///   principal has role     → principal.hasTag("role")
///   context.now            → context.system.now
///   Agent::"a"             → the principal of that name there
///   Action::"pay"          → AgentCore::Action::"TARGET___pay"
class GatewayExpressions {
public:
    GatewayExpressions(const decision::Setup& setup, const GatewayTools& tools,
                       std::string principalType);

    [[nodiscard]] cedar::ExprPtr translated(const cedar::Expr& expr);
    [[nodiscard]] const std::vector<ExpressionMisfit>& misfits() const { return m_misfits; }

private:
    cedar::ExprPtr children(const cedar::Expr& expr);
    cedar::ExprPtr claim(const cedar::Expr& expr);
    cedar::ExprPtr entity(const cedar::Expr& expr);
    cedar::ExprPtr typeTest(const cedar::Expr& expr);
    cedar::ExprPtr needsEntities(const cedar::Expr& expr, std::string what, std::string help);

    const decision::Setup& m_setup;
    const GatewayTools& m_tools;
    std::string m_principalType;
    std::set<std::string> m_claims; ///< told already
    std::vector<ExpressionMisfit> m_misfits;
};

/// The argument has that value: `when { context.input has a && context.input.a == "value" }`. Where
/// it is missing a permit does not hold and a forbid does:
/// `unless { context.input has a && context.input.a != "value" }`.
[[nodiscard]] cedar::Condition argumentCondition(cedar::Effect effect, const std::string& argument,
                                                 const std::string& value);

} // namespace remit::bundle
