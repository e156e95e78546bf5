// SPDX-License-Identifier: Apache-2.0
#include "core/assist/policies/cursor.h"

#include "core/cedar/syntax/lexer.h"

#include <algorithm>

namespace remit::assist {
namespace {

using cedar::Token;
using cedar::TokenKind;

bool isWordByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

Span wordAt(std::string_view text, std::uint32_t offset)
{
    Span word{offset, offset};
    while (word.begin > 0 && isWordByte(text[word.begin - 1]))
        --word.begin;
    while (word.end < text.size() && isWordByte(text[word.end]))
        ++word.end;
    return word;
}

/// To the end of the path and id that go on behind the word: `Or|g::User::"x"` is replaced whole.
std::uint32_t pathEnd(std::string_view text, std::uint32_t at)
{
    while (text.substr(at, 2) == "::") {
        std::uint32_t next = at + 2;
        if (next < text.size() && text[next] == '"') {
            const std::size_t close = text.find_first_of("\"\n", next + 1);
            const bool closed = close != std::string_view::npos && text[close] == '"';
            return closed ? static_cast<std::uint32_t>(close + 1) : at;
        }
        while (next < text.size() && isWordByte(text[next]))
            ++next;
        if (next == at + 2)
            break;
        at = next;
    }
    return at;
}

bool isEffect(std::string_view text, const Token& token)
{
    const std::string_view word = text.substr(token.begin, token.end - token.begin);
    return word == "permit" || word == "forbid";
}

/// Where the policy around the offset begins: after the `;` before it, or where a policy begins
/// after another one whose `;` is missing.
std::uint32_t policyBegin(std::string_view text, const std::vector<Token>& tokens,
                          std::uint32_t offset)
{
    const auto after = std::partition_point(tokens.begin(), tokens.end(), [offset](const Token& t) {
        return t.end <= offset && t.kind != TokenKind::End;
    });
    auto begin = after;
    while (begin != tokens.begin() && std::prev(begin)->kind != TokenKind::Semicolon)
        --begin;
    std::uint32_t found = begin == tokens.begin() ? 0 : std::prev(begin)->end;
    bool effect = false;
    for (auto at = begin; at != after; ++at) {
        const bool policy = isEffect(text, *at) && std::next(at) != after &&
                            std::next(at)->kind == TokenKind::OpenParen;
        if (effect && (policy || at->kind == TokenKind::At)) {
            found = at->begin;
            effect = false;
        }
        effect = effect || policy;
    }
    return found;
}

/// How far the string goes whose content begins at `begin`: to its quote where only what an id is
/// usually made of stands between; else the quote is another string's.
Span stringContent(std::string_view text, std::uint32_t begin, std::uint32_t offset, bool& closed)
{
    std::uint32_t end = offset;
    while (end < text.size() && text[end] != '"' && text[end] != '\n' && text[end] != '\r' &&
           std::string_view(",()[]{};").find(text[end]) == std::string_view::npos)
        ++end;
    closed = end < text.size() && text[end] == '"';
    return {begin, closed ? end : offset};
}

} // namespace

TokenKind PolicyCursor::before(std::size_t back) const
{
    return back < tokens.size() ? tokens[tokens.size() - 1 - back].kind : TokenKind::End;
}

bool PolicyCursor::isWord(std::size_t index, std::string_view wanted) const
{
    return index < tokens.size() && of(tokens[index]) == wanted;
}

PolicyCursor policyCursor(const ModelFile& file, std::uint32_t offset)
{
    PolicyCursor cursor;
    cursor.text = file.text();
    cursor.offset = std::min(offset, static_cast<std::uint32_t>(cursor.text.size()));
    const std::uint32_t begin = policyBegin(cursor.text, file.policies->tokens, cursor.offset);
    cedar::ProblemLog ignored({});
    cedar::LexedText lexed = cedar::lex(cursor.text.substr(begin, cursor.offset - begin), ignored);
    lexed.tokens.pop_back(); // End
    for (Token& token : lexed.tokens) {
        token.begin += begin;
        token.end += begin;
    }
    cursor.tokens = std::move(lexed.tokens);
    cursor.word = {cursor.offset, cursor.offset};
    if (!lexed.comments.empty() && lexed.comments.back().span.end + begin == cursor.offset) {
        cursor.at = PolicyCursor::At::Comment;
        return cursor;
    }
    if (cursor.tokens.empty() || cursor.tokens.back().end != cursor.offset)
        return cursor;
    const Token last = cursor.tokens.back();
    if (last.kind == TokenKind::Unknown && cursor.text[last.begin] == '"') {
        cursor.at = PolicyCursor::At::String;
        cursor.content = stringContent(cursor.text, last.begin + 1, cursor.offset, cursor.closed);
        cursor.tokens.pop_back();
    } else if (cedar::isWord(last.kind) || last.kind == TokenKind::Slot ||
               last.kind == TokenKind::Number || cursor.of(last) == "?") {
        cursor.word = wordAt(cursor.text, cursor.offset);
        cursor.word.begin = last.begin;
        if (last.kind == TokenKind::Identifier)
            cursor.word.end = pathEnd(cursor.text, cursor.word.end);
        cursor.tokens.pop_back();
    }
    return cursor;
}

PathBefore pathBefore(const PolicyCursor& cursor, std::size_t end)
{
    PathBefore path;
    path.begin = end;
    if (end == 0)
        return path;
    std::size_t at = end;
    path.endsWithSeparator = cursor.tokens[at - 1].kind == TokenKind::PathSeparator;
    if (path.endsWithSeparator)
        --at;
    while (at > 0 && cursor.tokens[at - 1].kind == TokenKind::Identifier) {
        --at;
        path.begin = at;
        if (at == 0 || cursor.tokens[at - 1].kind != TokenKind::PathSeparator)
            break;
        --at;
    }
    for (std::size_t index = path.begin; index < end; ++index)
        path.name += cursor.of(cursor.tokens[index]);
    if (path.endsWithSeparator && path.name.ends_with("::"))
        path.name.resize(path.name.size() - 2);
    return path;
}

} // namespace remit::assist
