// SPDX-License-Identifier: Apache-2.0
#include "core/replay/filter/filter_lexer.h"

#include "core/replay/filter/filter_fields.h"

namespace remit::replay {

namespace {

using Kind = FilterToken::Kind;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isOperator(char c)
{
    return std::string_view("=!<>~").find(c) != std::string_view::npos;
}

FilterToken quoted(std::string_view query, std::size_t& at)
{
    FilterToken token;
    token.kind = Kind::Quoted;
    token.unterminated = true;
    for (++at; at < query.size(); ++at) {
        if (query[at] == '"') {
            token.unterminated = false;
            ++at;
            break;
        }
        const bool escape = query[at] == '\\' && at + 1 < query.size() &&
                            (query[at + 1] == '"' || query[at + 1] == '\\');
        at += escape ? 1 : 0;
        token.text += query[at];
    }
    return token;
}

FilterToken next(std::string_view query, std::size_t& at)
{
    FilterToken token;
    const char c = query[at];
    if (c == '"')
        return quoted(query, at);
    if (c == '(' || c == ')') {
        token.kind = c == '(' ? Kind::Open : Kind::Close;
        token.text = query[at++];
        return token;
    }
    token.kind = isOperator(c) ? Kind::Operator : Kind::Word;
    if (token.kind == Kind::Operator) {
        token.text = query[at++];
        const bool two =
            at < query.size() && ((c != '=' && c != '~' && query[at] == '=') ||
                                  (c == '!' && query[at] == '~') || (c == '=' && query[at] == '='));
        if (two)
            token.text += query[at++];
        return token;
    }
    // A uid as Cedar writes it is one word: Agent::"a b".
    while (at < query.size() && !isSpace(query[at]) && !isOperator(query[at]) && query[at] != '(' &&
           query[at] != ')') {
        if (query[at] == '"') {
            std::size_t end = at;
            const FilterToken inside = quoted(query, end);
            token.text += query.substr(at, end - at);
            token.unterminated = inside.unterminated;
            at = end;
            continue;
        }
        token.text += query[at++];
    }
    return token;
}

} // namespace

bool FilterToken::isWord(std::string_view word) const
{
    return kind == Kind::Word && lowered(text) == word;
}

std::vector<FilterToken> filterTokens(std::string_view query)
{
    std::vector<FilterToken> tokens;
    std::size_t at = 0;
    for (;;) {
        while (at < query.size() && isSpace(query[at]))
            ++at;
        const auto begin = static_cast<std::uint32_t>(at);
        FilterToken token = at < query.size() ? next(query, at) : FilterToken{};
        token.span = {begin, static_cast<std::uint32_t>(at)};
        tokens.push_back(std::move(token));
        if (tokens.back().kind == Kind::End)
            return tokens;
    }
}

} // namespace remit::replay
