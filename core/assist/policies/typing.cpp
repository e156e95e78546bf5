// SPDX-License-Identifier: Apache-2.0
#include "core/assist/policies/typing.h"

#include "core/cedar/validate/problems.h"
#include "core/cedar/validate/scope.h"
#include "core/cedar/validate/type_checker.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace remit::assist {
namespace {

using cedar::Expr;
using cedar::ExprKind;
using cedar::Token;
using cedar::TokenKind;
using cedar::TypePtr;

/// What has to follow the tokens so that every bracket and every `if` is complete.
std::string closers(const std::vector<Token>& tokens, std::size_t end)
{
    std::vector<TokenKind> open;
    const auto closeAs = [&open](auto isIt) {
        const auto found = std::find_if(open.rbegin(), open.rend(), isIt);
        if (found != open.rend())
            open.erase(std::prev(found.base()), open.end());
    };
    for (std::size_t index = 0; index < end; ++index) {
        const TokenKind kind = tokens[index].kind;
        if (cedar::opens(kind) || kind == TokenKind::If)
            open.push_back(kind);
        else if (cedar::closes(kind))
            closeAs([](TokenKind next) { return cedar::opens(next); });
        else if (kind == TokenKind::Then && !open.empty() && open.back() == TokenKind::If)
            open.back() = TokenKind::Then;
        else if (kind == TokenKind::Else && !open.empty() && open.back() == TokenKind::Then)
            open.pop_back();
    }
    std::string text;
    for (auto next = open.rbegin(); next != open.rend(); ++next) {
        switch (*next) {
        case TokenKind::If:
            text += " then true else true";
            break;
        case TokenKind::Then:
            text += " else true";
            break;
        case TokenKind::OpenParen:
            text += ')';
            break;
        case TokenKind::OpenBracket:
            text += ']';
            break;
        default:
            text += '}';
        }
    }
    return text + ';';
}

bool isMember(const Expr& expr)
{
    switch (expr.kind) {
    case ExprKind::Bool:
    case ExprKind::Long:
    case ExprKind::String:
    case ExprKind::Entity:
    case ExprKind::Variable:
    case ExprKind::Slot:
    case ExprKind::GetAttr:
    case ExprKind::Set:
    case ExprKind::Record:
    case ExprKind::Call:
    case ExprKind::Method:
        return true;
    default:
        return false;
    }
}

bool isOperand(const Expr& expr)
{
    switch (expr.kind) {
    case ExprKind::Not:
    case ExprKind::Negate:
    case ExprKind::Add:
    case ExprKind::Subtract:
    case ExprKind::Multiply:
        return true;
    default:
        return isMember(expr);
    }
}

/// The outermost expression that lies in `area` and fits.
template <class Fits>
const Expr* outermost(const Expr& expr, Span area, Fits fits)
{
    if (area.begin <= expr.span.begin && expr.span.end <= area.end && fits(expr))
        return &expr;
    for (const cedar::ExprPtr& child : expr.children) {
        if (child->span.end < area.begin || child->span.begin > area.end)
            continue;
        if (const Expr* found = outermost(*child, area, fits))
            return found;
    }
    return nullptr;
}

} // namespace

bool mentionsAction(const Expr& expr)
{
    return (expr.kind == ExprKind::Variable && expr.var == cedar::Var::Action) ||
           std::any_of(expr.children.begin(), expr.children.end(),
                       [](const cedar::ExprPtr& child) { return mentionsAction(*child); });
}

void addType(std::vector<TypePtr>& types, const TypePtr& type)
{
    if (type && std::none_of(types.begin(), types.end(), [&type](const TypePtr& known) {
            return known == type || cedar::sameType(*known, *type);
        }))
        types.push_back(type);
}

const cedar::AttributeTypes* attributesOf(const Model& model, const cedar::Type& type)
{
    if (type.kind == cedar::TypeKind::Record)
        return &type.attributes;
    if (type.kind != cedar::TypeKind::Entity)
        return nullptr;
    const cedar::EntityType* entity = model.schema().entityType(type.entityType);
    return entity == nullptr ? nullptr : &entity->shape->attributes;
}

