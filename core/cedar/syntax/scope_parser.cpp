// SPDX-License-Identifier: Apache-2.0
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/cedar/syntax/builtin_names.h"
#include "core/cedar/syntax/policy_parser.h"

#include <utility>

/// `(principal …, action …, resource …)`.
namespace remit::cedar {
namespace {

constexpr std::size_t kElements = 3;
constexpr std::string_view kOrder = "a scope holds principal, action and resource, in this order";

} // namespace

void PolicyParser::parseScope(Policy& policy)
{
    if (!m_cursor.at(TokenKind::OpenParen)) {
        m_cursor.unexpected("`(` and the scope", std::string(kOrder));
        if (!m_cursor.atConditionStart())
            m_cursor.recover();
        return;
    }
    const Token open = m_cursor.take();
    std::size_t position = 0;
    while (!m_cursor.at(TokenKind::CloseParen) && !m_cursor.at(TokenKind::End)) {
        parseElement(policy, position);
        ++position;
        if (!m_cursor.accept(TokenKind::Comma))
            break;
    }
    if (position < kElements && m_cursor.at(TokenKind::CloseParen))
        rejectMissing(position);
    m_cursor.close(open);
}

void PolicyParser::rejectMissing(std::size_t position)
{
    std::string missing;
    for (std::size_t i = position; i < kElements; ++i)
        missing += (missing.empty() ? "" : ", ") + variableNames()[i];
    Diagnostic* problem = m_cursor.report("parse/incomplete-scope", m_cursor.current().span(),
                                          "the scope lacks " + missing, std::string(kOrder));
    if (problem == nullptr)
        return;
    const Token& before = m_cursor.previous();
    const bool separated = before.kind == TokenKind::Comma || before.kind == TokenKind::OpenParen;
    m_cursor.problems().offer(*problem, "Insert `" + missing + "`", {before.end, before.end},
                              (separated ? "" : ", ") + missing);
}

void PolicyParser::parseElement(Policy& policy, std::size_t position)
{
    if (position >= kElements) {
        m_cursor.report("parse/extra-scope-element", m_cursor.current().span(),
                        "the scope holds more than principal, action and resource",
                        "move what you want to test into a `when { … }`");
        m_cursor.skipTo({TokenKind::Comma, TokenKind::CloseParen});
        return;
    }
    const Span variable = m_cursor.current().span();
    parseVariable(position);
    Span* span = &policy.action.span;
    if (position == 1) {
        parseAction(policy.action);
    } else {
        ScopeConstraint& constraint = position == 0 ? policy.principal : policy.resource;
        parseConstraint(constraint, position == 0 ? SlotId::Principal : SlotId::Resource);
        span = &constraint.span;
    }
    *span = {variable.begin, std::max(variable.begin, m_cursor.previous().end)};
    finishElement();
}

void PolicyParser::parseVariable(std::size_t position)
{
    const std::string& wanted = variableNames()[position];
    if (m_cursor.atWord(wanted)) {
        m_cursor.take();
        return;
    }
    const Span span = m_cursor.current().span();
    if (!m_cursor.at(TokenKind::Identifier)) {
        m_cursor.unexpected("`" + wanted + "`", std::string(kOrder));
        return;
    }
    const std::string written(m_cursor.text(span));
    if (variableNamed(written)) {
        m_cursor.report("parse/scope-order", span,
                        "found `" + written + "` where `" + wanted + "` belongs",
                        std::string(kOrder));
    } else if (Diagnostic* problem =
                   m_cursor.report("parse/unknown-name", span,
                                   "expected `" + wanted + "`, found `" + shown(written) + "`",
                                   std::string(kOrder))) {
        if (nearest(written, variableNames()) == wanted)
            m_cursor.problems().offer(*problem, "Replace by `" + wanted + "`", span, wanted);
    }
    m_cursor.take();
}

/// Whatever follows a constraint before the next comma is not understood.
void PolicyParser::finishElement()
{
    if (m_cursor.at(TokenKind::Comma) || m_cursor.at(TokenKind::CloseParen))
        return;
    std::string help;
    if (m_cursor.at(TokenKind::And) || m_cursor.at(TokenKind::Or))
        help = "a scope holds one constraint for each variable; move the rest into a `when { … }`";
    else if (m_cursor.at(TokenKind::Is))
        help = "`is` comes before `in`: `principal is Type in Group::\"id\"`";
    else if (m_cursor.at(TokenKind::Dot))
        help = "names are separated by `::`, and attributes are tested in a `when { … }`";
    m_cursor.unexpected("`,` or `)`", std::move(help));
    m_cursor.skipTo({TokenKind::Comma, TokenKind::CloseParen});
}

void PolicyParser::rejectOperator(bool action)
{
    const Token op = m_cursor.current();
    if (op.kind == TokenKind::Assign) {
        if (Diagnostic* problem =
                m_cursor.report("parse/single-equals", op.span(), "`=` is no operator of Cedar",
                                "did you mean `==`?"))
            m_cursor.problems().offer(*problem, "Replace by `==`", op.span(), "==");
        return;
    }
    m_cursor.report("parse/scope-operator", op.span(),
                    "`" + std::string(m_cursor.text(op)) + "` cannot stand in a scope",
                    action ? "an action is constrained by `==` or `in`; test anything else in a "
                             "`when { … }`"
                           : "a scope knows `==`, `in`, `is` and `is … in`; test anything else in "
                             "a `when { … }`");
    m_cursor.skipTo({TokenKind::Comma, TokenKind::CloseParen});
}

void PolicyParser::parseConstraint(ScopeConstraint& constraint, SlotId own)
{
    const TokenKind op = m_cursor.current().kind;
    if (op == TokenKind::Comma || op == TokenKind::CloseParen)
        return;
    if (op == TokenKind::Is || op == TokenKind::Colon)
        return parseType(constraint, own);
    if (op != TokenKind::Equal && op != TokenKind::In) {
        if (op < TokenKind::Equal || op > TokenKind::Pipe) {
            if (op != TokenKind::Has && op != TokenKind::Like)
                return; // finishElement complains
        }
        rejectOperator(false);
        if (op != TokenKind::Assign)
            return;
    }
    m_cursor.take();
    const ScopeEntity entity = parseEntity(own);
    if (!entity.valid)
        return;
    constraint.op = op == TokenKind::In ? ScopeConstraint::Op::In : ScopeConstraint::Op::Equal;
    constraint.slot = entity.slot;
    constraint.entity = entity.uid;
    constraint.entitySpan = entity.span;
}

void PolicyParser::parseType(ScopeConstraint& constraint, SlotId own)
{
    if (m_cursor.at(TokenKind::Colon)) {
        const Span span = m_cursor.current().span();
        if (Diagnostic* problem = m_cursor.report(
                "parse/scope-operator", span, "a scope does not use `:` for types", "write `is`"))
            m_cursor.problems().offer(*problem, "Replace by `is`", span, " is ");
    }
    m_cursor.take();
    if (m_cursor.at(TokenKind::String)) {
        const Span span = m_cursor.current().span();
        if (Diagnostic* problem = m_cursor.report("parse/invalid-type", span,
                                                  "expected a type name after `is`, found a string",
                                                  "remove the quotes"))
            m_cursor.problems().offer(*problem, "Remove the quotes", span,
                                      std::string(m_cursor.text({span.begin + 1, span.end - 1})));
        m_cursor.take();
        return;
    }
    if (!isWord(m_cursor.current().kind)) {
        m_cursor.unexpected("a type name after `is`");
        m_cursor.skipTo({TokenKind::Comma, TokenKind::CloseParen});
        return;
    }
    const Name name = m_expressions.parseName();
    constraint.op = ScopeConstraint::Op::Is;
    constraint.type = name.text;
    constraint.typeSpan = name.span;
    if (m_cursor.at(TokenKind::PathSeparator)) {
        m_cursor.report("parse/invalid-type", name.span,
                        "expected a type name after `is`, found an entity", "use `==` instead");
        m_cursor.skipTo({TokenKind::Comma, TokenKind::CloseParen});
    } else if (m_cursor.at(TokenKind::Equal)) {
        m_cursor.report("parse/scope-operator", m_cursor.current().span(),
                        "`is` and `==` cannot stand together",
                        "`==` alone says the type already; or use `is … in …`");
        m_cursor.skipTo({TokenKind::Comma, TokenKind::CloseParen});
    } else if (m_cursor.accept(TokenKind::In)) {
        const ScopeEntity entity = parseEntity(own);
        if (!entity.valid)
            return;
        constraint.op = ScopeConstraint::Op::IsIn;
        constraint.slot = entity.slot;
        constraint.entity = entity.uid;
        constraint.entitySpan = entity.span;
    }
}

void PolicyParser::parseAction(ActionConstraint& action)
{
    const TokenKind op = m_cursor.current().kind;
    if (op == TokenKind::Comma || op == TokenKind::CloseParen)
        return;
    if (op != TokenKind::Equal && op != TokenKind::In) {
        const bool relation = (op >= TokenKind::Equal && op <= TokenKind::Pipe) ||
                              op == TokenKind::Is || op == TokenKind::Has ||
                              op == TokenKind::Like || op == TokenKind::Colon;
        if (!relation)
            return; // finishElement complains
        rejectOperator(true);
        if (op != TokenKind::Assign)
            return;
    }
    m_cursor.take();
    std::vector<Token> open;
    while (op == TokenKind::In && m_cursor.at(TokenKind::OpenParen) &&
           open.size() < static_cast<std::size_t>(limits::kCedarNesting))
        open.push_back(m_cursor.take());
    if (op == TokenKind::In && m_cursor.at(TokenKind::OpenBracket)) {
        parseActionSet(action);
    } else {
        action.op = op == TokenKind::In ? ActionConstraint::Op::In : ActionConstraint::Op::Equal;
        addAction(action, parseEntity(std::nullopt));
        if (action.entities.empty())
            action.op = ActionConstraint::Op::Any;
    }
    for (; !open.empty(); open.pop_back())
        m_cursor.close(open.back());
}

void PolicyParser::parseActionSet(ActionConstraint& action)
{
    const Token open = m_cursor.take();
    action.op = ActionConstraint::Op::InSet;
    while (!m_cursor.at(TokenKind::CloseBracket) && !m_cursor.at(TokenKind::End)) {
        addAction(action, parseEntity(std::nullopt));
        if (!m_cursor.accept(TokenKind::Comma))
            break;
    }
    m_cursor.close(open);
}

void PolicyParser::addAction(ActionConstraint& action, const ScopeEntity& entity)
{
    if (!entity.valid)
        return;
    if (baseName(entity.uid.type) != "Action") {
        const std::string space(namespaceOf(entity.uid.type));
        m_cursor.problems().report("parse/invalid-action-type", entity.span,
                                   "an action's type must be `Action`, not `" +
                                       std::string(baseName(entity.uid.type)) + "`",
                                   "write `" + (space.empty() ? space : space + "::") +
                                       "Action::\"…\"`; a namespace may stand before it");
    }
    action.entities.push_back(entity.uid);
    action.entitySpans.push_back(entity.span);
}

ScopeEntity PolicyParser::parseSlot(std::optional<SlotId> own)
{
    const Token slot = m_cursor.current();
    const std::string_view written = m_cursor.text(slot);
    ScopeEntity entity{{}, slot.span(), true, false};
    if (!own) {
        m_cursor.report("parse/invalid-slot", slot.span(), "an action cannot be a slot",
                        "the slots are ?principal and ?resource");
    } else if (written != slotName(*own)) {
        const std::string wanted(slotName(*own));
        if (Diagnostic* problem = m_cursor.report("parse/invalid-slot", slot.span(),
                                                  "found `" + shown(written) + "` where only `" +
                                                      wanted + "` may stand",
                                                  "a slot fills its own variable only"))
            m_cursor.problems().offer(*problem, "Replace by `" + wanted + "`", slot.span(), wanted);
    } else {
        entity.valid = true;
    }
    m_cursor.take();
    return entity;
}

ScopeEntity PolicyParser::rejectEntity()
{
    std::string help = "write `Type::\"id\"`";
    if (m_cursor.at(TokenKind::String))
        help = "a string is no entity; put its type before it: `Type::\"id\"`";
    else if (m_cursor.at(TokenKind::OpenBracket))
        help = "a list may stand after `action in` only; use a group, or a `when { … }`";
    m_cursor.unexpected("an entity", std::move(help));
    m_cursor.skipTo({TokenKind::Comma, TokenKind::CloseParen, TokenKind::CloseBracket});
    return {};
}

ScopeEntity PolicyParser::parseEntity(std::optional<SlotId> own)
{
    if (m_cursor.at(TokenKind::OpenParen) && m_parentheses < limits::kCedarNesting) {
        const Token open = m_cursor.take();
        ++m_parentheses;
        const ScopeEntity inner = parseEntity(own);
        --m_parentheses;
        m_cursor.close(open);
        return inner;
    }
    if (m_cursor.at(TokenKind::Slot))
        return parseSlot(own);
    if (!isWord(m_cursor.current().kind))
        return rejectEntity();
    Name name = m_expressions.parseName();
    const Span span = name.span;
    if (!m_cursor.at(TokenKind::PathSeparator)) {
        if (name.valid)
            m_cursor.problems().report(
                "parse/expected-entity", span, "`" + shown(name.text) + "` is no entity",
                "an entity is `" + shown(name.text) + "::\"id\"`; test for a type with `is`");
        return {};
    }
    Node node = m_expressions.parseEntityId(std::move(name));
    if (node.expr->kind != ExprKind::Entity)
        return {};
    return {std::move(node.expr->uid), node.outer, false, true};
}

} // namespace remit::cedar
