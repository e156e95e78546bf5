// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"
#include "core/cedar/syntax/policy_set.h"
#include "core/cedar/syntax/tree.h"

#include <optional>
#include <string>
#include <string_view>

namespace remit::cedar {

/// Reads the parts of policy JSON. Always returns a part; what is wrong is in the diagnostics.
class PolicyJsonReader {
public:
    PolicyJsonReader(std::string_view file, Diagnostics& diagnostics)
        : m_file(file), m_diagnostics(diagnostics)
    {}

    Policy readPolicy(const JsonValue& value, std::string id);
    std::optional<Link> readLink(const JsonValue& value);
    ExprPtr readExpr(const JsonValue& value, int depth = 0);
    void report(std::string_view code, Span span, std::string message, std::string help = {});

private:
    // policy_json_reader.cpp: expressions
    ExprPtr readOperator(const JsonMember& member, int depth);
    ExprPtr readBinary(const JsonMember& member, ExprKind kind, int depth);
    ExprPtr readChain(const JsonMember& member, ExprKind kind, int depth);
    ExprPtr readUnary(const JsonMember& member, ExprKind kind, int depth);
    ExprPtr readAccess(const JsonMember& member, ExprKind kind, int depth);
    ExprPtr readBuiltinMethod(const JsonMember& member, int depth);
    ExprPtr readIf(const JsonMember& member, int depth);
    ExprPtr readSet(const JsonMember& member, int depth);
    ExprPtr readRecord(const JsonMember& member, int depth);
    ExprPtr readExtension(const JsonMember& member, int depth);
    ExprPtr readVariable(const JsonMember& member);
    void readPath(const JsonValue& value, Expr& has);
    Pattern readPattern(const JsonValue& value);

    // value_json_reader.cpp: literals
    ExprPtr readValue(const JsonValue& value, int depth);
    ExprPtr readValueObject(const JsonValue& value, int depth);
    ExprPtr readExtensionValue(const JsonValue& value, int depth);

    // policy_scope_json.cpp: effect, annotations, scope, conditions, links
    void readAnnotations(const JsonValue* value, Policy& policy);
    void readConditions(const JsonValue* value, Policy& policy);
    ScopeConstraint readScope(const JsonValue* value, SlotId slot);
    ActionConstraint readAction(const JsonValue* value);
    void readTarget(const JsonValue& object, ScopeConstraint& constraint, SlotId slot);
    EntityUid readUid(const JsonValue& value);
    std::string readType(const JsonValue& value);

    ExprPtr make(ExprKind kind, Span span) const;
    ExprPtr tooDeep(Span span);
    void wantKind(const JsonValue& value, JsonKind kind, std::string_view what);

    std::string m_file;
    Diagnostics& m_diagnostics;
};

} // namespace remit::cedar
