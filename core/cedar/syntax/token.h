// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_text.h"

#include <cstdint>

namespace remit::cedar {

enum class TokenKind : std::uint8_t {
    End,
    Identifier, ///< any word that is not reserved; `permit`, `when`, `principal` … are ordinary
                ///< ones
    Number,
    String, ///< with its quotes, escapes not read yet
    Slot,   ///< `?` and a word
    // Reserved words
    True,
    False,
    If,
    Then,
    Else,
    In,
    Is,
    Like,
    Has,
    ReservedName, ///< `__cedar`
    // Punctuation
    At,
    Comma,
    Semicolon,
    Colon,
    PathSeparator, ///< `::`
    Dot,
    OpenParen,
    CloseParen,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    // Operators
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Plus,
    Minus,
    Star,
    Bang,
    And,
    Or,
    // Read only to be complained of
    Assign,
    Slash,
    Percent,
    Ampersand,
    Pipe,
    Unknown, ///< reported by the lexer already
};

struct Token {
    TokenKind kind = TokenKind::End;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    [[nodiscard]] Span span() const { return {begin, end}; }
};

/// Reserved words and identifiers alike: what may be an annotation's key.
[[nodiscard]] constexpr bool isWord(TokenKind kind)
{
    return kind == TokenKind::Identifier ||
           (kind >= TokenKind::True && kind <= TokenKind::ReservedName);
}

[[nodiscard]] constexpr bool isReserved(TokenKind kind)
{
    return kind >= TokenKind::True && kind <= TokenKind::ReservedName;
}

[[nodiscard]] constexpr bool opens(TokenKind kind)
{
    return kind == TokenKind::OpenParen || kind == TokenKind::OpenBracket ||
           kind == TokenKind::OpenBrace;
}

[[nodiscard]] constexpr bool closes(TokenKind kind)
{
    return kind == TokenKind::CloseParen || kind == TokenKind::CloseBracket ||
           kind == TokenKind::CloseBrace;
}

} // namespace remit::cedar