PolicyTyping::PolicyTyping(const Model& model, const PolicyCursor& cursor, std::size_t end,
                           Actions actions)
    : m_model(model), m_cursor(cursor), m_end(end)
{
    if (end == 0)
        return;
    parse(end);
    if (m_policy != nullptr && model.hasSchema())
        collectEnvironments(actions);
}

void PolicyTyping::parse(std::size_t end)
{
    m_shift = m_cursor.tokens.front().begin;
    std::string text(m_cursor.of(Span{m_shift, m_cursor.tokens[end - 1].end}));
    text += closers(m_cursor.tokens, end);
    m_parsed = cedar::parsePolicies(text);
    if (!m_parsed.policies.empty())
        m_policy = &m_parsed.policies.front();
}

void PolicyTyping::collectEnvironments(Actions actions)
{
    const cedar::Schema& schema = m_model.schema();
    const bool each =
        actions == Actions::Each ||
        std::any_of(m_policy->conditions.begin(), m_policy->conditions.end(),
                    [](const cedar::Condition& next) { return mentionsAction(*next.body); });
    std::set<std::tuple<std::string, std::string, const cedar::Type*>> seen;
    cedar::ScopeTypes(*m_policy, schema)
        .forEachAdmitted([&](const cedar::RequestEnvironment& environment) {
            const cedar::Action* action = schema.action(environment.action);
            if (each || seen.emplace(environment.principalType, environment.resourceType,
                                     action->context.get())
                            .second)
                m_environments.push_back(environment);
            return m_environments.size() < kEnvironments;
        });
}

std::vector<TypePtr> PolicyTyping::typesOf(cedar::Var variable) const
{
    std::vector<TypePtr> types;
    for (const cedar::RequestEnvironment& environment : m_environments) {
        switch (variable) {
        case cedar::Var::Principal:
            addType(types, cedar::Type::entity(environment.principalType));
            break;
        case cedar::Var::Action:
            addType(types, cedar::Type::entity(environment.action.type));
            break;
        case cedar::Var::Resource:
            addType(types, cedar::Type::entity(environment.resourceType));
            break;
        case cedar::Var::Context:
            addType(types, m_model.schema().action(environment.action)->context);
            break;
        }
    }
    return types;
}

const Expr* PolicyTyping::last(Level level) const
{
    if (m_policy == nullptr || m_policy->conditions.empty())
        return nullptr;
    const std::vector<Token>& tokens = m_cursor.tokens;
    Span area{0, tokens[m_end - 1].end - m_shift};
    bool parentheses = false;
    if (tokens[m_end - 1].kind == TokenKind::CloseParen) {
        std::size_t depth = 0;
        std::size_t open = m_end;
        do {
            --open;
            depth += cedar::closes(tokens[open].kind) ? 1 : 0;
            depth -= cedar::opens(tokens[open].kind) ? 1 : 0;
        } while (depth > 0 && open > 0);
        parentheses = open == 0 || tokens[open - 1].kind != TokenKind::Identifier;
        if (parentheses)
            area.begin = tokens[open].begin - m_shift;
    }
    const auto fits = [&](const Expr& expr) {
        if (parentheses)
            return expr.kind != ExprKind::Error;
        return expr.span.end == area.end &&
               (level == Level::Member ? isMember(expr) : isOperand(expr));
    };
    for (auto next = m_policy->conditions.rbegin(); next != m_policy->conditions.rend(); ++next) {
        if (const Expr* found = outermost(*next->body, area, fits))
            return found;
    }
    return nullptr;
}

std::vector<TypePtr> PolicyTyping::typesOfLast(Level level) const
{
    std::vector<TypePtr> types;
    const Expr* expr = last(level);
    if (expr == nullptr)
        return types;
    cedar::Problems ignored(*m_policy, {});
    cedar::TypeChecker checker(*m_policy, m_model.schema(), ignored);
    for (const cedar::RequestEnvironment& environment : m_environments) {
        checker.checkConditions(environment);
        if (expr->id < checker.nodeTypes().size())
            addType(types, checker.nodeTypes()[expr->id]);
    }
    return types;
}

} // namespace remit::assist
