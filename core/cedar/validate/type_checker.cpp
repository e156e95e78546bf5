// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/type_checker.h"

#include <algorithm>
#include <array>

namespace remit::cedar {

TypeChecker::TypeChecker(const Policy& policy, const Schema& schema, Problems& problems)
    : m_policy(policy), m_schema(schema), m_problems(problems)
{}

TypeChecker::Outcome TypeChecker::checkConditions(const RequestEnvironment& environment)
{
    m_environment = &environment;
    m_principal = Type::entity(environment.principalType);
    m_actionType = Type::entity(environment.action.type);
    m_resource = Type::entity(environment.resourceType);
    const Action* action = m_schema.action(environment.action);
    m_context = action != nullptr ? action->context : Type::record({});
    m_nodeTypes.assign(m_policy.nodeCount, nullptr);
    m_reached.assign(m_policy.nodeCount, false);
    m_known.clear();

    const Answer answer = conditions();
    if (answer.type && answer.type->kind == TypeKind::False)
        return Outcome::NeverTrue;
    return answer.sound ? Outcome::Sound : Outcome::Faulty;
}

TypeChecker::Answer TypeChecker::check(const Expr& expr)
{
    if (expr.id < m_reached.size())
        m_reached[expr.id] = true;
    Answer answer = checkKind(expr);
    if (expr.id < m_nodeTypes.size())
        m_nodeTypes[expr.id] = answer.type;
    return answer;
}

TypeChecker::Answer TypeChecker::checkKind(const Expr& expr)
{
    switch (expr.kind) {
    case ExprKind::Error:
        return {nullptr, false, {}};
    case ExprKind::Bool:
        return {Type::boolean(expr.boolean), true, {}};
    case ExprKind::Long:
        return {Type::integer(), true, {}};
    case ExprKind::String:
        return {Type::string(), true, {}};
    case ExprKind::Entity: {
        TypePtr type = literalEntityType(expr.uid);
        const bool known = type != nullptr;
        return {std::move(type), known, {}};
    }
    case ExprKind::Variable: {
        const std::array<TypePtr, 4> types{m_principal, m_actionType, m_resource, m_context};
        return {types[static_cast<std::size_t>(expr.var)], true, {}};
    }
    case ExprKind::Slot:
        return {Type::anyEntity(), true, {}};
    case ExprKind::Not:
        return checkNot(expr);
    case ExprKind::Negate:
    case ExprKind::Add:
    case ExprKind::Subtract:
    case ExprKind::Multiply:
        return checkArithmetic(expr);
    case ExprKind::Or:
        return checkOr(expr);
    case ExprKind::And:
        return checkAnd(expr);
    case ExprKind::Equal:
    case ExprKind::NotEqual:
        return checkEquality(expr);
    case ExprKind::Less:
    case ExprKind::LessEqual:
    case ExprKind::Greater:
    case ExprKind::GreaterEqual:
        return checkOrder(expr);
    case ExprKind::In:
        return checkIn(expr);
    case ExprKind::If:
        return checkIf(expr);
    case ExprKind::GetAttr:
        return checkGetAttr(expr);
    case ExprKind::Has:
        return checkHas(expr);
    case ExprKind::Like:
        return checkLike(expr);
    case ExprKind::Is:
        return checkIs(expr);
    case ExprKind::Set:
        return checkSet(expr);
    case ExprKind::Record:
        return checkRecord(expr);
    case ExprKind::Call:
        return checkCall(expr);
    case ExprKind::Method:
        return checkMethod(expr);
    }
    return {nullptr, false, {}};
}

bool TypeChecker::conforms(const Type& type, Wanted wanted)
{
    const bool entity = type.kind == TypeKind::Entity || type.kind == TypeKind::AnyEntity;
    switch (wanted) {
    case Wanted::Bool:
        return type.isBoolean();
    case Wanted::Long:
        return type.kind == TypeKind::Long;
    case Wanted::String:
        return type.kind == TypeKind::String;
    case Wanted::Set:
        return type.kind == TypeKind::Set;
    case Wanted::Entity:
        return entity;
    case Wanted::EntityOrSet:
        return entity || (type.kind == TypeKind::Set && conforms(*type.element, Wanted::Entity));
    case Wanted::EntityOrRecord:
        return entity || type.kind == TypeKind::Record;
    }
    return false;
}

TypeChecker::Answer TypeChecker::expect(const Expr& expr, Wanted wanted, HelpFor help)
{
    static constexpr std::array<const char*, 7> kNames{"a Bool",
                                                       "a Long",
                                                       "a String",
                                                       "a set",
                                                       "an entity",
                                                       "an entity or a set of entities",
                                                       "an entity or a record"};
    Answer answer = check(expr);
    if (!answer.type)
        return {nullptr, false, {}};
    if (conforms(*answer.type, wanted))
        return answer;
    reportUnexpected(expr, kNames[static_cast<std::size_t>(wanted)], *answer.type,
                     help != nullptr ? help(*answer.type) : std::string());
    return {nullptr, false, {}};
}

TypeChecker::Answer TypeChecker::expectExtension(const Expr& expr, const TypePtr& wanted)
{
    Answer answer = check(expr);
    if (!answer.type)
        return {nullptr, false, {}};
    if (sameType(*answer.type, *wanted))
        return answer;
    std::string help;
    if (answer.type->kind == TypeKind::String && wanted->kind == TypeKind::Extension) {
        const std::string name = wanted->extension == ExtensionType::IpAddress
                                     ? "ip"
                                     : std::string(extensionTypeName(wanted->extension));
        help = "Maybe you forgot to apply the `" + name + "` constructor?";
    }
    reportUnexpected(expr, "a value of type " + toText(*wanted), *answer.type, std::move(help));
    return {answer.type, false, {}};
}

void TypeChecker::reportUnexpected(const Expr& expr, const std::string& wanted, const Type& actual,
                                   std::string help)
{
    m_problems.error("validate/unexpected-type", expr.span,
                     "expected " + wanted + ", but this is of type " + toText(actual),
                     std::move(help));
}

/// The entity that the expression names: a literal, or `action`, which is one in every environment.
const EntityUid* TypeChecker::literalUid(const Expr& expr) const
{
    if (expr.kind == ExprKind::Entity)
        return &expr.uid;
    if (expr.kind == ExprKind::Variable && expr.var == Var::Action)
        return &m_environment->action;
    return nullptr;
}

TypePtr TypeChecker::literalEntityType(const EntityUid& uid) const
{
    const bool known = m_schema.entityType(uid.type) != nullptr || m_schema.action(uid) != nullptr;
    return known ? Type::entity(uid.type) : nullptr;
}

bool TypeChecker::holds(const Capability& capability) const
{
    return m_known.contains(capability);
}

void TypeChecker::assume(const Capabilities& capabilities)
{
    for (const Capability& capability : capabilities)
        ++m_known[capability];
}

void TypeChecker::withdraw(const Capabilities& capabilities)
{
    for (const Capability& capability : capabilities) {
        const auto known = m_known.find(capability);
        if (known != m_known.end() && --known->second == 0)
            m_known.erase(known);
    }
}

} // namespace remit::cedar
