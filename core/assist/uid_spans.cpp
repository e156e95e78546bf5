// SPDX-License-Identifier: Apache-2.0
#include "core/assist/uid_spans.h"

#include "core/base/strict_json.h"
#include "core/cedar/syntax/lexer.h"

#include <algorithm>

namespace remit::assist {
namespace {

/// How many bytes of the document one escape or character at `at` takes.
std::size_t unitLength(std::string_view literal, std::size_t at)
{
    if (literal[at] == '\\' && at + 1 < literal.size()) {
        if (literal[at + 1] != 'u')
            return 2;
        const bool high =
            literal.size() >= at + 12 && literal[at + 6] == '\\' &&
            (literal[at + 2] == 'd' || literal[at + 2] == 'D') &&
            std::string_view("89abAB").find(literal[at + 3]) != std::string_view::npos;
        return high ? 12 : 6;
    }
    std::size_t length = 1;
    while (at + length < literal.size() &&
           (static_cast<unsigned char>(literal[at + length]) & 0xC0U) == 0x80U)
        ++length;
    return length;
}

} // namespace

std::optional<UidSpans> uidSpans(std::string_view text, Span span)
{
    if (span.end > text.size() || span.empty())
        return std::nullopt;
    cedar::ProblemLog problems({});
    const auto tokens = cedar::lex(text.substr(span.begin, span.size()), problems).tokens;
    if (problems.count() > 0 || tokens.size() < 4)
        return std::nullopt;
    const cedar::Token& id = tokens[tokens.size() - 2];
    const cedar::Token& last = tokens[tokens.size() - 4];
    if (id.kind != cedar::TokenKind::String ||
        tokens[tokens.size() - 3].kind != cedar::TokenKind::PathSeparator)
        return std::nullopt;
    const std::uint32_t at = span.begin;
    return UidSpans{{at + tokens.front().begin, at + last.end},
                    {at + id.begin + 1, at + id.end - 1}};
}

Span lastPart(std::string_view text, Span path)
{
    if (path.size() >= 2 && text[path.begin] == '"')
        path = {path.begin + 1, path.end - 1};
    const std::string_view written = text.substr(path.begin, path.size());
    const std::size_t separator = written.rfind("::");
    if (separator == std::string_view::npos)
        return path;
    const std::size_t name = written.find_first_not_of(" \t\r\n", separator + 2);
    if (name == std::string_view::npos)
        return path;
    return {path.begin + static_cast<std::uint32_t>(name), path.end};
}

JsonStringMap::JsonStringMap(std::string_view document, Span literal)
{
    const std::string_view written = document.substr(literal.begin, literal.size());
    std::size_t at = 1;
    while (at + 1 < written.size()) {
        const std::size_t length = std::min(unitLength(written, at), written.size() - 1 - at);
        const JsonDocument unit =
            written[at] == '\\' ? parseJson('"' + std::string(written.substr(at, length)) + '"')
                                : JsonDocument{};
        const std::string content =
            unit.root ? unit.root->text : std::string(written.substr(at, length));
        for (std::size_t byte = 0; byte < content.size(); ++byte)
            m_places.push_back(literal.begin + static_cast<std::uint32_t>(at));
        m_text += content;
        at += length;
    }
    m_places.push_back(literal.begin + static_cast<std::uint32_t>(at));
}

} // namespace remit::assist
