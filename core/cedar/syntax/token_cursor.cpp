// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/token_cursor.h"

#include "core/base/text.h"

#include <algorithm>

namespace remit::cedar {
namespace {

constexpr std::size_t kShownTokenBytes = 40;

TokenKind closing(TokenKind open)
{
    switch (open) {
    case TokenKind::OpenParen:
        return TokenKind::CloseParen;
    case TokenKind::OpenBracket:
        return TokenKind::CloseBracket;
    default:
        return TokenKind::CloseBrace;
    }
}

std::string_view bracketText(TokenKind kind)
{
    switch (kind) {
    case TokenKind::OpenParen:
        return "(";
    case TokenKind::CloseParen:
        return ")";
    case TokenKind::OpenBracket:
        return "[";
    case TokenKind::CloseBracket:
        return "]";
    case TokenKind::OpenBrace:
        return "{";
    default:
        return "}";
    }
}

} // namespace

TokenCursor::TokenCursor(std::string_view text, const std::vector<Token>& tokens,
                         ProblemLog& problems)
    : m_text(text), m_tokens(tokens), m_problems(problems)
{}

const Token& TokenCursor::ahead(std::size_t count) const
{
    return m_tokens[std::min(m_at + count, m_tokens.size() - 1)];
}

bool TokenCursor::atWord(std::string_view word) const
{
    return at(TokenKind::Identifier) && text(current()) == word;
}

std::string_view TokenCursor::text(const Token& token) const
{
    return m_text.substr(token.begin, token.end - token.begin);
}

std::string_view TokenCursor::text(Span span) const
{
    return m_text.substr(span.begin, span.size());
}

const Token& TokenCursor::take()
{
    const Token& token = current();
    if (token.kind != TokenKind::End)
        ++m_at;
    return token;
}

bool TokenCursor::accept(TokenKind kind)
{
    if (!at(kind))
        return false;
    take();
    return true;
}

bool TokenCursor::atPolicyStart() const
{
    if (at(TokenKind::At))
        return true;
    return at(TokenKind::Identifier) && ahead(1).kind == TokenKind::OpenParen &&
           (atWord("permit") || atWord("forbid"));
}

bool TokenCursor::atConditionStart() const
{
    return at(TokenKind::Identifier) && ahead(1).kind == TokenKind::OpenBrace &&
           (atWord("when") || atWord("unless"));
}

Diagnostic* TokenCursor::report(std::string_view code, Span span, std::string message,
                                std::string help)
{
    ++m_troubles;
    if (m_reportedAt == m_at || at(TokenKind::Unknown)) {
        m_reportedAt = m_at;
        return nullptr;
    }
    m_reportedAt = m_at;
    return &m_problems.report(code, span, std::move(message), std::move(help));
}

std::string TokenCursor::found() const
{
    if (at(TokenKind::End))
        return "the end of the text";
    const std::string_view written = text(current());
    if (written.size() <= kShownTokenBytes)
        return "`" + shown(written) + "`";
    std::size_t end = kShownTokenBytes;
    while ((static_cast<unsigned char>(written[end]) & 0xC0U) == 0x80U)
        --end;
    return "`" + shown(written.substr(0, end)) + "…`";
}

Diagnostic* TokenCursor::unexpected(std::string_view expected, std::string help)
{
    const bool end = at(TokenKind::End);
    return report(end ? "parse/unexpected-end" : "parse/unexpected-token", current().span(),
                  "expected " + std::string(expected) + ", found " + found(), std::move(help));
}

template <class Stop>
void TokenCursor::skipUntil(Stop stop)
{
    int nesting = 0;
    while (!at(TokenKind::End) && !at(TokenKind::Semicolon) && !atPolicyStart()) {
        const TokenKind kind = current().kind;
        if (nesting == 0 && stop(kind))
            break;
        if (opens(kind))
            ++nesting;
        else if (closes(kind) && nesting > 0)
            --nesting;
        take();
    }
    m_reportedAt = m_at;
}

void TokenCursor::recover()
{
    skipUntil([this](TokenKind kind) {
        return closes(kind) || kind == TokenKind::Comma || kind == TokenKind::And ||
               kind == TokenKind::Or || kind == TokenKind::Then || kind == TokenKind::Else ||
               atConditionStart();
    });
}

void TokenCursor::skipTo(std::initializer_list<TokenKind> kinds)
{
    skipUntil([&kinds](TokenKind kind) {
        return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
    });
}

void TokenCursor::skipPolicy()
{
    while (!at(TokenKind::End) && !at(TokenKind::Semicolon))
        take();
    m_reportedAt = m_at;
}

bool TokenCursor::close(const Token& open)
{
    const TokenKind wanted = closing(open.kind);
    if (accept(wanted))
        return true;
    const std::string sign(bracketText(wanted));
    if (Diagnostic* problem = unexpected("`" + sign + "`")) {
        m_problems.relate(*problem, open.span(),
                          "this `" + std::string(bracketText(open.kind)) + "` is still open");
        if (at(TokenKind::Semicolon) || at(TokenKind::End) || closes(current().kind)) {
            const std::uint32_t end = previous().end;
            m_problems.offer(*problem, "Insert `" + sign + "`", {end, end}, sign);
        }
    }
    skipTo({TokenKind::CloseParen, TokenKind::CloseBracket, TokenKind::CloseBrace});
    return accept(wanted);
}

} // namespace remit::cedar
