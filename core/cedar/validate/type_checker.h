// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/schema/schema.h"
#include "core/cedar/syntax/tree.h"
#include "core/cedar/validate/environment.h"
#include "core/cedar/validate/expr_ids.h"
#include "core/cedar/validate/problems.h"

#include <initializer_list>
#include <map>
#include <string>
#include <vector>

namespace remit::cedar {

/// The type checker of Cedar's strict mode, for one policy, in one kind of request after the other.
///
/// Booleans known to be true or false steer it: what `false && …` never reaches is not checked.
/// After an error it goes on with the type that the expression should have had, so that one
/// mistake does not hide the next.
class TypeChecker {
public:
    TypeChecker(const Policy& policy, const Schema& schema, Problems& problems);

    enum class Outcome {
        Sound,     ///< no errors; may be true
        NeverTrue, ///< known to be false (with or without errors)
        Faulty,    ///< errors
    };
    /// The policy's conditions in that kind of request; the scope is taken to admit it.
    Outcome checkConditions(const RequestEnvironment& environment);

    /// The type of each node, by Expr::id, as the last check found it; null where it never came or
    /// found none.
    [[nodiscard]] const std::vector<TypePtr>& nodeTypes() const { return m_nodeTypes; }
    /// Nodes that the last check came to, with or without a type.
    [[nodiscard]] const std::vector<bool>& reached() const { return m_reached; }

private:
    /// What the checker makes of an expression: its type (null: unknown after an error), whether it
    /// is without errors, and what is known where it is true.
    struct Answer {
        TypePtr type;
        bool sound = true;
        Capabilities capabilities;
    };
    using HelpFor = std::string (*)(const Type& actual);

    Answer check(const Expr& expr);
    Answer checkKind(const Expr& expr);

    // Logic (type_checker_logic.cpp)
    Answer checkAnd(const Expr& expr);
    static Answer both(Answer left, const Answer& right);
    Answer checkOr(const Expr& expr);
    Answer orStep(Answer left, const Expr& right);
    Answer checkIf(const Expr& expr);
    Answer checkNot(const Expr& expr);
    Answer conditions();
    Answer condition(const Condition& condition);

    // Operators (type_checker_operators.cpp)
    Answer checkEquality(const Expr& expr);
    Answer checkOrder(const Expr& expr);
    Answer checkArithmetic(const Expr& expr);
    Answer checkIn(const Expr& expr);
    Answer checkMembership(const Expr& left, const Expr& right, Span span);
    TypePtr membershipType(const Expr& left, const TypePtr& leftType, const Expr& right,
                           const TypePtr& rightType) const;
    [[nodiscard]] bool demandCompatible(const TypePtr& a, const TypePtr& b, Span span,
                                        const char* rule);

    // Access (type_checker_access.cpp)
    Answer checkGetAttr(const Expr& expr);
    Answer checkHas(const Expr& expr);
    Answer hasOne(const TypePtr& base, ExprIds::Id baseId, const std::string& attribute);
    Answer checkIs(const Expr& expr);
    Answer checkLike(const Expr& expr);
    Answer checkTag(const Expr& expr, bool get);
    void reportMissing(const Expr& expr, const Type& base);
    void reportOptional(const Expr& expr);
    void offerGuard(Diagnostic& diagnostic, const Expr& expr);
    [[nodiscard]] std::string ownerOf(const Expr& base, const std::string& attribute,
                                      std::string& path) const;
    [[nodiscard]] const AttributeType* attributeOf(const Type& base,
                                                   const std::string& attribute) const;

    // Constructors and calls (type_checker_calls.cpp)
    Answer checkSet(const Expr& expr);
    Answer checkRecord(const Expr& expr);
    Answer checkMethod(const Expr& expr);
    Answer checkContains(const Expr& expr);
    Answer checkContainsMany(const Expr& expr);
    Answer checkCall(const Expr& expr);
    [[nodiscard]] bool checkLiteralArgument(const Expr& expr);

    // Expectations (type_checker.cpp)
    enum class Wanted { Bool, Long, String, Set, Entity, EntityOrSet, EntityOrRecord };
    Answer expect(const Expr& expr, Wanted wanted, HelpFor help = nullptr);
    Answer expectExtension(const Expr& expr, const TypePtr& wanted);
    [[nodiscard]] static bool conforms(const Type& type, Wanted wanted);
    void reportUnexpected(const Expr& expr, const std::string& wanted, const Type& actual,
                          std::string help = {});
    [[nodiscard]] const EntityUid* literalUid(const Expr& expr) const;
    [[nodiscard]] TypePtr literalEntityType(const EntityUid& uid) const;

    // What holds at the expression being checked
    [[nodiscard]] bool holds(const Capability& capability) const;
    void assume(const Capabilities& capabilities);
    void withdraw(const Capabilities& capabilities);

    const Policy& m_policy;
    const Schema& m_schema;
    Problems& m_problems;
    ExprIds m_ids;
    const RequestEnvironment* m_environment = nullptr;
    TypePtr m_principal;
    TypePtr m_actionType;
    TypePtr m_resource;
    TypePtr m_context;
    std::map<Capability, int> m_known;
    std::vector<TypePtr> m_nodeTypes;
    std::vector<bool> m_reached;
};

} // namespace remit::cedar
