// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/expr_ids.h"

#include <algorithm>
#include <map>

namespace remit::cedar {
namespace {

void appendId(std::string& key, ExprIds::Id id)
{
    key += '#';
    key += std::to_string(id);
}

} // namespace

ExprIds::Id ExprIds::intern(std::string key)
{
    return m_ids.try_emplace(std::move(key), static_cast<Id>(m_ids.size() + 1)).first->second;
}

ExprIds::Id ExprIds::node(std::string_view kind, std::initializer_list<Id> parts,
                          std::string_view text)
{
    std::string key(kind);
    for (const Id part : parts)
        appendId(key, part);
    key += ':';
    key += text;
    return intern(std::move(key));
}

ExprIds::Id ExprIds::list(std::string_view kind, const Expr& expr, std::string_view text)
{
    std::string key(kind);
    for (const ExprPtr& child : expr.children)
        appendId(key, of(*child));
    key += ':';
    key += text;
    return intern(std::move(key));
}

/// `a && b && c` is `(a && b) && c`.
ExprIds::Id ExprIds::chain(std::string_view kind, const Expr& expr)
{
    Id id = of(*expr.children.front());
    for (std::size_t i = 1; i < expr.children.size(); ++i)
        id = node(kind, {id, of(*expr.children[i])});
    return id;
}

ExprIds::Id ExprIds::of(const Expr& expr)
{
    const auto known = m_known.find(&expr);
    if (known != m_known.end())
        return known->second;
    const Id id = compute(expr);
    m_known.emplace(&expr, id);
    return id;
}

ExprIds::Id ExprIds::ofText(std::string_view text)
{
    return node("text", {}, text);
}

ExprIds::Id ExprIds::ofAttribute(Id base, std::string_view attribute)
{
    return node(".", {base}, attribute);
}

ExprIds::Id ExprIds::compute(const Expr& expr)
{
    switch (expr.kind) {
    case ExprKind::Bool:
        return node(expr.boolean ? "true" : "false", {});
    case ExprKind::Long:
        return node("long", {}, std::to_string(expr.integer));
    case ExprKind::String:
        return node("string", {}, expr.text);
    case ExprKind::Entity:
        return node("entity", {ofText(expr.uid.type)}, expr.uid.id);
    case ExprKind::Variable:
        return node("var", {}, std::to_string(static_cast<int>(expr.var)));
    case ExprKind::Slot:
        return node("slot", {}, std::to_string(static_cast<int>(expr.slot)));
    case ExprKind::And:
        return chain("&&", expr);
    case ExprKind::Or:
        return chain("||", expr);
    case ExprKind::If:
        return list("if", expr);
    case ExprKind::Set:
        return list("set", expr);
    case ExprKind::Call:
        return list("call", expr, expr.text);
    case ExprKind::Method:
        return list("method", expr, expr.text);
    case ExprKind::Error:
        return node("error", {}, std::to_string(m_known.size()));
    case ExprKind::Equal:
    case ExprKind::NotEqual:
    case ExprKind::Less:
    case ExprKind::LessEqual:
    case ExprKind::Greater:
    case ExprKind::GreaterEqual:
        return comparison(expr);
    default:
        return access(expr);
    }
}

ExprIds::Id ExprIds::comparison(const Expr& expr)
{
    switch (expr.kind) {
    case ExprKind::NotEqual:
        return node("!", {list("==", expr)});
    case ExprKind::Less:
        return list("<", expr);
    case ExprKind::LessEqual:
        return list("<=", expr);
    case ExprKind::Greater:
        return node("!", {list("<=", expr)});
    case ExprKind::GreaterEqual:
        return node("!", {list("<", expr)});
    default:
        return list("==", expr);
    }
}

ExprIds::Id ExprIds::access(const Expr& expr)
{
    switch (expr.kind) {
    case ExprKind::Not:
        return list("!", expr);
    case ExprKind::Negate:
        return list("neg", expr);
    case ExprKind::In:
        return list("in", expr);
    case ExprKind::Add:
        return list("+", expr);
    case ExprKind::Subtract:
        return list("-", expr);
    case ExprKind::Multiply:
        return list("*", expr);
    case ExprKind::GetAttr:
        return ofAttribute(of(*expr.children.front()), expr.text);
    case ExprKind::Has:
        return has(expr);
    case ExprKind::Like:
        return pattern(expr);
    case ExprKind::Is: {
        const Id test = node("is", {of(*expr.children.front())}, expr.text);
        if (expr.children.size() < 2)
            return test;
        return node("&&", {test, list("in", expr)});
    }
    default:
        return record(expr);
    }
}

ExprIds::Id ExprIds::has(const Expr& expr)
{
    Id base = of(*expr.children.front());
    Id whole = 0;
    for (const std::string& attribute : expr.path) {
        const Id test = node("has", {base}, attribute);
        whole = whole == 0 ? test : node("&&", {whole, test});
        base = ofAttribute(base, attribute);
    }
    return whole;
}

ExprIds::Id ExprIds::record(const Expr& expr)
{
    std::map<std::string_view, Id> entries;
    for (std::size_t i = 0; i < expr.path.size() && i < expr.children.size(); ++i)
        entries.emplace(expr.path[i], of(*expr.children[i]));
    std::string key = "record";
    for (const auto& [name, value] : entries) {
        appendId(key, ofText(name));
        appendId(key, value);
    }
    return intern(std::move(key));
}

ExprIds::Id ExprIds::pattern(const Expr& expr)
{
    std::string text;
    for (const PatternElement& element : expr.pattern)
        text += element.wildcard
                    ? "*"
                    : std::to_string(static_cast<std::uint32_t>(element.codePoint)) + ",";
    return node("like", {of(*expr.children.front())}, text);
}

Capabilities intersection(Capabilities a, Capabilities b)
{
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    Capabilities result;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result));
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

} // namespace remit::cedar
