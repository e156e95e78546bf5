// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/expression_parser.h"

#include "core/base/limits.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace remit::cedar {
namespace {

constexpr int kUnaryLimit = 4; ///< Cedar's own: `!!!!x` is an expression, `!!!!!x` is not

} // namespace

Node ExpressionParser::make(ExprKind kind, Span span) const
{
    Node node{std::make_unique<Expr>(), 1, span};
    node.expr->kind = kind;
    node.expr->span = span;
    return node;
}

void ExpressionParser::adopt(Node& parent, Node child)
{
    parent.height = std::max(parent.height, child.height + 1);
    parent.expr->children.push_back(std::move(child.expr));
}

void ExpressionParser::rejectDepth()
{
    m_cursor.report("parse/too-deep", m_cursor.current().span(),
                    "this expression nests more than " + std::to_string(limits::kCedarNesting) +
                        " levels deep",
                    "a chain of `+` or of `.` counts too; split the condition into several");
    m_cursor.skipPolicy();
}

Node ExpressionParser::checked(Node node)
{
    if (node.height <= limits::kCedarNesting)
        return node;
    rejectDepth();
    return error(node.outer);
}

Node ExpressionParser::binary(ExprKind kind, Node left, Node right)
{
    Node node = make(kind, join(left.outer, right.outer));
    adopt(node, std::move(left));
    adopt(node, std::move(right));
    return checked(std::move(node));
}

Node ExpressionParser::parseExpression()
{
    if (m_depth >= limits::kCedarNesting) {
        rejectDepth();
        return error(m_cursor.current().span());
    }
    ++m_depth;
    Node node = m_cursor.at(TokenKind::If) ? parseIf() : parseOr();
    --m_depth;
    return node;
}

Node ExpressionParser::parseIf()
{
    Node node = make(ExprKind::If, m_cursor.take().span());
    adopt(node, parseExpression());
    for (const auto& [kind, word] :
         {std::pair{TokenKind::Then, "`then`"}, std::pair{TokenKind::Else, "`else`"}}) {
        if (!m_cursor.accept(kind)) {
            m_cursor.unexpected(word, "write `if … then … else …`; `else` is not optional");
            m_cursor.recover();
            if (!m_cursor.accept(kind)) {
                adopt(node, error(m_cursor.current().span()));
                continue;
            }
        }
        adopt(node, parseExpression());
    }
    node.outer = node.expr->span = {node.outer.begin, m_cursor.previous().end};
    return checked(std::move(node));
}

/// `|` or `or` where `||` is meant: complains and offers the right one.
bool ExpressionParser::acceptMisspelt(TokenKind kind, std::string_view word, std::string_view right)
{
    if (!m_cursor.at(kind) && !m_cursor.atWord(word))
        return false;
    const Span span = m_cursor.current().span();
    const std::string wanted(right);
    if (Diagnostic* problem =
            m_cursor.report("parse/unknown-operator", span,
                            "`" + std::string(m_cursor.text(span)) + "` is no operator of Cedar",
                            "did you mean `" + wanted + "`?"))
        m_cursor.problems().offer(*problem, "Replace by `" + wanted + "`", span, wanted);
    m_cursor.take();
    return true;
}

bool ExpressionParser::acceptOr()
{
    return m_cursor.accept(TokenKind::Or) || acceptMisspelt(TokenKind::Pipe, "or", "||");
}

bool ExpressionParser::acceptAnd()
{
    return m_cursor.accept(TokenKind::And) || acceptMisspelt(TokenKind::Ampersand, "and", "&&");
}

namespace {

/// `(a && b) && c` and `a && b && c` are the same to Cedar: the chain grows to the right.
bool continues(const Node& chain, ExprKind kind)
{
    return chain.expr->kind == kind;
}

} // namespace

