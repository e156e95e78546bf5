// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/parser.h"

#include "core/cedar/syntax/lexer.h"
#include "core/cedar/syntax/policy_parser.h"

#include <utility>

namespace remit::cedar {

ParsedPolicies parsePolicies(std::string_view text, std::string_view file)
{
    ProblemLog problems(file);
    LexedText lexed = lex(text, problems);
    TokenCursor cursor(text, lexed.tokens, problems);
    ParsedPolicies result;
    result.policies = PolicyParser(cursor).parsePolicies();
    result.comments = std::move(lexed.comments);
    result.diagnostics = problems.take();
    return result;
}

ParsedExpr parseExpression(std::string_view text, std::string_view file)
{
    ProblemLog problems(file);
    const LexedText lexed = lex(text, problems);
    TokenCursor cursor(text, lexed.tokens, problems);
    ParsedExpr result;
    if (cursor.at(TokenKind::End)) {
        if (problems.count() == 0)
            cursor.unexpected("an expression");
    } else {
        result.expr = ExpressionParser(cursor).parseExpression().expr;
        if (!cursor.at(TokenKind::End))
            cursor.unexpected("an operator or the end of the expression");
    }
    result.diagnostics = problems.take();
    return result;
}

std::optional<EntityUid> parseEntityUid(std::string_view text)
{
    ProblemLog problems({});
    const LexedText lexed = lex(text, problems);
    TokenCursor cursor(text, lexed.tokens, problems);
    if (problems.count() != 0 || !isWord(cursor.current().kind))
        return std::nullopt;
    ExpressionParser expressions(cursor);
    Name name = expressions.parseName();
    if (!cursor.at(TokenKind::PathSeparator))
        return std::nullopt;
    Node node = expressions.parseEntityId(std::move(name));
    if (cursor.troubles() != 0 || !cursor.at(TokenKind::End))
        return std::nullopt;
    return std::move(node.expr->uid);
}

bool isIdentifier(std::string_view text)
{
    const auto startsWord = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    if (text.empty() || !startsWord(text.front()))
        return false;
    for (const char c : text) {
        if (!startsWord(c) && !(c >= '0' && c <= '9'))
            return false;
    }
    return wordKind(text) == TokenKind::Identifier;
}

bool isValidName(std::string_view text)
{
    while (true) {
        const std::size_t separator = text.find("::");
        if (!isIdentifier(text.substr(0, separator)))
            return false;
        if (separator == std::string_view::npos)
            return true;
        text.remove_prefix(separator + 2);
    }
}

} // namespace remit::cedar
