// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/policy_json_reader.h"

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/cedar/syntax/builtin_names.h"
#include "core/cedar/syntax/expr_json_names.h"
#include "core/cedar/syntax/parser.h"

#include <algorithm>
#include <utility>

/// JSON to tree: expressions.
namespace remit::cedar {

void PolicyJsonReader::report(std::string_view code, Span span, std::string message,
                              std::string help)
{
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.message = std::move(message);
    diagnostic.file = m_file;
    diagnostic.span = span;
    diagnostic.help = std::move(help);
    m_diagnostics.push_back(std::move(diagnostic));
}

ExprPtr PolicyJsonReader::make(ExprKind kind, Span span) const
{
    auto expr = std::make_unique<Expr>();
    expr->kind = kind;
    expr->span = span;
    return expr;
}

ExprPtr PolicyJsonReader::tooDeep(Span span)
{
    report("policy-json/too-deep", span,
           "this expression nests more than " + std::to_string(limits::kCedarNesting) +
               " levels deep",
           "split the condition into several");
    return make(ExprKind::Error, span);
}

void PolicyJsonReader::wantKind(const JsonValue& value, JsonKind kind, std::string_view what)
{
    report("policy-json/wrong-kind", value.span,
           std::string(what) + " must be " + std::string(jsonKindName(kind)) + ", not " +
               std::string(jsonKindName(value.kind)));
}

ExprPtr PolicyJsonReader::readExpr(const JsonValue& value, int depth)
{
    if (depth >= limits::kCedarNesting)
        return tooDeep(value.span);
    if (!value.isObject()) {
        wantKind(value, JsonKind::Object, "an expression");
        return make(ExprKind::Error, value.span);
    }
    if (value.members.size() != 1) {
        report("policy-json/expression-keys", value.span,
               value.members.empty()
                   ? "an expression cannot be an empty object"
                   : "an expression has one key, not several: `" + shown(value.members[0].key) +
                         "` and `" + shown(value.members[1].key) + "`",
               "nest them, for example {\"==\": {\"left\": …, \"right\": …}}");
        return make(ExprKind::Error, value.span);
    }
    ExprPtr expr = readOperator(value.members[0], depth + 1);
    expr->span = value.span;
    return expr;
}

ExprPtr PolicyJsonReader::readOperator(const JsonMember& member, int depth)
{
    const std::string& key = member.key;
    if (key == "Value")
        return readValue(member.value, depth);
    if (key == "Var")
        return readVariable(member);
    if (key == "!" || key == "neg")
        return readUnary(member, key == "!" ? ExprKind::Not : ExprKind::Negate, depth);
    if (key == "&&" || key == "||")
        return readChain(member, *binaryKind(key), depth);
    if (const auto kind = binaryKind(key))
        return readBinary(member, *kind, depth);
    if (key == ".")
        return readAccess(member, ExprKind::GetAttr, depth);
    if (key == "has")
        return readAccess(member, ExprKind::Has, depth);
    if (key == "like")
        return readAccess(member, ExprKind::Like, depth);
    if (key == "is")
        return readAccess(member, ExprKind::Is, depth);
    if (key == "if-then-else")
        return readIf(member, depth);
    if (key == "Set")
        return readSet(member, depth);
    if (key == "Record")
        return readRecord(member, depth);
    if (methodArity(key))
        return readBuiltinMethod(member, depth);
    return readExtension(member, depth);
}

ExprPtr PolicyJsonReader::readVariable(const JsonMember& member)
{
    const auto var = member.value.isString() ? variableNamed(member.value.text) : std::nullopt;
    if (!var) {
        report("policy-json/unknown-variable", member.value.span,
               "`Var` must be principal, action, resource or context");
        return make(ExprKind::Error, member.value.span);
    }
    ExprPtr expr = make(ExprKind::Variable, member.value.span);
    expr->var = *var;
    return expr;
}

ExprPtr PolicyJsonReader::readUnary(const JsonMember& member, ExprKind kind, int depth)
{
    ExprPtr expr = make(kind, member.value.span);
    ObjectReader reader(member.value, "`" + member.key + "`", m_file, m_diagnostics);
    if (const JsonValue* arg = reader.required("arg"))
        expr->children.push_back(readExpr(*arg, depth));
    reader.finish();
    return expr;
}

ExprPtr PolicyJsonReader::readBinary(const JsonMember& member, ExprKind kind, int depth)
{
    ExprPtr expr = make(kind, member.value.span);
    ObjectReader reader(member.value, "`" + member.key + "`", m_file, m_diagnostics);
    for (const char* side : {"left", "right"}) {
        if (const JsonValue* operand = reader.required(side))
            expr->children.push_back(readExpr(*operand, depth));
    }
    reader.finish();
    return expr;
}

/// Pairs nested to the left are one chain of the tree.
ExprPtr PolicyJsonReader::readChain(const JsonMember& member, ExprKind kind, int depth)
{
    ExprPtr expr = make(kind, member.value.span);
    std::vector<const JsonValue*> rights;
    const JsonMember* pair = &member;
    while (pair != nullptr) {
        ObjectReader reader(pair->value, "`" + member.key + "`", m_file, m_diagnostics);
        const JsonValue* left = reader.required("left");
        const JsonValue* right = reader.required("right");
        reader.finish();
        if (left == nullptr || right == nullptr)
            return make(ExprKind::Error, member.value.span);
        rights.push_back(right);
        const bool chained =
            left->isObject() && left->members.size() == 1 && left->members[0].key == member.key;
        pair = chained ? &left->members[0] : nullptr;
        if (!chained)
            rights.push_back(left);
    }
    for (auto operand = rights.rbegin(); operand != rights.rend(); ++operand)
        expr->children.push_back(readExpr(**operand, depth));
    return expr;
}

void PolicyJsonReader::readPath(const JsonValue& value, Expr& has)
{
    if (value.isString()) {
        has.path.push_back(value.text);
        has.pathSpans.push_back(value.span);
        has.quoted = !isIdentifier(value.text);
        return;
    }
    if (!value.isArray() || value.items.empty()) {
        report("policy-json/invalid-attribute", value.span,
               "`attr` must be a string or a list of identifiers that is not empty");
        return;
    }
    for (const JsonValue& name : value.items) {
        if (!name.isString() || (value.items.size() > 1 && !isIdentifier(name.text)))
            report("policy-json/invalid-attribute", name.span,
                   "a path of attributes holds identifiers only",
                   "test the outer attributes with a `has` of their own");
        has.path.push_back(name.text);
        has.pathSpans.push_back(name.span);
    }
    if (has.path.size() > static_cast<std::size_t>(limits::kCedarNesting))
        tooDeep(value.span);
    has.quoted = has.path.size() == 1 && !isIdentifier(has.path[0]);
}

Pattern PolicyJsonReader::readPattern(const JsonValue& value)
{
    Pattern pattern;
    if (!value.isArray())
        wantKind(value, JsonKind::Array, "`pattern`");
    for (const JsonValue& item : value.items) {
        const JsonValue* literal =
            item.isObject() && item.members.size() == 1 ? item.find("Literal") : nullptr;
        if (item.isString() && item.text == "Wildcard") {
            pattern.push_back({true, 0});
        } else if (literal != nullptr && literal->isString()) {
            for (std::size_t at = 0; at < literal->text.size();)
                pattern.push_back({false, nextCodePoint(literal->text, at)});
        } else {
            report("policy-json/invalid-pattern", item.span,
                   "a pattern holds \"Wildcard\" and {\"Literal\": \"…\"} only");
        }
    }
    return pattern;
}

ExprPtr PolicyJsonReader::readAccess(const JsonMember& member, ExprKind kind, int depth)
{
    ExprPtr expr = make(kind, member.value.span);
    ObjectReader reader(member.value, "`" + member.key + "`", m_file, m_diagnostics);
    if (const JsonValue* left = reader.required("left"))
        expr->children.push_back(readExpr(*left, depth));
    const char* key = kind == ExprKind::Like ? "pattern"
                      : kind == ExprKind::Is ? "entity_type"
                                             : "attr";
    const JsonValue* name =
        kind == ExprKind::GetAttr ? reader.required(key, JsonKind::String) : reader.required(key);
    if (name != nullptr) {
        expr->nameSpan = name->span;
        if (kind == ExprKind::Has)
            readPath(*name, *expr);
        else if (kind == ExprKind::Like)
            expr->pattern = readPattern(*name);
        else
            expr->text = kind == ExprKind::Is ? readType(*name) : name->text;
    }
    expr->quoted = expr->quoted || (kind == ExprKind::GetAttr && !isIdentifier(expr->text));
    if (kind == ExprKind::Is) {
        if (const JsonValue* in = reader.optional("in"))
            expr->children.push_back(readExpr(*in, depth));
    }
    reader.finish();
    return expr;
}

ExprPtr PolicyJsonReader::readBuiltinMethod(const JsonMember& member, int depth)
{
    ExprPtr expr = member.key == "isEmpty" ? readUnary(member, ExprKind::Method, depth)
                                           : readBinary(member, ExprKind::Method, depth);
    expr->text = member.key;
    expr->nameSpan = member.keySpan;
    return expr;
}

ExprPtr PolicyJsonReader::readIf(const JsonMember& member, int depth)
{
    ExprPtr expr = make(ExprKind::If, member.value.span);
    ObjectReader reader(member.value, "`if-then-else`", m_file, m_diagnostics);
    for (const char* part : {"if", "then", "else"}) {
        if (const JsonValue* value = reader.required(part))
            expr->children.push_back(readExpr(*value, depth));
    }
    reader.finish();
    return expr;
}

ExprPtr PolicyJsonReader::readSet(const JsonMember& member, int depth)
{
    ExprPtr expr = make(ExprKind::Set, member.value.span);
    if (!member.value.isArray())
        wantKind(member.value, JsonKind::Array, "`Set`");
    for (const JsonValue& item : member.value.items)
        expr->children.push_back(readExpr(item, depth));
    return expr;
}

ExprPtr PolicyJsonReader::readRecord(const JsonMember& member, int depth)
{
    ExprPtr expr = make(ExprKind::Record, member.value.span);
    if (!member.value.isObject())
        wantKind(member.value, JsonKind::Object, "`Record`");
    for (const JsonMember& attribute : member.value.members) {
        expr->path.push_back(attribute.key);
        expr->pathSpans.push_back(attribute.keySpan);
        expr->children.push_back(readExpr(attribute.value, depth));
    }
    return expr;
}

/// Functions take their arguments, methods the receiver first.
ExprPtr PolicyJsonReader::readExtension(const JsonMember& member, int depth)
{
    const bool method = isMethodName(member.key);
    ExprPtr expr =
        make(method ? ExprKind::Method : ExprKind::Call, join(member.keySpan, member.value.span));
    expr->text = member.key;
    expr->nameSpan = member.keySpan;
    if (!method && !isFunctionName(member.key)) {
        const bool slot = member.key == "Slot";
        report(slot ? "policy-json/slot-in-condition" : "policy-json/unknown-operator",
               member.keySpan,
               slot ? "a slot may stand in the scope only"
                    : "`" + shown(member.key) + "` is no operator, function or method of Cedar");
        return make(ExprKind::Error, member.value.span);
    }
    if (!member.value.isArray())
        wantKind(member.value, JsonKind::Array, "the arguments of `" + member.key + "`");
    if (method && member.value.items.empty())
        report("policy-json/missing-receiver", member.value.span,
               "`" + member.key + "` is a method: the first of its list is the receiver");
    for (const JsonValue& argument : member.value.items)
        expr->children.push_back(readExpr(argument, depth));
    return expr;
}

} // namespace remit::cedar
