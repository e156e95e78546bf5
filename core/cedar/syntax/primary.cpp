// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/syntax/builtin_names.h"
#include "core/cedar/syntax/expression_parser.h"
#include "core/cedar/syntax/string_literal.h"

#include <charconv>
#include <limits>
#include <set>
#include <utility>

/// Literals, variables, entities, sets, records, parentheses and function calls.
namespace remit::cedar {

std::string ExpressionParser::parseString()
{
    const Token token = m_cursor.take();
    return readStringLiteral(m_cursor.text(token), token.begin, m_cursor.problems());
}

Node ExpressionParser::parseNumber(bool negative, std::uint32_t begin)
{
    constexpr std::uint64_t kMax = std::numeric_limits<std::int64_t>::max();
    const Token token = m_cursor.take();
    const std::string_view digits = m_cursor.text(token);
    std::uint64_t value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    Node node = make(ExprKind::Long, {begin, token.end});
    if (read.ec != std::errc{} || value > kMax + (negative ? 1U : 0U)) {
        m_cursor.problems().report("parse/number-too-large", node.outer,
                                   "this number does not fit a Long",
                                   "Longs go from -9223372036854775808 to 9223372036854775807");
        node.expr->kind = ExprKind::Error;
        return node;
    }
    node.expr->integer = static_cast<std::int64_t>(negative ? 0U - value : value);
    return node;
}

Node ExpressionParser::parseParenthesised()
{
    const Token open = m_cursor.take();
    Node node = parseExpression();
    m_cursor.close(open);
    node.outer = {open.begin, m_cursor.previous().end};
    return node;
}

std::vector<Node> ExpressionParser::parseArguments()
{
    const Token open = m_cursor.take();
    std::vector<Node> arguments;
    while (!m_cursor.at(TokenKind::CloseParen) && !m_cursor.at(TokenKind::End)) {
        arguments.push_back(parseExpression());
        if (!m_cursor.accept(TokenKind::Comma))
            break;
    }
    m_cursor.close(open);
    return arguments;
}

Node ExpressionParser::parseSet()
{
    const Token open = m_cursor.take();
    Node node = make(ExprKind::Set, open.span());
    while (!m_cursor.at(TokenKind::CloseBracket) && !m_cursor.at(TokenKind::End)) {
        adopt(node, parseExpression());
        if (!m_cursor.accept(TokenKind::Comma))
            break;
    }
    m_cursor.close(open);
    node.outer = node.expr->span = {open.begin, m_cursor.previous().end};
    return checked(std::move(node));
}

Node ExpressionParser::parseRecord()
{
    const Token open = m_cursor.take();
    Node node = make(ExprKind::Record, open.span());
    while (!m_cursor.at(TokenKind::CloseBrace) && !m_cursor.at(TokenKind::End)) {
        parseMemberOfRecord(node);
        if (!m_cursor.accept(TokenKind::Comma))
            break;
    }
    m_cursor.close(open);
    node.outer = node.expr->span = {open.begin, m_cursor.previous().end};
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < node.expr->path.size(); ++i) {
        if (!seen.insert(node.expr->path[i]).second)
            m_cursor.problems().report("parse/duplicate-key", node.expr->pathSpans[i],
                                       "the key `" + shown(node.expr->path[i]) +
                                           "` stands in this record twice",
                                       "remove one of the two");
    }
    return checked(std::move(node));
}

bool ExpressionParser::parseKey(Expr& record)
{
    const Token key = m_cursor.current();
    if (key.kind == TokenKind::String) {
        record.path.push_back(parseString());
    } else if (key.kind == TokenKind::Identifier) {
        record.path.emplace_back(m_cursor.text(m_cursor.take()));
    } else if (isReserved(key.kind)) {
        const std::string written(m_cursor.text(key));
        if (Diagnostic* problem = m_cursor.report("parse/reserved-word", key.span(),
                                                  "`" + written + "` is a reserved word",
                                                  "as a key it is written in quotes"))
            m_cursor.problems().offer(*problem, "Write it in quotes", key.span(),
                                      "\"" + written + "\"");
        m_cursor.take();
        record.path.push_back(written);
    } else {
        m_cursor.unexpected("a key (an identifier or a string)",
                            "a record is written `{name: value, …}`");
        m_cursor.recover();
        return false;
    }
    record.pathSpans.push_back(key.span());
    return true;
}

