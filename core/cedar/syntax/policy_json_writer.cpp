// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/syntax/builtin_names.h"
#include "core/cedar/syntax/expr_json_names.h"
#include "core/cedar/syntax/policy_json.h"

#include <algorithm>
#include <map>
#include <utility>

/// Tree to JSON.
namespace remit::cedar {
namespace {

using JsonText = std::pair<std::string_view, std::string>;

std::string object(std::initializer_list<JsonText> members)
{
    std::string result = "{";
    for (const auto& [key, value] : members)
        result += (result.size() > 1 ? "," : "") + jsonQuoted(key) + ":" + value;
    return result + "}";
}

std::string uidJson(const EntityUid& uid)
{
    return object({{"type", jsonQuoted(uid.type)}, {"id", jsonQuoted(uid.id)}});
}

std::string listJson(const std::vector<ExprPtr>& items)
{
    std::string result = "[";
    for (const ExprPtr& item : items)
        result += (result.size() > 1 ? "," : "") + toJson(*item);
    return result + "]";
}

std::string recordJson(const Expr& expr)
{
    std::string result = "{";
    for (std::size_t i = 0; i < expr.children.size(); ++i)
        result += (i > 0 ? "," : "") + jsonQuoted(expr.path[i]) + ":" + toJson(*expr.children[i]);
    return result + "}";
}

std::string patternJson(const Pattern& pattern)
{
    std::string result = "[";
    for (const PatternElement& element : pattern) {
        result += result.size() > 1 ? "," : "";
        if (element.wildcard) {
            result += "\"Wildcard\"";
            continue;
        }
        std::string literal;
        appendUtf8(literal, element.codePoint);
        result += object({{"Literal", jsonQuoted(literal)}});
    }
    return result + "]";
}

std::string pathJson(const std::vector<std::string>& path)
{
    if (path.size() == 1)
        return jsonQuoted(path[0]);
    std::string result = "[";
    for (const std::string& name : path)
        result += (result.size() > 1 ? "," : "") + jsonQuoted(name);
    return result + "]";
}

std::string binaryJson(std::string_view key, std::string left, std::string right)
{
    return object({{key, object({{"left", std::move(left)}, {"right", std::move(right)}})}});
}

/// `a && b && c` is a chain of pairs to JSON, nested to the left.
std::string chainJson(const Expr& expr)
{
    const std::string_view key = binaryKey(expr.kind);
    const std::string open = "{" + jsonQuoted(key) + ":{\"left\":";
    std::string result;
    for (std::size_t i = 1; i < expr.children.size(); ++i)
        result += open;
    result += toJson(*expr.children[0]);
    for (std::size_t i = 1; i < expr.children.size(); ++i)
        result += ",\"right\":" + toJson(*expr.children[i]) + "}}";
    return result;
}

std::string isJson(const Expr& expr)
{
    const std::string left = toJson(*expr.children[0]);
    const std::string type = jsonQuoted(expr.text);
    if (expr.children.size() == 1)
        return object({{"is", object({{"left", left}, {"entity_type", type}})}});
    return object(
        {{"is",
          object({{"left", left}, {"entity_type", type}, {"in", toJson(*expr.children[1])}})}});
}

std::string methodJson(const Expr& expr)
{
    if (expr.text == "isEmpty")
        return object({{"isEmpty", object({{"arg", toJson(*expr.children[0])}})}});
    if (methodArity(expr.text))
        return binaryJson(expr.text, toJson(*expr.children[0]), toJson(*expr.children[1]));
    return object({{expr.text, listJson(expr.children)}});
}

std::string operatorJson(const Expr& expr)
{
    switch (expr.kind) {
    case ExprKind::Not:
        return object({{"!", object({{"arg", toJson(*expr.children[0])}})}});
    case ExprKind::Negate:
        return object({{"neg", object({{"arg", toJson(*expr.children[0])}})}});
    case ExprKind::Or:
    case ExprKind::And:
        return chainJson(expr);
    case ExprKind::If:
        return object({{"if-then-else", object({{"if", toJson(*expr.children[0])},
                                                {"then", toJson(*expr.children[1])},
                                                {"else", toJson(*expr.children[2])}})}});
    default:
        return binaryJson(binaryKey(expr.kind), toJson(*expr.children[0]),
                          toJson(*expr.children[1]));
    }
}

std::string accessJson(const Expr& expr)
{
    const std::string left = toJson(*expr.children[0]);
    switch (expr.kind) {
    case ExprKind::GetAttr:
        return object({{".", object({{"left", left}, {"attr", jsonQuoted(expr.text)}})}});
    case ExprKind::Has:
        return object({{"has", object({{"left", left}, {"attr", pathJson(expr.path)}})}});
    case ExprKind::Like:
        return object({{"like", object({{"left", left}, {"pattern", patternJson(expr.pattern)}})}});
    default:
        return isJson(expr);
    }
}

std::string scopeJson(const ScopeConstraint& constraint, SlotId slot)
{
    const JsonText target = constraint.slot ? JsonText{"slot", jsonQuoted(slotName(slot))}
                                          : JsonText{"entity", uidJson(constraint.entity)};
    switch (constraint.op) {
    case ScopeConstraint::Op::Any:
        break;
    case ScopeConstraint::Op::Equal:
        return object({{"op", "\"==\""}, target});
    case ScopeConstraint::Op::In:
        return object({{"op", "\"in\""}, target});
    case ScopeConstraint::Op::Is:
        return object({{"op", "\"is\""}, {"entity_type", jsonQuoted(constraint.type)}});
    case ScopeConstraint::Op::IsIn:
        return object({{"op", "\"is\""},
                       {"entity_type", jsonQuoted(constraint.type)},
                       {"in", object({target})}});
    }
    return object({{"op", "\"All\""}});
}

std::string actionJson(const ActionConstraint& action)
{
    if (action.op == ActionConstraint::Op::Any)
        return object({{"op", "\"All\""}});
    const std::string op = action.op == ActionConstraint::Op::Equal ? "\"==\"" : "\"in\"";
    if (action.entities.size() == 1)
        return object({{"op", op}, {"entity", uidJson(action.entities[0])}});
    std::string list = "[";
    for (const EntityUid& uid : action.entities)
        list += (list.size() > 1 ? "," : "") + uidJson(uid);
    return object({{"op", op}, {"entities", list + "]"}});
}

std::string annotationsJson(const std::vector<Annotation>& annotations)
{
    std::string result = "{";
    for (const Annotation& annotation : annotations)
        result += (result.size() > 1 ? "," : "") + jsonQuoted(annotation.key) + ":" +
                  (annotation.hasValue ? jsonQuoted(annotation.value) : "null");
    return result + "}";
}

std::string conditionsJson(const std::vector<Condition>& conditions)
{
    std::string result = "[";
    for (const Condition& condition : conditions) {
        result += result.size() > 1 ? "," : "";
        result += object({{"kind", condition.unless ? "\"unless\"" : "\"when\""},
                          {"body", toJson(*condition.body)}});
    }
    return result + "]";
}

std::string linkJson(const Link& link)
{
    std::string values = "{";
    if (link.principal)
        values += "\"?principal\":" + uidJson(*link.principal);
    if (link.resource)
        values += (values.size() > 1 ? "," : "") + std::string("\"?resource\":") +
                  uidJson(*link.resource);
    return object({{"templateId", jsonQuoted(link.templateId)},
                   {"newId", jsonQuoted(link.id)},
                   {"values", values + "}"}});
}

} // namespace

std::string toJson(const Expr& expr)
{
    switch (expr.kind) {
    case ExprKind::Error:
        return object({{"error", "[]"}});
    case ExprKind::Bool:
        return object({{"Value", expr.boolean ? "true" : "false"}});
    case ExprKind::Long:
        return object({{"Value", std::to_string(expr.integer)}});
    case ExprKind::String:
        return object({{"Value", jsonQuoted(expr.text)}});
    case ExprKind::Entity:
        return object({{"Value", object({{"__entity", uidJson(expr.uid)}})}});
    case ExprKind::Variable:
        return object({{"Var", jsonQuoted(variableName(expr.var))}});
    case ExprKind::Slot:
        return object({{"Slot", jsonQuoted(slotName(expr.slot))}});
    case ExprKind::GetAttr:
    case ExprKind::Has:
    case ExprKind::Like:
    case ExprKind::Is:
        return accessJson(expr);
    case ExprKind::Set:
        return object({{"Set", listJson(expr.children)}});
    case ExprKind::Record:
        return object({{"Record", recordJson(expr)}});
    case ExprKind::Call:
        return object({{expr.text, listJson(expr.children)}});
    case ExprKind::Method:
        return methodJson(expr);
    default:
        return operatorJson(expr);
    }
}

std::string toJson(const Policy& policy)
{
    std::string result = object({
        {"effect", policy.effect == Effect::Permit ? "\"permit\"" : "\"forbid\""},
        {"principal", scopeJson(policy.principal, SlotId::Principal)},
        {"action", actionJson(policy.action)},
        {"resource", scopeJson(policy.resource, SlotId::Resource)},
        {"conditions", conditionsJson(policy.conditions)},
    });
    if (policy.annotations.empty())
        return result;
    result.pop_back();
    return result + ",\"annotations\":" + annotationsJson(policy.annotations) + "}";
}

std::string toJson(const PolicySet& set)
{
    std::string statics = "{";
    std::string templates = "{";
    for (const PolicySet::PolicyPtr& policy : set.policies()) {
        std::string& part = policy->isTemplate() ? templates : statics;
        part += (part.size() > 1 ? "," : "") + jsonQuoted(policy->id) + ":" + toJson(*policy);
    }
    std::string links = "[";
    for (const Link& link : set.links())
        links += (links.size() > 1 ? "," : "") + linkJson(link);
    return object({{"staticPolicies", statics + "}"},
                   {"templates", templates + "}"},
                   {"templateLinks", links + "]"}});
}

} // namespace remit::cedar
