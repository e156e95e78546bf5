// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/cedar/syntax/tree.h"

#include <string>
#include <string_view>
#include <vector>

/// The tokens of the schema language. Its strings and comments are those of policies; its
/// punctuation is its own.
namespace remit::cedar {

enum class SchemaTokenKind {
    End,
    Identifier,
    String, ///< `text` is the content, unescaped
    At,
    OpenParen,
    CloseParen,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    Less,
    Greater,
    Colon,
    DoubleColon,
    Semicolon,
    Comma,
    Equals,
    Question,
    Invalid, ///< bytes that start no token; reported by the lexer
};

struct SchemaToken {
    SchemaTokenKind kind = SchemaTokenKind::End;
    Span span;
    std::string text; ///< Identifier and String
};

struct SchemaTokens {
    std::vector<SchemaToken> tokens; ///< closes with End
    std::vector<Comment> comments;
    Diagnostics diagnostics;
};

[[nodiscard]] SchemaTokens tokenizeSchema(std::string_view text, std::string_view file);

/// "`{`", "an identifier", "the end of the schema" …
[[nodiscard]] std::string_view describe(SchemaTokenKind kind);

/// May it not name anything? `true false if then else in is like has __cedar`.
[[nodiscard]] bool isReservedIdentifier(std::string_view identifier);

/// `[_a-zA-Z][_a-zA-Z0-9]*`
[[nodiscard]] bool isIdentifierText(std::string_view text);

} // namespace remit::cedar