void ExpressionParser::parseMemberOfRecord(Node& record)
{
    if (!parseKey(*record.expr))
        return;
    if (m_cursor.accept(TokenKind::Colon)) {
        adopt(record, parseExpression());
        return;
    }
    m_cursor.unexpected("`:` and a value after the key");
    m_cursor.recover();
    adopt(record, error(m_cursor.current().span()));
}

Name ExpressionParser::parseName()
{
    Name name;
    name.span = m_cursor.current().span();
    while (true) {
        const Token word = m_cursor.current();
        if (isReserved(word.kind)) {
            m_cursor.report("parse/reserved-word", word.span(),
                            "`" + std::string(m_cursor.text(word)) +
                                "` is a reserved word and cannot stand in a name");
            name.valid = false;
        }
        name.text += m_cursor.text(m_cursor.take());
        name.span.end = word.end;
        if (!m_cursor.at(TokenKind::PathSeparator) || !isWord(m_cursor.ahead(1).kind))
            return name;
        m_cursor.take();
        name.text += "::";
        name.single = false;
    }
}

Node ExpressionParser::parseEntityId(Name name)
{
    m_cursor.take();
    Node node = make(ExprKind::Entity, name.span);
    node.expr->nameSpan = name.span;
    if (!m_cursor.at(TokenKind::String)) {
        m_cursor.unexpected("the entity's id in quotes", "entities are written `Type::\"id\"`");
        m_cursor.recover();
        return error(name.span);
    }
    node.outer = node.expr->span = join(name.span, m_cursor.current().span());
    node.expr->uid = {std::move(name.text), parseString()};
    return node;
}

void ExpressionParser::rejectName(const Name& name)
{
    if (!name.valid)
        return;
    const std::string written(name.text);
    Diagnostic& problem = m_cursor.problems().report(
        "parse/unknown-name", name.span, "there is no variable `" + shown(written) + "`",
        "the variables are principal, action, resource and context; text stands in quotes, an "
        "entity is `Type::\"id\"`");
    if (const auto near = name.single ? nearest(written, variableNames()) : std::nullopt) {
        problem.help = "did you mean `" + *near + "`?";
        m_cursor.problems().offer(problem, "Replace by `" + *near + "`", name.span, *near);
    }
}

Node ExpressionParser::parseNamed()
{
    if (m_cursor.atWord("not") && !closes(m_cursor.ahead(1).kind) &&
        m_cursor.ahead(1).kind != TokenKind::PathSeparator) {
        const Span span = m_cursor.current().span();
        if (Diagnostic* problem =
                m_cursor.report("parse/unknown-operator", span, "`not` is no operator of Cedar",
                                "did you mean `!`?"))
            m_cursor.problems().offer(*problem, "Replace by `!`", span, "!");
        m_cursor.recover();
        return error(span);
    }
    Name name = parseName();
    if (m_cursor.at(TokenKind::PathSeparator))
        return parseEntityId(std::move(name));
    if (m_cursor.at(TokenKind::OpenParen))
        return parseCall(name);
    const auto var = name.single ? variableNamed(name.text) : std::nullopt;
    if (!var) {
        rejectName(name);
        return error(name.span);
    }
    Node node = make(ExprKind::Variable, name.span);
    node.expr->var = *var;
    return node;
}

void ExpressionParser::rejectCallOf(const Name& name, const std::vector<Node>& arguments, Span call)
{
    if (!name.valid)
        return;
    ProblemLog& problems = m_cursor.problems();
    if (name.single && isMethodName(name.text)) {
        Diagnostic& problem = problems.report("parse/method-as-function", name.span,
                                              "`" + name.text + "` is a method, not a function",
                                              "write `value." + name.text + "(…)`");
        if (arguments.empty())
            return;
        const Span first = arguments.front().outer;
        const Span rest = arguments.size() > 1 ? join(arguments[1].outer, arguments.back().outer)
                                               : Span{first.end, first.end};
        problems.offer(problem, "Call it as a method", call,
                       "(" + std::string(m_cursor.text(first)) + ")." + name.text + "(" +
                           std::string(m_cursor.text(rest)) + ")");
        return;
    }
    if (name.single && variableNamed(name.text)) {
        problems.report("parse/invalid-call", name.span,
                        "`" + name.text + "` is a variable and cannot be called");
        return;
    }
    Diagnostic& problem = problems.report("parse/unknown-function", name.span,
                                          "there is no function `" + shown(name.text) + "`",
                                          "the functions are ip, decimal, datetime and duration");
    if (const auto near = nearest(name.text, functionNames())) {
        problem.help = "did you mean `" + *near + "`?";
        problems.offer(problem, "Replace by `" + *near + "`", name.span, *near);
    }
}

