// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/syntax/builtin_names.h"
#include "core/cedar/syntax/expression_parser.h"

#include <utility>

/// What follows a value: `.name`, `["name"]`, `.method(…)`.
namespace remit::cedar {

Node ExpressionParser::parseMember()
{
    Node node = parsePrimary();
    while (true) {
        switch (m_cursor.current().kind) {
        case TokenKind::Dot:
            node = parseDot(std::move(node));
            break;
        case TokenKind::OpenBracket:
            node = parseIndex(std::move(node));
            break;
        case TokenKind::OpenParen:
            node = rejectCall(std::move(node));
            break;
        default:
            return node;
        }
    }
}

Node ExpressionParser::rejectMember(Node receiver)
{
    if (m_cursor.at(TokenKind::String)) {
        const Span span = m_cursor.current().span();
        const Span dot = m_cursor.previous().span();
        if (Diagnostic* problem =
                m_cursor.report("parse/invalid-attribute", span,
                                "expected an attribute name after `.`, found a string",
                                "a quoted attribute stands in brackets: `[\"…\"]`"))
            m_cursor.problems().offer(*problem, "Write it in brackets", join(dot, span),
                                      "[" + std::string(m_cursor.text(span)) + "]");
        m_cursor.take();
        return error(join(receiver.outer, span));
    }
    m_cursor.unexpected("an attribute or method name after `.`");
    m_cursor.recover();
    return error(receiver.outer);
}

Node ExpressionParser::parseDot(Node receiver)
{
    m_cursor.take();
    if (!isWord(m_cursor.current().kind))
        return rejectMember(std::move(receiver));
    const Token name = m_cursor.current();
    if (isReserved(name.kind)) {
        const std::string written(m_cursor.text(name));
        if (Diagnostic* problem = m_cursor.report(
                "parse/reserved-word", name.span(), "`" + written + "` is a reserved word",
                "as an attribute it is written in brackets: `[\"" + written + "\"]`"))
            m_cursor.problems().offer(*problem, "Write it in brackets",
                                      {m_cursor.previous().begin, name.end},
                                      "[\"" + written + "\"]");
    }
    m_cursor.take();
    if (m_cursor.at(TokenKind::OpenParen))
        return parseMethod(std::move(receiver), name);
    Node node = make(ExprKind::GetAttr, join(receiver.outer, name.span()));
    node.expr->text = m_cursor.text(name);
    node.expr->nameSpan = name.span();
    adopt(node, std::move(receiver));
    return checked(std::move(node));
}

Node ExpressionParser::parseIndex(Node receiver)
{
    const Token open = m_cursor.take();
    Node node = make(ExprKind::GetAttr, receiver.outer);
    const bool literal =
        m_cursor.at(TokenKind::String) && m_cursor.ahead(1).kind == TokenKind::CloseBracket;
    if (literal) {
        node.expr->quoted = true;
        node.expr->nameSpan = m_cursor.current().span();
        node.expr->text = parseString();
    } else {
        m_cursor.report(
            "parse/invalid-index", m_cursor.current().span(),
            "only a string literal may stand in these brackets",
            "write `[\"name\"]`; Cedar cannot compute an attribute's name, nor index a set");
        node.expr->kind = ExprKind::Error;
        if (!m_cursor.at(TokenKind::CloseBracket))
            parseExpression();
    }
    m_cursor.close(open);
    node.outer = node.expr->span = {receiver.outer.begin, m_cursor.previous().end};
    if (literal)
        adopt(node, std::move(receiver));
    return checked(std::move(node));
}

bool ExpressionParser::checkMethod(const Token& name, std::size_t arguments, Span call)
{
    const std::string written(m_cursor.text(name));
    ProblemLog& problems = m_cursor.problems();
    if (isFunctionName(written)) {
        problems.report("parse/function-as-method", name.span(),
                        "`" + written + "` is a function, not a method",
                        "write `" + written + "(…)`");
        return false;
    }
    if (!isMethodName(written)) {
        Diagnostic& problem = problems.report("parse/unknown-method", name.span(),
                                              "there is no method `" + shown(written) + "`");
        if (const auto near = nearest(written, methodNames())) {
            problem.help = "did you mean `" + *near + "`?";
            problems.offer(problem, "Replace by `" + *near + "`", name.span(), *near);
        }
        return false;
    }
    const auto arity = methodArity(written);
    if (!arity || *arity == arguments)
        return true;
    problems.report(
        "parse/wrong-argument-count", call,
        "`" + written + "` takes " + (*arity == 0 ? "no argument" : "exactly one argument") +
            ", not " + std::to_string(arguments),
        written == "contains" && arguments > 1 ? "for several elements use `containsAll([…])`"
                                               : "");
    return false;
}

Node ExpressionParser::parseMethod(Node receiver, const Token& name)
{
    const Token method = name;
    std::vector<Node> arguments = parseArguments();
    const Span call{method.begin, m_cursor.previous().end};
    const bool known = checkMethod(method, arguments.size(), call);
    Node node = make(known ? ExprKind::Method : ExprKind::Error, join(receiver.outer, call));
    node.expr->text = m_cursor.text(method);
    node.expr->nameSpan = method.span();
    adopt(node, std::move(receiver));
    for (Node& argument : arguments)
        adopt(node, std::move(argument));
    return checked(std::move(node));
}

Node ExpressionParser::rejectCall(Node callee)
{
    m_cursor.report("parse/invalid-call", m_cursor.current().span(), "this cannot be called",
                    "calls are written `name(…)` or `value.method(…)`");
    parseArguments();
    return error({callee.outer.begin, m_cursor.previous().end});
}

} // namespace remit::cedar
