// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/format/policy_layout.h"

namespace remit::cedar {

using Doc = Layout::Doc;

Doc PolicyLayout::expression()
{
    return kind() == TokenKind::If ? branch() : disjunction();
}

Doc PolicyLayout::branch()
{
    Doc doc = Layout::kNil;
    for (int part = 0; part < 3; ++part) {
        if (part > 0)
            doc = m_layout.append(doc, m_layout.line());
        doc = m_layout.append(doc, token()); // `if`, `then`, `else`
        doc = m_layout.append(doc, nested(m_layout.append(m_layout.line(), expression())));
    }
    return m_layout.group(doc);
}

Doc PolicyLayout::disjunction()
{
    Doc doc = conjunction();
    while (kind() == TokenKind::Or) {
        doc = m_layout.concat(doc, m_layout.space(), token(m_layout.line()));
        doc = m_layout.append(doc, conjunction());
    }
    return doc;
}

Doc PolicyLayout::conjunction()
{
    Doc doc = relation();
    while (kind() == TokenKind::And) {
        doc = m_layout.concat(doc, m_layout.space(), token(m_layout.line()));
        doc = m_layout.append(doc, relation());
    }
    return doc;
}

bool PolicyLayout::atRelation() const
{
    return (kind() >= TokenKind::Equal && kind() <= TokenKind::GreaterEqual) ||
           kind() == TokenKind::In;
}

Doc PolicyLayout::relation()
{
    const Doc target = sum();
    if (atRelation()) {
        const Doc doc = m_layout.concat(target, m_layout.space(), token(), m_layout.space());
        return m_layout.append(doc, sum());
    }
    if (kind() == TokenKind::Has || kind() == TokenKind::Like) {
        const Doc doc = m_layout.concat(target, m_layout.line(), token(), m_layout.line());
        return m_layout.group(m_layout.append(doc, nested(sum())));
    }
    return kind() == TokenKind::Is ? is(target) : target;
}

Doc PolicyLayout::is(Doc target)
{
    Doc doc = m_layout.concat(target, m_layout.space(), token(), m_layout.space());
    doc = m_layout.append(doc, nested(sum()));
    if (kind() == TokenKind::In) {
        doc = m_layout.concat(doc, m_layout.line(), token(), m_layout.space());
        doc = m_layout.append(doc, nested(sum()));
    }
    return m_layout.group(doc);
}

Doc PolicyLayout::sum()
{
    Doc doc = product();
    while (kind() == TokenKind::Plus || kind() == TokenKind::Minus) {
        doc = m_layout.concat(doc, m_layout.space(), token(), m_layout.line());
        doc = m_layout.append(doc, product());
    }
    return m_layout.group(doc);
}

Doc PolicyLayout::product()
{
    Doc doc = unary();
    while (kind() == TokenKind::Star) {
        doc = m_layout.concat(doc, m_layout.space(), token(), m_layout.line());
        doc = m_layout.append(doc, unary());
    }
    return m_layout.group(doc);
}

Doc PolicyLayout::unary()
{
    Doc doc = Layout::kNil;
    while (kind() == TokenKind::Bang || kind() == TokenKind::Minus)
        doc = m_layout.append(doc, token());
    return m_layout.append(doc, member());
}

Doc PolicyLayout::member()
{
    const Doc item = primary();
    Doc accesses = Layout::kNil;
    while (kind() == TokenKind::Dot || kind() == TokenKind::OpenParen ||
           kind() == TokenKind::OpenBracket) {
        if (accesses != Layout::kNil)
            accesses = m_layout.append(accesses, m_layout.softLine());
        accesses = m_layout.append(accesses, access());
    }
    return m_layout.group(m_layout.append(item, nested(accesses)));
}

Doc PolicyLayout::access()
{
    if (kind() == TokenKind::Dot) {
        const Doc dot = token();
        return m_layout.append(dot, token());
    }
    if (kind() == TokenKind::OpenBracket) {
        const Doc open = token();
        const Doc index = expression();
        return m_layout.concat(open, index, token());
    }
    const Doc open = token();
    if (kind() == TokenKind::CloseParen)
        return m_layout.append(open, token());
    const Doc arguments = list(TokenKind::CloseParen, [this] { return expression(); });
    const Doc inner = nested(m_layout.append(m_layout.softLine(), arguments));
    return m_layout.concat(open, inner, m_layout.softLine(), token());
}

template <class Item>
Doc PolicyLayout::list(TokenKind close, Item item)
{
    Doc doc = Layout::kNil;
    while (kind() != close) {
        doc = m_layout.append(doc, item());
        if (kind() != TokenKind::Comma)
            break;
        if (kind(1) == close) {
            m_tokens.drop(m_at++);
            break;
        }
        doc = m_layout.concat(doc, token(), m_layout.line());
    }
    return doc;
}

Doc PolicyLayout::primary()
{
    switch (kind()) {
    case TokenKind::OpenParen:
        return parenthesised();
    case TokenKind::OpenBracket:
        return set();
    case TokenKind::OpenBrace:
        return record();
    case TokenKind::Identifier:
        return name();
    default:
        return token();
    }
}

/// A name, and the id of an entity after it.
Doc PolicyLayout::name()
{
    Doc doc = token();
    while (kind() == TokenKind::PathSeparator) {
        doc = m_layout.append(doc, token());
        doc = m_layout.append(doc, token());
    }
    return doc;
}

Doc PolicyLayout::parenthesised()
{
    const Doc open = token();
    const Doc inner = m_layout.nest(1, expression());
    return m_layout.group(m_layout.concat(open, inner, token()));
}

Doc PolicyLayout::set()
{
    const Doc open = token();
    const Doc items = list(TokenKind::CloseBracket, [this] { return expression(); });
    return m_layout.concat(open, m_layout.nest(1, items), token());
}

Doc PolicyLayout::record()
{
    const Doc open = token();
    if (kind() == TokenKind::CloseBrace)
        return m_layout.append(open, token());
    const Doc items = list(TokenKind::CloseBrace, [this] {
        const Doc key = token();
        const Doc colon = token();
        return m_layout.concat(key, colon, m_layout.space(), expression());
    });
    return m_layout.group(m_layout.concat(open, nested(m_layout.append(m_layout.line(), items)),
                                          m_layout.line(), token()));
}

} // namespace remit::cedar