Node ExpressionParser::parseCall(const Name& name)
{
    std::vector<Node> arguments = parseArguments();
    const Span call{name.span.begin, m_cursor.previous().end};
    const bool known = name.single && isFunctionName(name.text);
    if (!known)
        rejectCallOf(name, arguments, call);
    Node node = make(known ? ExprKind::Call : ExprKind::Error, call);
    node.expr->text = name.text;
    node.expr->nameSpan = name.span;
    for (Node& argument : arguments)
        adopt(node, std::move(argument));
    return checked(std::move(node));
}

Node ExpressionParser::rejectSlot()
{
    const Token slot = m_cursor.current();
    const std::string written(m_cursor.text(slot));
    const bool known = written == "?principal" || written == "?resource";
    m_cursor.report(known ? "parse/slot-in-condition" : "parse/unknown-slot", slot.span(),
                    known ? "a slot may stand in the scope only"
                          : "there is no slot `" + shown(written) + "`",
                    known ? "compare `" + written.substr(1) + "` with the slot in the scope: `" +
                                written.substr(1) + " == " + written + "`"
                          : "the slots are ?principal and ?resource");
    m_cursor.take();
    return error(slot.span());
}

/// `a && if …`: Cedar wants parentheses there.
Node ExpressionParser::rejectIf()
{
    const std::size_t before = m_cursor.problems().count();
    const std::size_t index = m_cursor.index();
    Node node = parseExpression();
    if (m_cursor.problems().count() != before || m_cursor.index() == index)
        return node;
    Diagnostic& problem = m_cursor.problems().report(
        "parse/if-needs-parentheses", node.outer, "an `if` inside an operation needs parentheses",
        "write `(if … then … else …)`");
    m_cursor.problems().offer(problem, "Add parentheses",
                              {TextEdit{{node.outer.begin, node.outer.begin}, "("},
                               TextEdit{{node.outer.end, node.outer.end}, ")"}});
    return node;
}

Node ExpressionParser::rejectPrimary()
{
    const Span span = m_cursor.current().span();
    const TokenKind kind = m_cursor.current().kind;
    m_cursor.unexpected("an expression",
                        isReserved(kind) ? "it is a reserved word; text stands in quotes" : "");
    // A dangling operator does not hide what stands to its right.
    const bool operators = kind >= TokenKind::Equal && kind <= TokenKind::Pipe &&
                           kind != TokenKind::And && kind != TokenKind::Or;
    if (operators || kind == TokenKind::Unknown)
        m_cursor.take();
    m_cursor.recover();
    return error(span);
}

Node ExpressionParser::parsePrimary()
{
    const Token token = m_cursor.current();
    switch (token.kind) {
    case TokenKind::True:
    case TokenKind::False: {
        Node node = make(ExprKind::Bool, m_cursor.take().span());
        node.expr->boolean = token.kind == TokenKind::True;
        return node;
    }
    case TokenKind::Number:
        return parseNumber(false, token.begin);
    case TokenKind::String: {
        Node node = make(ExprKind::String, token.span());
        node.expr->text = parseString();
        return node;
    }
    case TokenKind::OpenParen:
        return parseParenthesised();
    case TokenKind::OpenBracket:
        return parseSet();
    case TokenKind::OpenBrace:
        return parseRecord();
    case TokenKind::Identifier:
    case TokenKind::ReservedName:
        return parseNamed();
    case TokenKind::Slot:
        return rejectSlot();
    case TokenKind::If:
        return rejectIf();
    default:
        return rejectPrimary();
    }
}

} // namespace remit::cedar
