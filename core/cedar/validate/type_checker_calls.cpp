// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/validate/signatures.h"
#include "core/cedar/validate/type_checker.h"
#include "core/cedar/validate/type_relations.h"
#include "core/cedar/values/extension.h"

#include <algorithm>

namespace remit::cedar {
namespace {

constexpr const char* kContainsRule =
    "Elements of the first operand and the second operand to a `contains` expression";
constexpr const char* kContainsManyRule =
    "Elements of both set operands to a `containsAll` or `containsAny` expression";

std::string helpForContains(const Type& actual)
{
    if (actual.kind == TypeKind::Entity || actual.kind == TypeKind::AnyEntity)
        return "Try using `in` for entity hierarchy membership.";
    if (actual.kind == TypeKind::String)
        return "Try using `like` to examine the contents of a string.";
    if (actual.kind == TypeKind::Record)
        return "Try using `has` to test for an attribute.";
    return {};
}

std::string helpForOtherSet(const Type& actual)
{
    if (actual.kind == TypeKind::Entity || actual.kind == TypeKind::AnyEntity)
        return "Try using `in` for entity hierarchy membership.";
    return "Try using `contains` to test if a single element is in a set.";
}

std::string helpForIsEmpty(const Type& actual)
{
    return actual.kind == TypeKind::String ? "Try using `== \"\"` to test if a string is empty."
                                           : "";
}

bool isLiteralKind(const Expr& expr)
{
    return expr.kind == ExprKind::Bool || expr.kind == ExprKind::Long ||
           expr.kind == ExprKind::String || expr.kind == ExprKind::Entity;
}

/// Why the text is no value of the extension type; nothing when it is one.
std::optional<std::string> literalError(ExtensionType type, std::string_view text)
{
    const auto errorOf = [](const auto& result) {
        return result ? std::nullopt : std::optional<std::string>(result.error());
    };
    switch (type) {
    case ExtensionType::Decimal:
        return errorOf(parseDecimal(text));
    case ExtensionType::IpAddress:
        return errorOf(parseIpAddress(text));
    case ExtensionType::Datetime:
        return errorOf(parseDatetime(text));
    case ExtensionType::Duration:
        return errorOf(parseDuration(text));
    }
    return std::nullopt;
}

const char* formOf(ExtensionType type)
{
    switch (type) {
    case ExtensionType::Decimal:
        return "Decimals have one to four digits after the point, like `12.5`.";
    case ExtensionType::IpAddress:
        return "Valid are IPv4 and IPv6 addresses and ranges, like `127.0.0.1`, `127.0.0.1/24` or "
               "`ffee::/64`.";
    case ExtensionType::Datetime:
        return "Valid are `YYYY-MM-DD` and that with `Thh:mm:ss` plus `Z`, `.SSSZ`, `+hhmm` or "
               "`.SSS+hhmm`.";
    case ExtensionType::Duration:
        return "Durations are amounts with units in falling order, like `1d2h3m4s50ms` or `-2h`.";
    }
    return "";
}

} // namespace

TypeChecker::Answer TypeChecker::checkSet(const Expr& expr)
{
    if (expr.children.empty()) {
        m_problems.error("validate/empty-set", expr.span,
                         "the empty set has no type that can be checked",
                         "Test with `.isEmpty()`, or compare with a set that has elements.");
        return {nullptr, false, {}};
    }
    bool sound = true;
    std::vector<TypePtr> types;
    for (const ExprPtr& child : expr.children) {
        const Answer element = check(*child);
        sound = sound && element.sound;
        if (element.type)
            types.push_back(element.type);
    }
    const bool complete = types.size() == expr.children.size();
    TypePtr bound = leastUpperBound(types);
    if (!types.empty() && !bound && complete) {
        std::vector<std::string> names;
        for (const TypePtr& type : types)
            names.push_back(toText(*type));
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        m_problems.error("validate/incompatible-types", expr.span,
                         "the types " + joined(names, " and ") + " are not compatible",
                         "Elements of a set must have compatible types.");
    }
    if (!complete || !bound)
        return {nullptr, false, {}};
    return {Type::setOf(std::move(bound)), sound, {}};
}

TypeChecker::Answer TypeChecker::checkRecord(const Expr& expr)
{
    bool sound = true;
    bool complete = true;
    AttributeTypes attributes;
    for (std::size_t i = 0; i < expr.children.size(); ++i) {
        Answer value = check(*expr.children[i]);
        sound = sound && value.sound;
        complete = complete && value.type;
        if (value.type && i < expr.path.size())
            attributes[expr.path[i]] = {std::move(value.type), true, {}, nullptr};
    }
    if (!complete)
        return {nullptr, false, {}};
    return {Type::record(std::move(attributes)), sound, {}};
}

TypeChecker::Answer TypeChecker::checkMethod(const Expr& expr)
{
    if (expr.text == "contains")
        return checkContains(expr);
    if (expr.text == "containsAll" || expr.text == "containsAny")
        return checkContainsMany(expr);
    if (expr.text == "isEmpty") {
        const Answer set = expect(*expr.children.front(), Wanted::Set, helpForIsEmpty);
        return {Type::boolean(), set.sound, {}};
    }
    if (expr.text == "getTag" || expr.text == "hasTag")
        return checkTag(expr, expr.text == "getTag");
    return checkCall(expr);
}

TypeChecker::Answer TypeChecker::checkContains(const Expr& expr)
{
    const Answer set = expect(*expr.children[0], Wanted::Set, helpForContains);
    const Answer element = check(*expr.children[1]);
    Answer result{Type::boolean(), set.sound && element.sound, {}};
    const bool isSet = set.type && set.type->kind == TypeKind::Set;
    if (!isSet || !element.type) {
        result.sound = false;
        return result;
    }
    if (!demandCompatible(set.type->element, element.type, expr.span, kContainsRule))
        result.sound = false;
    return result;
}

TypeChecker::Answer TypeChecker::checkContainsMany(const Expr& expr)
{
    const Answer left = expect(*expr.children[0], Wanted::Set, helpForContains);
    const Answer right = expect(*expr.children[1], Wanted::Set, helpForOtherSet);
    Answer result{Type::boolean(), left.sound && right.sound, {}};
    const bool sets = left.type && right.type && left.type->kind == TypeKind::Set &&
                      right.type->kind == TypeKind::Set;
    if (!sets || !demandCompatible(left.type, right.type, expr.span, kContainsManyRule))
        result.sound = false;
    return result;
}

/// Extension functions and methods. The receiver of a method is its first argument.
TypeChecker::Answer TypeChecker::checkCall(const Expr& expr)
{
    const Signature* signature = findSignature(expr.text);
    if (signature == nullptr)
        return {nullptr, false, {}}; // the parser knows no other names
    bool sound = true;
    const bool literals = std::all_of(expr.children.begin(), expr.children.end(),
                                      [](const ExprPtr& child) { return isLiteralKind(*child); });
    if (signature->constructs && !literals) {
        m_problems.error("validate/non-literal-extension", expr.span,
                         "`" + expr.text + "` is applied to something that is no literal",
                         "Apply it inside attribute values, when entities or context are made.");
        sound = false;
    }
    const std::size_t wanted = signature->arguments.size();
    const bool rightCount = expr.children.size() == wanted;
    if (!rightCount) {
        const std::size_t receiver = expr.kind == ExprKind::Method ? 1 : 0;
        m_problems.error("validate/wrong-argument-count", expr.span,
                         "`" + expr.text + "` takes " + std::to_string(wanted - receiver) +
                             (wanted - receiver == 1 ? " argument, not " : " arguments, not ") +
                             std::to_string(expr.children.size() - receiver));
    }
    if (!rightCount || !sound) {
        for (const ExprPtr& child : expr.children)
            static_cast<void>(check(*child));
        return {signature->result, false, {}};
    }
    for (std::size_t i = 0; i < wanted; ++i)
        sound = expectExtension(*expr.children[i], signature->arguments[i]).sound && sound;
    if (signature->constructs && !checkLiteralArgument(expr))
        sound = false;
    return {signature->result, sound, {}};
}

bool TypeChecker::checkLiteralArgument(const Expr& expr)
{
    const Expr& argument = *expr.children.front();
    const Signature* signature = findSignature(expr.text);
    if (argument.kind != ExprKind::String)
        return true;
    const ExtensionType type = signature->result->extension;
    const auto error = literalError(type, argument.text);
    if (!error)
        return true;
    m_problems.error("validate/invalid-extension-literal", argument.span,
                     "\"" + shown(argument.text) + "\" is no " +
                         std::string(extensionTypeName(type)) + ": " + *error,
                     formOf(type));
    return false;
}

} // namespace remit::cedar
