// SPDX-License-Identifier: Apache-2.0
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/cedar/schema/text_parser.h"

#include <algorithm>

namespace remit::cedar {

bool SchemaTextParser::type(SchemaType& result)
{
    if (m_depth >= limits::kCedarNesting) {
        report("schema/nesting", token().span, "types are nested too deeply here",
               "At most " + std::to_string(limits::kCedarNesting) + " levels are read.");
        return false;
    }
    ++m_depth;
    const Span begin = token().span;
    bool good = false;
    if (at(SchemaTokenKind::OpenBrace)) {
        good = recordType(result);
    } else if (atKeyword("Set") && ahead(1).kind == SchemaTokenKind::Less) {
        step();
        step();
        result.form = SchemaType::Form::Set;
        result.element = std::make_unique<SchemaType>();
        good = type(*result.element) && expect(SchemaTokenKind::Greater, "after `Set<…`");
    } else if (at(SchemaTokenKind::Identifier)) {
        good = path(result.name);
    } else {
        good = unexpected("a type");
    }
    --m_depth;
    result.span = spanFrom(begin);
    return good;
}

bool SchemaTextParser::recordType(SchemaType& result)
{
    const Span begin = token().span;
    result.form = SchemaType::Form::Record;
    step();
    while (!at(SchemaTokenKind::CloseBrace)) {
        if (!attribute(result.attributes.emplace_back()))
            return false;
        if (!accept(SchemaTokenKind::Comma) && !at(SchemaTokenKind::CloseBrace))
            return unexpected("`,` or `}`");
    }
    step();
    result.span = spanFrom(begin);
    return true;
}

bool SchemaTextParser::attribute(SchemaAttribute& result)
{
    const Span begin = token().span;
    if (!annotations(result.annotations))
        return false;
    SchemaId id;
    if (at(SchemaTokenKind::String)) {
        id = {token().text, token().span};
        step();
    } else if (!at(SchemaTokenKind::Identifier)) {
        return unexpected("an attribute's name or `}`");
    } else if (!identifier(id)) {
        return false;
    }
    result.name = id.text;
    result.nameSpan = id.span;
    result.required = !accept(SchemaTokenKind::Question);
    if (!expect(SchemaTokenKind::Colon, "after the attribute's name") || !type(result.type))
        return false;
    result.span = spanFrom(begin);
    return true;
}

bool SchemaTextParser::path(SchemaName& name)
{
    const Span begin = token().span;
    do {
        if (!at(SchemaTokenKind::Identifier))
            return unexpected("an identifier");
        if (isReservedIdentifier(token().text) && token().text != "__cedar") {
            report("schema/reserved-name", token().span,
                   "`" + token().text + "` is a reserved word", "Choose another name.");
        }
        name.text += (name.text.empty() ? "" : "::") + token().text;
        step();
    } while (accept(SchemaTokenKind::DoubleColon));
    name.span = spanFrom(begin);
    return true;
}

bool SchemaTextParser::typeList(std::vector<SchemaName>& names, bool mayBeEmpty)
{
    if (!accept(SchemaTokenKind::OpenBracket))
        return path(names.emplace_back());
    if (mayBeEmpty && accept(SchemaTokenKind::CloseBracket))
        return true;
    do {
        if (at(SchemaTokenKind::CloseBracket))
            return unexpected("another type", "No comma may stand after the last type.");
        if (!path(names.emplace_back()))
            return false;
    } while (accept(SchemaTokenKind::Comma));
    return expect(SchemaTokenKind::CloseBracket, "after the types");
}

const SchemaToken& SchemaTextParser::ahead(std::size_t count) const
{
    return m_tokens.tokens[std::min(m_at + count, m_tokens.tokens.size() - 1)];
}

bool SchemaTextParser::atKeyword(std::string_view keyword) const
{
    return at(SchemaTokenKind::Identifier) && token().text == keyword;
}

bool SchemaTextParser::accept(SchemaTokenKind kind)
{
    if (!at(kind))
        return false;
    step();
    return true;
}

bool SchemaTextParser::acceptKeyword(std::string_view keyword)
{
    if (!atKeyword(keyword))
        return false;
    step();
    return true;
}

bool SchemaTextParser::expect(SchemaTokenKind kind, std::string_view afterWhat)
{
    if (accept(kind))
        return true;
    return unexpected(std::string(describe(kind)) + " " + std::string(afterWhat));
}

bool SchemaTextParser::identifier(SchemaId& id)
{
    if (!at(SchemaTokenKind::Identifier))
        return unexpected("an identifier");
    if (isReservedIdentifier(token().text))
        report("schema/reserved-name", token().span, "`" + token().text + "` is a reserved word",
               "Choose another name, or write it as a string where one is allowed.");
    id = {token().text, token().span};
    step();
    return true;
}

bool SchemaTextParser::declaredName(SchemaName& name)
{
    SchemaId id;
    if (!identifier(id))
        return false;
    name = {id.text, id.span};
    return true;
}

Span SchemaTextParser::spanFrom(Span begin) const
{
    return m_at == 0 ? begin : join(begin, m_tokens.tokens[m_at - 1].span);
}

void SchemaTextParser::step()
{
    if (!at(SchemaTokenKind::End))
        ++m_at;
}

bool SchemaTextParser::unexpected(std::string expected, std::string help)
{
    if (at(SchemaTokenKind::Invalid)) // the lexer has said what is wrong
        return false;
    const bool named = at(SchemaTokenKind::Identifier);
    const std::string found =
        named ? "`" + token().text + "`" : std::string(describe(token().kind));
    report("schema/unexpected-token", token().span,
           "expected " + std::move(expected) + ", found " + found, std::move(help));
    return false;
}

Diagnostic& SchemaTextParser::report(std::string code, Span span, std::string message,
                                     std::string help)
{
    Diagnostic& diagnostic = m_document.diagnostics.emplace_back();
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
    diagnostic.file = m_document.file;
    diagnostic.span = span;
    return diagnostic;
}

} // namespace remit::cedar
