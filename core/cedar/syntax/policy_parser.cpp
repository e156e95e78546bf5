// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/policy_parser.h"

#include "core/base/text.h"

#include <array>
#include <set>
#include <utility>

namespace remit::cedar {

std::vector<Policy> PolicyParser::parsePolicies()
{
    std::vector<Policy> policies;
    bool nonsense = false; ///< directly before, without a `;`: perhaps a part of the next policy
    while (!m_cursor.at(TokenKind::End)) {
        std::optional<Policy> policy = parsePolicy();
        const bool afterNonsense =
            std::exchange(nonsense, !policy && m_cursor.previous().kind != TokenKind::Semicolon);
        if (!policy)
            continue;
        policy->broken = policy->broken || afterNonsense;
        policy->id = "policy" + std::to_string(policies.size());
        numberNodes(*policy);
        policies.push_back(std::move(*policy));
    }
    return policies;
}

/// Takes at least one token. Nothing when no policy could be recognised.
std::optional<Policy> PolicyParser::parsePolicy()
{
    const std::size_t troubles = m_cursor.troubles();
    Policy policy;
    policy.span = m_cursor.current().span();
    parseAnnotations(policy);
    if (!parseEffect(policy)) {
        m_cursor.skipTo({});
        m_cursor.accept(TokenKind::Semicolon);
        return std::nullopt;
    }
    parseScope(policy);
    parseConditions(policy);
    parseEnd(policy);
    policy.span.end = m_cursor.previous().end;
    policy.broken = m_cursor.troubles() != troubles;
    return policy;
}

void PolicyParser::parseAnnotations(Policy& policy)
{
    while (m_cursor.at(TokenKind::At))
        parseAnnotation(policy);
    std::set<std::string_view> seen;
    for (const Annotation& annotation : policy.annotations) {
        if (!seen.insert(annotation.key).second)
            m_cursor.problems().report("parse/duplicate-annotation", annotation.span,
                                       "the annotation `@" + annotation.key + "` stands here twice",
                                       "remove one of the two");
    }
}

void PolicyParser::parseAnnotation(Policy& policy)
{
    Annotation annotation;
    annotation.span = m_cursor.take().span();
    if (!isWord(m_cursor.current().kind)) {
        m_cursor.unexpected("the annotation's name after `@`", "for example `@id(\"pay\")`");
        return;
    }
    annotation.key = m_cursor.text(m_cursor.take());
    if (m_cursor.at(TokenKind::OpenParen)) {
        const Token open = m_cursor.take();
        if (m_cursor.at(TokenKind::String)) {
            annotation.hasValue = true;
            annotation.valueSpan = m_cursor.current().span();
            annotation.value = m_expressions.parseString();
        } else {
            m_cursor.unexpected("the annotation's value in quotes",
                                "an annotation without a value has no parentheses");
        }
        m_cursor.close(open);
    }
    annotation.span.end = m_cursor.previous().end;
    policy.annotations.push_back(std::move(annotation));
}

bool PolicyParser::parseEffect(Policy& policy)
{
    policy.effectSpan = m_cursor.current().span();
    if (m_cursor.atWord("permit") || m_cursor.atWord("forbid")) {
        policy.effect = m_cursor.atWord("permit") ? Effect::Permit : Effect::Forbid;
        m_cursor.take();
        return true;
    }
    if (m_cursor.at(TokenKind::Identifier) && m_cursor.ahead(1).kind == TokenKind::OpenParen) {
        static const std::array<std::string, 2> kEffects{"permit", "forbid"};
        const std::string written(m_cursor.text(m_cursor.current()));
        auto near = nearest(written, kEffects);
        if (written == "allow" || written == "deny")
            near = written == "allow" ? "permit" : "forbid";
        Diagnostic* problem = m_cursor.report(
            "parse/unknown-effect", policy.effectSpan,
            "a policy begins with `permit` or `forbid`, not with `" + shown(written) + "`",
            near ? "did you mean `" + *near + "`?" : "");
        if (problem != nullptr && near)
            m_cursor.problems().offer(*problem, "Replace by `" + *near + "`", policy.effectSpan,
                                      *near);
        m_cursor.take();
        policy.effect = near == "permit" ? Effect::Permit : Effect::Forbid;
        return true;
    }
    Diagnostic* problem = m_cursor.unexpected("a policy (`permit (…)` or `forbid (…)`)");
    if (problem != nullptr && m_cursor.at(TokenKind::Semicolon))
        m_cursor.problems().offer(*problem, "Remove `;`", policy.effectSpan, "");
    // Stands on a word, bracket or sign that begins no policy; so that each call moves on:
    if (!m_cursor.at(TokenKind::Semicolon) && !m_cursor.at(TokenKind::At))
        m_cursor.take();
    return false;
}

void PolicyParser::parseConditions(Policy& policy)
{
    while (true) {
        if (m_cursor.atWord("when") || m_cursor.atWord("unless")) {
            policy.conditions.push_back(parseCondition());
            continue;
        }
        if (!m_cursor.at(TokenKind::Identifier) || m_cursor.atPolicyStart() ||
            m_cursor.ahead(1).kind != TokenKind::OpenBrace)
            return;
        static const std::array<std::string, 2> kKinds{"when", "unless"};
        const std::string written(m_cursor.text(m_cursor.current()));
        const auto near = written == "where" || written == "if" ? std::optional<std::string>("when")
                                                                : nearest(written, kKinds);
        const Span span = m_cursor.current().span();
        Diagnostic* problem = m_cursor.report(
            "parse/unknown-condition", span,
            "a condition begins with `when` or `unless`, not with `" + shown(written) + "`",
            near ? "did you mean `" + *near + "`?" : "");
        if (problem != nullptr && near)
            m_cursor.problems().offer(*problem, "Replace by `" + *near + "`", span, *near);
        policy.conditions.push_back(parseCondition());
    }
}

Condition PolicyParser::parseCondition()
{
    Condition condition;
    condition.span = m_cursor.current().span();
    condition.unless = m_cursor.atWord("unless");
    m_cursor.take();
    if (m_cursor.at(TokenKind::OpenBrace))
        parseBody(condition);
    else
        parseUnbracedBody(condition);
    if (!condition.body) {
        condition.body = std::make_unique<Expr>();
        condition.body->span = {condition.span.end, condition.span.end};
    }
    condition.span.end = m_cursor.previous().end;
    return condition;
}

void PolicyParser::parseBody(Condition& condition)
{
    const Token open = m_cursor.take();
    if (m_cursor.at(TokenKind::CloseBrace)) {
        m_cursor.report("parse/empty-condition", {open.begin, m_cursor.current().end},
                        "this condition is empty",
                        "write an expression between the braces, or remove the condition");
        m_cursor.take();
        return;
    }
    condition.body = m_expressions.parseExpression().expr;
    if (m_cursor.accept(TokenKind::CloseBrace))
        return;
    if (Diagnostic* problem = m_cursor.unexpected("an operator or `}`"))
        m_cursor.problems().relate(*problem, open.span(), "this `{` is still open");
    m_cursor.skipTo({TokenKind::CloseBrace});
    // `when { true; }`: the `;` is not the end of the policy.
    if (m_cursor.at(TokenKind::Semicolon) && m_cursor.ahead(1).kind == TokenKind::CloseBrace)
        m_cursor.take();
    m_cursor.accept(TokenKind::CloseBrace);
}

bool PolicyParser::atExpressionStart() const
{
    const TokenKind kind = m_cursor.current().kind;
    return (isWord(kind) && !m_cursor.atPolicyStart()) || kind == TokenKind::OpenParen ||
           kind == TokenKind::OpenBracket || kind == TokenKind::Bang || kind == TokenKind::Minus ||
           kind == TokenKind::Number || kind == TokenKind::String;
}

void PolicyParser::parseUnbracedBody(Condition& condition)
{
    const std::uint32_t begin = m_cursor.current().begin;
    Diagnostic* problem =
        m_cursor.unexpected("`{` after `when` or `unless`", "a condition stands in braces");
    const bool shown = problem != nullptr;
    if (!atExpressionStart())
        return;
    const std::size_t troubles = m_cursor.troubles();
    condition.body = m_expressions.parseExpression().expr;
    // The reference above may have moved if the expression had problems of its own.
    if (shown && m_cursor.troubles() == troubles) {
        const std::uint32_t end = m_cursor.previous().end;
        m_cursor.problems().offer(*problem, "Put the condition in braces",
                                  {TextEdit{{begin, begin}, "{ "}, TextEdit{{end, end}, " }"}});
    }
}

void PolicyParser::parseEnd(Policy& policy)
{
    if (m_cursor.accept(TokenKind::Semicolon))
        return;
    const Span last = m_cursor.previous().span();
    if (m_cursor.at(TokenKind::End) || m_cursor.atPolicyStart()) {
        Diagnostic* problem =
            m_cursor.report("parse/missing-semicolon", last, "expected `;` after the policy",
                            "every policy ends with `;`");
        if (problem != nullptr)
            m_cursor.problems().offer(*problem, "Insert `;`", {last.end, last.end}, ";");
        return;
    }
    m_cursor.unexpected(policy.conditions.empty() ? "`when`, `unless` or `;`"
                                                  : "another condition or `;`");
    m_cursor.skipTo({});
    m_cursor.accept(TokenKind::Semicolon);
}

} // namespace remit::cedar
