// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/export/gateway_expression.h"

#include "core/base/text.h"
#include "core/cedar/engine/context_reads.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::bundle {

namespace {

using cedar::Expr;
using cedar::ExprKind;
using cedar::ExprPtr;

bool isVariable(const Expr& expr, cedar::Var var)
{
    return expr.kind == ExprKind::Variable && expr.var == var;
}

ExprPtr variableExpr(cedar::Var var)
{
    auto expr = std::make_unique<Expr>();
    expr->kind = ExprKind::Variable;
    expr->var = var;
    return expr;
}

ExprPtr textLiteral(const std::string& content)
{
    auto expr = std::make_unique<Expr>();
    expr->kind = ExprKind::String;
    expr->text = content;
    return expr;
}

ExprPtr attributeOf(ExprPtr object, const std::string& name)
{
    auto expr = std::make_unique<Expr>();
    expr->kind = ExprKind::GetAttr;
    expr->text = name;
    expr->children.push_back(std::move(object));
    return expr;
}

ExprPtr tagMethod(ExprPtr object, const std::string& name, const std::string& argument)
{
    auto expr = std::make_unique<Expr>();
    expr->kind = ExprKind::Method;
    expr->text = name;
    expr->children.push_back(std::move(object));
    expr->children.push_back(textLiteral(argument));
    return expr;
}

/// The node without its children.
ExprPtr withoutChildren(const Expr& expr)
{
    auto copy = std::make_unique<Expr>();
    copy->kind = expr.kind;
    copy->boolean = expr.boolean;
    copy->quoted = expr.quoted;
    copy->var = expr.var;
    copy->slot = expr.slot;
    copy->integer = expr.integer;
    copy->text = expr.text;
    copy->uid = expr.uid;
    copy->path = expr.path;
    copy->pattern = expr.pattern;
    return copy;
}

bool isTagAccess(const Expr& expr)
{
    return expr.kind == ExprKind::Method && (expr.text == "getTag" || expr.text == "hasTag");
}

} // namespace

GatewayExpressions::GatewayExpressions(const decision::Setup& setup, const GatewayTools& tools,
                                       std::string principalType)
    : m_setup(setup), m_tools(tools), m_principalType(std::move(principalType))
{}

ExprPtr GatewayExpressions::translated(const Expr& expr)
{
    const auto path = cedar::contextPath(expr);
    if (path && path->size() == 1 && path->front() == "now")
        return attributeOf(attributeOf(variableExpr(cedar::Var::Context), "system"), "now");
    if (expr.kind == ExprKind::Has && isVariable(*expr.children[0], cedar::Var::Context) &&
        expr.path.front() == "now") {
        ExprPtr has = withoutChildren(expr);
        has->path.insert(has->path.begin(), "system");
        has->children.push_back(variableExpr(cedar::Var::Context));
        return has;
    }
    const bool onPrincipal =
        !expr.children.empty() && isVariable(*expr.children[0], cedar::Var::Principal);
    if (onPrincipal && (expr.kind == ExprKind::GetAttr || expr.kind == ExprKind::Has))
        return claim(expr);
    if (onPrincipal && expr.kind == ExprKind::Is)
        return typeTest(expr);
    if (expr.kind == ExprKind::In && onPrincipal)
        return needsEntities(expr, "asks for a group of the principal",
                             "Let the login put the membership into a claim.");
    if (isVariable(expr, cedar::Var::Resource))
        return needsEntities(expr, "looks at the resource, and the gateway knows none but itself",
                             "Test the argument that names it: context.input.ARGUMENT.");
    if (expr.kind == ExprKind::Entity)
        return entity(expr);
    return children(expr);
}

ExprPtr GatewayExpressions::children(const Expr& expr)
{
    ExprPtr copy = withoutChildren(expr);
    for (const ExprPtr& child : expr.children)
        copy->children.push_back(translated(*child));
    if (isTagAccess(expr) && m_principalType == "AgentCore::IamEntity")
        return needsEntities(expr, "reads a tag, and principals of an IAM gateway have none",
                             "Use a gateway with OAuth, or decide by principal.id.");
    return copy;
}

/// An attribute of the principal: a claim of its token.
ExprPtr GatewayExpressions::claim(const Expr& expr)
{
    const bool has = expr.kind == ExprKind::Has;
    const std::string& name = has ? expr.path.front() : expr.text;
    if (m_principalType == "AgentCore::IamEntity")
        return needsEntities(expr,
                             fmt::format("reads principal.{}, and principals of an IAM gateway "
                                         "have no claims",
                                         name),
                             "Use a gateway with OAuth.");
    if (has && expr.path.size() > 1)
        return needsEntities(expr, fmt::format("looks into principal.{}", name),
                             "Claims are texts: test the claim as a whole.");
    if (m_claims.insert(name).second)
        m_misfits.push_back(
            {"export/claim", Severity::Warning, expr.span,
             fmt::format("reads principal.{}: at the gateway that is the token's claim {}", name,
                         jsonQuoted(name)),
             "See that the login sets it as the entities of this workspace do. Claims are texts."});
    return tagMethod(variableExpr(cedar::Var::Principal), has ? "hasTag" : "getTag", name);
}

ExprPtr GatewayExpressions::typeTest(const Expr& expr)
{
    const auto& agents = m_setup.types.agents;
    const bool isAgent = std::find(agents.begin(), agents.end(), expr.text) != agents.end();
    if (expr.children.size() > 1 || !isAgent)
        return needsEntities(expr, "tells kinds of principals apart, and the gateway has one",
                             "Where authority is not modelled, the caller is the acting agent.");
    ExprPtr copy = withoutChildren(expr);
    copy->text = m_principalType;
    copy->children.push_back(variableExpr(cedar::Var::Principal));
    return copy;
}

ExprPtr GatewayExpressions::entity(const Expr& expr)
{
    const auto& agents = m_setup.types.agents;
    ExprPtr copy = withoutChildren(expr);
    if (std::find(agents.begin(), agents.end(), expr.uid.type) != agents.end()) {
        copy->uid.type = m_principalType;
        return copy;
    }
    const auto tools = m_tools.toolsOf(expr.uid);
    if (tools.size() == 1) {
        copy->uid = {"AgentCore::Action", tools.front()->action};
        return copy;
    }
    return needsEntities(
        expr, fmt::format("names {}, and the gateway has no such entity", toText(expr.uid)),
        "A gateway knows its callers, its tools and itself.");
}

ExprPtr GatewayExpressions::needsEntities(const Expr& expr, std::string what, std::string help)
{
    m_misfits.push_back(
        {"export/needs-entities", Severity::Error, expr.span, std::move(what), std::move(help)});
    return cedar::clone(expr);
}

cedar::Condition argumentCondition(cedar::Effect effect, const std::string& argument,
                                   const std::string& value)
{
    const bool forbids = effect == cedar::Effect::Forbid;
    const auto input = [] { return attributeOf(variableExpr(cedar::Var::Context), "input"); };
    auto has = std::make_unique<Expr>();
    has->kind = ExprKind::Has;
    has->path.push_back(argument);
    has->children.push_back(input());
    auto equal = std::make_unique<Expr>();
    equal->kind = forbids ? ExprKind::NotEqual : ExprKind::Equal;
    equal->children.push_back(attributeOf(input(), argument));
    equal->children.push_back(textLiteral(value));
    cedar::Condition condition;
    condition.unless = forbids;
    condition.body = std::make_unique<Expr>();
    condition.body->kind = ExprKind::And;
    condition.body->children.push_back(std::move(has));
    condition.body->children.push_back(std::move(equal));
    return condition;
}

} // namespace remit::bundle
