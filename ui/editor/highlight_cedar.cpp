// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cedar/syntax/lexer.h"
#include "core/cedar/syntax/problem_log.h"
#include "ui/editor/highlight.h"

#include <algorithm>
#include <array>
#include <span>

namespace remit::ui {
namespace {

using cedar::Token;
using cedar::TokenKind;

constexpr std::array<std::string_view, 2> kEffects{"permit", "forbid"};
constexpr std::array<std::string_view, 2> kConditions{"when", "unless"};
constexpr std::array<std::string_view, 4> kVariables{"principal", "action", "resource", "context"};
constexpr std::array<std::string_view, 8> kSchemaWords{"namespace", "entity", "action",     "type",
                                                       "appliesTo", "tags",   "attributes", "enum"};
constexpr std::array<std::string_view, 6> kSchemaTypes{"Set",  "String",  "Long",
                                                       "Bool", "Boolean", "Record"};

template <std::size_t N>
bool isOneOf(std::string_view word, const std::array<std::string_view, N>& words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// A token with its neighbours and its text.
struct LexedPlace {
    std::string_view text;
    TokenKind before = TokenKind::End;
    TokenKind kind = TokenKind::End;
    TokenKind after = TokenKind::End;
};

TextStyle styleOfWord(const LexedPlace& place)
{
    if (place.before == TokenKind::At)
        return TextStyle::Annotation;
    if (place.before == TokenKind::PathSeparator || place.after == TokenKind::PathSeparator ||
        place.before == TokenKind::Is)
        return TextStyle::Type;
    if (place.before == TokenKind::Dot)
        return place.after == TokenKind::OpenParen ? TextStyle::Function : TextStyle::Text;
    if (isOneOf(place.text, kEffects))
        return TextStyle::Effect;
    if (isOneOf(place.text, kConditions))
        return TextStyle::Keyword;
    if (isOneOf(place.text, kVariables))
        return TextStyle::Variable;
    return place.after == TokenKind::OpenParen ? TextStyle::Function : TextStyle::Text;
}

TextStyle styleOfSchemaWord(const LexedPlace& place)
{
    if (place.before == TokenKind::At)
        return TextStyle::Annotation;
    if (place.after == TokenKind::Colon)
        return TextStyle::Key;
    if (isOneOf(place.text, kSchemaTypes))
        return TextStyle::Type;
    return isOneOf(place.text, kSchemaWords) ? TextStyle::Keyword : TextStyle::Text;
}

TextStyle styleOf(const LexedPlace& place, bool schema)
{
    switch (place.kind) {
    case TokenKind::Identifier:
        return schema ? styleOfSchemaWord(place) : styleOfWord(place);
    case TokenKind::True:
    case TokenKind::False:
        return TextStyle::Literal;
    case TokenKind::If:
    case TokenKind::Then:
    case TokenKind::Else:
    case TokenKind::In:
    case TokenKind::Is:
    case TokenKind::Like:
    case TokenKind::Has:
        return place.before == TokenKind::At ? TextStyle::Annotation : TextStyle::Keyword;
    case TokenKind::Number:
        return TextStyle::Number;
    case TokenKind::String:
        return place.before == TokenKind::PathSeparator ? TextStyle::EntityId : TextStyle::String;
    case TokenKind::Slot:
        return TextStyle::Variable;
    case TokenKind::At:
        return TextStyle::Annotation;
    case TokenKind::Assign: // of a type declaration, in a schema
        return schema ? TextStyle::Operator : TextStyle::Wrong;
    case TokenKind::ReservedName:
    case TokenKind::Slash:
    case TokenKind::Percent:
    case TokenKind::Ampersand:
    case TokenKind::Pipe:
    case TokenKind::Unknown:
        return TextStyle::Wrong;
    default:
        return TextStyle::Operator;
    }
}

Nesting nestingOf(TokenKind kind)
{
    if (cedar::opens(kind))
        return Nesting::Opens;
    if (cedar::closes(kind))
        return Nesting::Closes;
    return kind == TokenKind::Semicolon ? Nesting::EndsStatement : Nesting::None;
}

/// A schema's optional attribute: `name?: Type`.
bool isQuestionMark(std::string_view text)
{
    return text == "?";
}

Highlighting highlighted(std::string_view text, bool schema)
{
    cedar::ProblemLog ignored({});
    const cedar::LexedText lexed = cedar::lex(text, ignored);
    Highlighting result;
    result.tokens.reserve(lexed.tokens.size() + lexed.comments.size());
    const std::span<const Token> tokens(lexed.tokens);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        const Token& token = tokens[i];
        const LexedPlace place{text.substr(token.begin, token.end - token.begin),
                          i == 0 ? TokenKind::End : tokens[i - 1].kind, token.kind,
                          tokens[i + 1].kind};
        TextStyle style = styleOf(place, schema);
        if (schema && style == TextStyle::Wrong && isQuestionMark(place.text))
            style = TextStyle::Operator;
        if (token.kind == TokenKind::Unknown && place.text.starts_with('"') && !result.openString)
            result.openString = token.begin;
        result.tokens.push_back({token.begin, token.end, style, nestingOf(token.kind)});
    }
    for (const cedar::Comment& comment : lexed.comments)
        result.tokens.push_back({comment.span.begin, comment.span.end, TextStyle::Comment});
    std::sort(result.tokens.begin(), result.tokens.end(),
              [](const StyledToken& a, const StyledToken& b) { return a.begin < b.begin; });
    return result;
}

} // namespace

Highlighting highlightCedar(std::string_view text)
{
    return highlighted(text, false);
}

Highlighting highlightCedarSchema(std::string_view text)
{
    return highlighted(text, true);
}

} // namespace remit::ui
