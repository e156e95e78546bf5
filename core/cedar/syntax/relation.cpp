// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/expression_parser.h"
#include "core/cedar/syntax/string_literal.h"

#include <utility>

/// Comparisons, `in`, `has`, `like` and `is`.
namespace remit::cedar {

bool ExpressionParser::atRelation() const
{
    switch (m_cursor.current().kind) {
    case TokenKind::Equal:
    case TokenKind::NotEqual:
    case TokenKind::Less:
    case TokenKind::LessEqual:
    case TokenKind::Greater:
    case TokenKind::GreaterEqual:
    case TokenKind::In:
    case TokenKind::Has:
    case TokenKind::Like:
    case TokenKind::Is:
    case TokenKind::Assign:
        return true;
    default:
        return false;
    }
}

Node ExpressionParser::parseRelation()
{
    Node left = parseSum();
    for (int count = 0; atRelation(); ++count) {
        if (count == 1)
            m_cursor.report("parse/ambiguous-operators", m_cursor.current().span(),
                            "comparisons do not chain",
                            "put parentheses around one of them, or join two with `&&`");
        left = parseRelationTail(std::move(left));
    }
    return left;
}

Node ExpressionParser::parseRelationTail(Node left)
{
    switch (m_cursor.current().kind) {
    case TokenKind::Has:
        return parseHas(std::move(left));
    case TokenKind::Like:
        return parseLike(std::move(left));
    case TokenKind::Is:
        return parseIs(std::move(left));
    default:
        return parseComparison(std::move(left), relationKind());
    }
}

void ExpressionParser::rejectSingleEquals()
{
    const Span span = m_cursor.current().span();
    if (Diagnostic* problem = m_cursor.report("parse/single-equals", span,
                                              "`=` is no operator of Cedar", "did you mean `==`?"))
        m_cursor.problems().offer(*problem, "Replace by `==`", span, "==");
}

ExprKind ExpressionParser::relationKind()
{
    switch (m_cursor.current().kind) {
    case TokenKind::NotEqual:
        return ExprKind::NotEqual;
    case TokenKind::Less:
        return ExprKind::Less;
    case TokenKind::LessEqual:
        return ExprKind::LessEqual;
    case TokenKind::Greater:
        return ExprKind::Greater;
    case TokenKind::GreaterEqual:
        return ExprKind::GreaterEqual;
    case TokenKind::In:
        return ExprKind::In;
    case TokenKind::Assign:
        rejectSingleEquals();
        return ExprKind::Equal;
    default:
        return ExprKind::Equal;
    }
}

Node ExpressionParser::parseComparison(Node left, ExprKind kind)
{
    const Token op = m_cursor.take();
    if (m_cursor.at(TokenKind::Assign) && m_cursor.current().begin == op.end) {
        const Span extra = m_cursor.current().span();
        if (Diagnostic* problem =
                m_cursor.report("parse/unknown-operator", join(op.span(), extra),
                                "`" + std::string(m_cursor.text(join(op.span(), extra))) +
                                    "` is no operator of Cedar",
                                "did you mean `" + std::string(m_cursor.text(op)) + "`?"))
            m_cursor.problems().offer(*problem, "Remove the last `=`", extra, "");
        m_cursor.take();
    }
    return binary(kind, std::move(left), parseSum());
}

Node ExpressionParser::parseHas(Node left)
{
    m_cursor.take();
    Node node = make(ExprKind::Has, {left.outer.begin, left.outer.end});
    adopt(node, std::move(left));
    Expr& has = *node.expr;
    if (m_cursor.at(TokenKind::String)) {
        has.quoted = true;
        has.pathSpans.push_back(m_cursor.current().span());
        has.path.push_back(parseString());
    } else if (isWord(m_cursor.current().kind)) {
        do {
            if (!isWord(m_cursor.current().kind)) {
                m_cursor.unexpected("an attribute name",
                                    "a dotted path after `has` holds identifiers only");
                m_cursor.recover();
                return error(node.outer);
            }
            const Name name = parseName();
            if (name.valid && !name.single)
                m_cursor.report("parse/invalid-attribute", name.span,
                                "an attribute has no namespace");
            has.pathSpans.push_back(name.span);
            has.path.push_back(name.text);
        } while (m_cursor.accept(TokenKind::Dot));
    } else {
        m_cursor.unexpected("an attribute name or a string after `has`");
        m_cursor.recover();
        return error(node.outer);
    }
    has.nameSpan = join(has.pathSpans.front(), has.pathSpans.back());
    node.outer = has.span = join(node.outer, has.nameSpan);
    // `e has a.b.c` stands for a chain of that length.
    node.height += static_cast<int>(std::min<std::size_t>(has.path.size() - 1, 1U << 20U));
    const TokenKind next = m_cursor.current().kind;
    if (next == TokenKind::Dot || next == TokenKind::OpenParen || next == TokenKind::OpenBracket) {
        m_cursor.report("parse/invalid-attribute", m_cursor.current().span(),
                        "the right side of `has` is one string or a dotted path of identifiers",
                        "test the outer attributes first: `e has a && e.a has \"b\"`");
        m_cursor.recover();
    }
    return checked(std::move(node));
}

Node ExpressionParser::parseLike(Node left)
{
    m_cursor.take();
    Node node = make(ExprKind::Like, left.outer);
    adopt(node, std::move(left));
    if (!m_cursor.at(TokenKind::String)) {
        m_cursor.unexpected("a pattern in quotes after `like`",
                            "the pattern is a literal; `*` in it matches any text");
        m_cursor.recover();
        return error(node.outer);
    }
    const Token pattern = m_cursor.take();
    node.expr->pattern =
        readPatternLiteral(m_cursor.text(pattern), pattern.begin, m_cursor.problems());
    node.expr->nameSpan = pattern.span();
    node.outer = node.expr->span = join(node.outer, pattern.span());
    if (m_cursor.at(TokenKind::Plus)) {
        m_cursor.report("parse/invalid-pattern", m_cursor.current().span(),
                        "the pattern of a `like` is one literal", "Cedar does not join strings");
        m_cursor.recover();
    }
    return checked(std::move(node));
}

Node ExpressionParser::parseIs(Node left)
{
    m_cursor.take();
    Node node = make(ExprKind::Is, left.outer);
    adopt(node, std::move(left));
    if (m_cursor.at(TokenKind::String)) {
        const Span span = m_cursor.current().span();
        if (Diagnostic* problem = m_cursor.report("parse/invalid-type", span,
                                                  "expected a type name after `is`, found a string",
                                                  "remove the quotes"))
            m_cursor.problems().offer(*problem, "Remove the quotes", span,
                                      std::string(m_cursor.text({span.begin + 1, span.end - 1})));
        m_cursor.take();
        return error(join(node.outer, span));
    }
    if (!isWord(m_cursor.current().kind)) {
        m_cursor.unexpected("a type name after `is`");
        m_cursor.recover();
        return error(node.outer);
    }
    const Name name = parseName();
    node.expr->text = name.text;
    node.expr->nameSpan = name.span;
    if (m_cursor.at(TokenKind::PathSeparator)) {
        m_cursor.report("parse/invalid-type", name.span,
                        "expected a type name after `is`, found an entity",
                        "test for equality with `==`, for membership with `in`");
        m_cursor.recover();
    }
    node.outer = node.expr->span = join(node.outer, name.span);
    if (m_cursor.accept(TokenKind::In)) {
        Node in = parseSum();
        node.outer = node.expr->span = join(node.outer, in.outer);
        adopt(node, std::move(in));
    }
    return checked(std::move(node));
}

} // namespace remit::cedar
