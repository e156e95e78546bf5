// SPDX-License-Identifier: Apache-2.0
#include "core/assist/schemas/cursor.h"

#include <algorithm>

namespace remit::assist {
namespace {

using Kind = cedar::SchemaTokenKind;

bool isWordByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool opens(Kind kind)
{
    return kind == Kind::OpenBrace || kind == Kind::OpenBracket || kind == Kind::OpenParen;
}

bool closes(Kind kind)
{
    return kind == Kind::CloseBrace || kind == Kind::CloseBracket || kind == Kind::CloseParen;
}

/// Walks over the tokens before the cursor and keeps the declaration that is open there.
class Declarations {
public:
    explicit Declarations(SchemaCursor& cursor) : m_cursor(cursor) {}

    void take(const cedar::SchemaToken& token)
    {
        if (annotation(token))
            return;
        const bool top = m_cursor.open.empty();
        if (top && token.kind == Kind::OpenBrace && isNamespace()) {
            for (std::size_t at = 1; at < m_cursor.tokens.size(); ++at)
                m_cursor.space +=
                    m_cursor.tokens[at].kind == Kind::DoubleColon ? "::" : m_cursor.tokens[at].text;
            m_cursor.inNamespace = true;
            m_cursor.tokens.clear();
        } else if (top && token.kind == Kind::CloseBrace) {
            m_cursor.space.clear();
            m_cursor.inNamespace = false;
            m_cursor.tokens.clear();
        } else if (token.kind == Kind::Semicolon) {
            m_cursor.tokens.clear();
            m_cursor.open.clear();
        } else {
            if (opens(token.kind))
                m_cursor.open.push_back(m_cursor.tokens.size());
            else if (closes(token.kind) && !top)
                m_cursor.open.pop_back();
            m_cursor.tokens.push_back(token);
        }
    }

    void finish() { m_cursor.annotation = m_annotation == Annotation::Name; }

private:
    enum class Annotation : std::uint8_t { None, Name, Open, Value };

    [[nodiscard]] bool isNamespace() const
    {
        return !m_cursor.tokens.empty() && m_cursor.tokens.front().text == "namespace";
    }

    /// `@name` and `("value")` are left out.
    bool annotation(const cedar::SchemaToken& token)
    {
        if (token.kind == Kind::At) {
            m_annotation = Annotation::Name;
            return true;
        }
        switch (m_annotation) {
        case Annotation::None:
            return false;
        case Annotation::Name:
            m_annotation = Annotation::Open;
            return true;
        case Annotation::Open:
            m_annotation = token.kind == Kind::OpenParen ? Annotation::Value : Annotation::None;
            return token.kind == Kind::OpenParen;
        case Annotation::Value:
            if (token.kind == Kind::CloseParen)
                m_annotation = Annotation::None;
            return true;
        }
        return false;
    }

    SchemaCursor& m_cursor;
    Annotation m_annotation = Annotation::None;
};

} // namespace

SchemaCursor schemaCursor(const ModelFile& file, std::uint32_t offset)
{
    const std::string_view text = file.text();
    offset = std::min(offset, static_cast<std::uint32_t>(text.size()));
    cedar::SchemaTokens read = cedar::tokenizeSchema(text.substr(0, offset), {});
    SchemaCursor cursor;
    cursor.word = {offset, offset};
    if (!read.comments.empty() && read.comments.back().span.end == offset)
        cursor.comment = true;
    if (!read.tokens.empty())
        read.tokens.pop_back(); // End
    if (!read.tokens.empty() && read.tokens.back().span.end == offset) {
        const cedar::SchemaToken& last = read.tokens.back();
        const bool open = last.kind == Kind::Invalid && text[last.span.begin] == '"';
        if (open || last.kind == Kind::Identifier) {
            cursor.string = open;
            cursor.word.begin = last.span.begin + (open ? 1 : 0);
            const auto isInside = [&](char c) {
                return isWordByte(c) || (open && (c == ' ' || c == '-' || c == '.'));
            };
            while (cursor.word.end < text.size() && isInside(text[cursor.word.end]))
                ++cursor.word.end;
            cursor.closed = open && cursor.word.end < text.size() && text[cursor.word.end] == '"';
            if (open && !cursor.closed)
                cursor.word.end = offset;
            read.tokens.pop_back();
        }
    }
    Declarations declarations(cursor);
    for (const cedar::SchemaToken& token : read.tokens)
        declarations.take(token);
    declarations.finish();
    return cursor;
}

} // namespace remit::assist