Node ExpressionParser::parseOr()
{
    Node left = parseAnd();
    while (acceptOr()) {
        Node right = parseAnd();
        if (!continues(left, ExprKind::Or)) {
            left = binary(ExprKind::Or, std::move(left), std::move(right));
            continue;
        }
        left.outer = left.expr->span = join(left.outer, right.outer);
        adopt(left, std::move(right));
        left = checked(std::move(left));
    }
    return left;
}

Node ExpressionParser::parseAnd()
{
    Node left = parseRelation();
    while (acceptAnd()) {
        Node right = parseRelation();
        if (!continues(left, ExprKind::And)) {
            left = binary(ExprKind::And, std::move(left), std::move(right));
            continue;
        }
        left.outer = left.expr->span = join(left.outer, right.outer);
        adopt(left, std::move(right));
        left = checked(std::move(left));
    }
    return left;
}

Node ExpressionParser::parseSum()
{
    Node left = parseProduct();
    while (m_cursor.at(TokenKind::Plus) || m_cursor.at(TokenKind::Minus)) {
        const ExprKind kind =
            m_cursor.take().kind == TokenKind::Plus ? ExprKind::Add : ExprKind::Subtract;
        left = binary(kind, std::move(left), parseProduct());
    }
    return left;
}

Node ExpressionParser::parseProduct()
{
    Node left = parseUnary();
    while (true) {
        if (m_cursor.at(TokenKind::Slash) || m_cursor.at(TokenKind::Percent)) {
            const bool slash = m_cursor.at(TokenKind::Slash);
            m_cursor.report("parse/unsupported-operator", m_cursor.current().span(),
                            slash ? "Cedar has no division" : "Cedar has no remainder",
                            slash
                                ? "comments begin with `//`; compare products instead of quotients"
                                : "compute it outside and pass it in the context");
            m_cursor.take();
        } else if (!m_cursor.accept(TokenKind::Star)) {
            return left;
        }
        left = binary(ExprKind::Multiply, std::move(left), parseUnary());
    }
}

/// One dash directly before a number belongs to it: `-5` is a literal, `--5` its negation.
Node ExpressionParser::parseUnary()
{
    const TokenKind sign = m_cursor.current().kind;
    if (sign != TokenKind::Bang && sign != TokenKind::Minus)
        return parseMember();
    const Token first = m_cursor.current();
    std::vector<std::uint32_t> begins;
    while (m_cursor.at(sign))
        begins.push_back(m_cursor.take().begin);
    if (begins.size() > kUnaryLimit) {
        m_cursor.report("parse/unary-limit", {first.begin, m_cursor.previous().end},
                        "more than four `" + std::string(m_cursor.text(first)) + "` in a row",
                        "two of them cancel out, or use parentheses");
        begins.resize(kUnaryLimit);
    }
    if (m_cursor.at(TokenKind::Bang) || m_cursor.at(TokenKind::Minus)) {
        m_cursor.report("parse/mixed-unary", m_cursor.current().span(),
                        "`!` and `-` cannot follow each other directly",
                        "put parentheses around the inner one: `!(-x)`");
        ++m_depth;
        Node node =
            m_depth > limits::kCedarNesting ? (rejectDepth(), error(first.span())) : parseUnary();
        --m_depth;
        return node;
    }
    const TokenKind after = m_cursor.ahead(1).kind;
    const bool literal = sign == TokenKind::Minus && m_cursor.at(TokenKind::Number) &&
                         after != TokenKind::Dot && after != TokenKind::OpenParen &&
                         after != TokenKind::OpenBracket;
    Node node;
    if (literal) {
        node = parseNumber(true, begins.back());
        begins.pop_back();
    } else {
        node = parseMember();
    }
    for (; !begins.empty(); begins.pop_back()) {
        Node outer = make(sign == TokenKind::Bang ? ExprKind::Not : ExprKind::Negate,
                          {begins.back(), std::max(node.outer.end, begins.back())});
        adopt(outer, std::move(node));
        node = checked(std::move(outer));
    }
    return node;
}

} // namespace remit::cedar
