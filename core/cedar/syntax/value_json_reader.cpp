// SPDX-License-Identifier: Apache-2.0
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/cedar/syntax/builtin_names.h"
#include "core/cedar/syntax/policy_json_reader.h"

#include <utility>

/// JSON to tree: what stands in a `Value`, in the syntax of entity JSON.
namespace remit::cedar {
namespace {

/// The content of an escape such as `{"__entity": {…}}`: only where it is the sole key.
const JsonValue* escape(const JsonValue& value, std::string_view key)
{
    if (value.members.size() != 1 || value.members[0].key != key)
        return nullptr;
    return &value.members[0].value;
}

bool hasStrings(const JsonValue& object, std::string_view first, std::string_view second)
{
    const JsonValue* a = object.find(first);
    const JsonValue* b = object.find(second);
    return a != nullptr && b != nullptr && a->isString() && b->isString();
}

} // namespace

ExprPtr PolicyJsonReader::readValue(const JsonValue& value, int depth)
{
    if (depth >= limits::kCedarNesting)
        return tooDeep(value.span);
    ExprPtr expr = make(ExprKind::Error, value.span);
    switch (value.kind) {
    case JsonKind::Bool:
        expr->kind = ExprKind::Bool;
        expr->boolean = value.boolean;
        break;
    case JsonKind::Number:
        expr->kind = ExprKind::Long;
        if (const auto number = value.asInt64())
            expr->integer = *number;
        else
            report("policy-json/invalid-number", value.span,
                   "a Long has neither fraction nor exponent and fits 64 bits",
                   "decimals are {\"__extn\": {\"fn\": \"decimal\", \"arg\": \"1.5\"}}");
        break;
    case JsonKind::String:
        expr->kind = ExprKind::String;
        expr->text = value.text;
        break;
    case JsonKind::Array:
        expr->kind = ExprKind::Set;
        for (const JsonValue& item : value.items)
            expr->children.push_back(readValue(item, depth + 1));
        break;
    case JsonKind::Object:
        return readValueObject(value, depth);
    case JsonKind::Null:
        report("policy-json/null", value.span, "Cedar has no null", "leave the member out");
        break;
    }
    return expr;
}

ExprPtr PolicyJsonReader::readValueObject(const JsonValue& value, int depth)
{
    if (const JsonValue* entity = escape(value, "__entity");
        entity != nullptr && hasStrings(*entity, "type", "id")) {
        ExprPtr expr = make(ExprKind::Entity, value.span);
        expr->uid = readUid(*entity);
        return expr;
    }
    if (const JsonValue* call = escape(value, "__extn"); call != nullptr && call->isObject()) {
        const JsonValue* arguments = call->find("args");
        if (hasStrings(*call, "fn", "arg") ||
            (call->find("fn") != nullptr && arguments != nullptr && arguments->isArray()))
            return readExtensionValue(*call, depth);
    }
    if (escape(value, "__expr") != nullptr)
        report("policy-json/expr-escape", value.span, "the escape `__expr` is no longer supported");
    ExprPtr expr = make(ExprKind::Record, value.span);
    for (const JsonMember& member : value.members) {
        expr->path.push_back(member.key);
        expr->pathSpans.push_back(member.keySpan);
        expr->children.push_back(readValue(member.value, depth + 1));
    }
    return expr;
}

ExprPtr PolicyJsonReader::readExtensionValue(const JsonValue& value, int depth)
{
    const JsonValue& name = *value.find("fn");
    const bool method = isMethodName(name.text);
    ExprPtr expr = make(method ? ExprKind::Method : ExprKind::Call, value.span);
    expr->text = name.text;
    expr->nameSpan = name.span;
    if (!name.isString() || (!method && !isFunctionName(name.text)))
        report("policy-json/unknown-operator", name.span,
               "`" + shown(name.text) + "` is no extension function",
               "the functions are ip, decimal, datetime and duration");
    if (const JsonValue* only = value.find("arg"))
        expr->children.push_back(readValue(*only, depth + 1));
    else if (const JsonValue* several = value.find("args")) {
        for (const JsonValue& argument : several->items)
            expr->children.push_back(readValue(argument, depth + 1));
    }
    const auto arity = methodArity(expr->text);
    if (method && (expr->children.empty() || (arity && *arity + 1 != expr->children.size())))
        report("policy-json/missing-receiver", value.span,
               "`" + expr->text + "` is a method: give its receiver and its arguments");
    return expr;
}

} // namespace remit::cedar
