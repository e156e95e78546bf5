// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/syntax/expression_parser.h"
#include "core/cedar/syntax/tree.h"

#include <optional>
#include <vector>

namespace remit::cedar {

/// What stands on the right of `==` or `in` in a scope.
struct ScopeEntity {
    EntityUid uid;
    Span span;
    bool slot = false;
    bool valid = false;
};

/// Reads policies: annotations, effect, scope, conditions, `;`.
class PolicyParser {
public:
    explicit PolicyParser(TokenCursor& cursor) : m_cursor(cursor), m_expressions(cursor) {}

    std::vector<Policy> parsePolicies();

private:
    // policy_parser.cpp
    std::optional<Policy> parsePolicy();
    void parseAnnotations(Policy& policy);
    void parseAnnotation(Policy& policy);
    bool parseEffect(Policy& policy);
    void parseConditions(Policy& policy);
    Condition parseCondition();
    void parseBody(Condition& condition);
    void parseUnbracedBody(Condition& condition);
    void parseEnd(Policy& policy);
    [[nodiscard]] bool atExpressionStart() const;

    // scope_parser.cpp
    void parseScope(Policy& policy);
    void parseElement(Policy& policy, std::size_t position);
    void parseVariable(std::size_t position);
    void rejectMissing(std::size_t position);
    void parseConstraint(ScopeConstraint& constraint, SlotId own);
    void parseType(ScopeConstraint& constraint, SlotId own);
    void parseAction(ActionConstraint& action);
    void parseActionSet(ActionConstraint& action);
    void addAction(ActionConstraint& action, const ScopeEntity& entity);
    void rejectOperator(bool action);
    void finishElement();
    ScopeEntity parseEntity(std::optional<SlotId> own);
    ScopeEntity parseSlot(std::optional<SlotId> own);
    ScopeEntity rejectEntity();

    TokenCursor& m_cursor;
    ExpressionParser m_expressions;
    int m_parentheses = 0; ///< around an entity of a scope
};

} // namespace remit::cedar
