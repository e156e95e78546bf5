// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/schema/formatter.h"

#include "core/base/text.h"
#include "core/cedar/schema/lexer.h"
#include "core/cedar/schema/parser.h"

#include <algorithm>
#include <limits>

namespace remit::cedar {
namespace {

using Kind = SchemaTokenKind;

/// Lays out token after token. Braces that hold something break their lines; brackets stay on one
/// while they fit. Comments keep their place between the tokens.
class Layout {
public:
    Layout(std::string_view text, const SchemaTokens& tokens, const SchemaFormatOptions& options)
        : m_text(text), m_tokens(tokens.tokens), m_comments(tokens.comments), m_options(options)
    {}

    std::string run()
    {
        findEnclosing();
        for (m_at = 0; m_tokens[m_at].kind != Kind::End; ++m_at)
            token();
        comments(static_cast<std::uint32_t>(m_text.size()));
        while (!m_out.empty() && (m_out.back() == ' ' || m_out.back() == '\n'))
            m_out.pop_back();
        if (!m_out.empty())
            m_out += '\n';
        return std::move(m_out);
    }

private:
    enum class Gap { None, Space, Line };
    enum class Enclosing { Declarations, Record, List };

    void token()
    {
        const SchemaToken& token = m_tokens[m_at];
        if (closesBlock(token))
            --m_depth;
        if (keepRegion(token))
            return;
        Gap gap = m_at == 0 ? Gap::None : gapBefore(token);
        if (token.kind == Kind::CloseBracket && m_brokenBracket) {
            --m_depth;
            m_brokenBracket = false;
            gap = Gap::Line;
        }
        if (comments(token.span.begin) && gap != Gap::Line && m_out.back() == '\n')
            gap = Gap::Line;
        emitGap(gap, token);
        m_out += m_text.substr(token.span.begin, token.span.size());
        if (opensBlock(token))
            ++m_depth;
        if (token.kind == Kind::OpenBracket && !fits(token)) {
            ++m_depth;
            m_brokenBracket = true;
        }
        m_previousEnd = token.span.end;
    }

    /// `{` and `}` with nothing but blanks between stay together.
    [[nodiscard]] bool isEmptyPair(std::size_t open) const
    {
        return m_tokens[open].kind == Kind::OpenBrace &&
               m_tokens[open + 1].kind == Kind::CloseBrace &&
               !commentBetween(m_tokens[open].span.end, m_tokens[open + 1].span.begin);
    }
    [[nodiscard]] bool opensBlock(const SchemaToken& token) const
    {
        return token.kind == Kind::OpenBrace && !isEmptyPair(m_at);
    }
    [[nodiscard]] bool closesBlock(const SchemaToken& token) const
    {
        return token.kind == Kind::CloseBrace && m_depth > 0 &&
               !(m_at > 0 && isEmptyPair(m_at - 1));
    }

    [[nodiscard]] Gap gapBefore(const SchemaToken& token) const
    {
        const Kind before = m_tokens[m_at - 1].kind;
        switch (token.kind) {
        case Kind::Comma:
        case Kind::Semicolon:
        case Kind::Colon:
        case Kind::DoubleColon:
        case Kind::Question:
        case Kind::Less:
        case Kind::Greater:
        case Kind::OpenParen:
        case Kind::CloseParen:
        case Kind::CloseBracket:
            return Gap::None;
        case Kind::CloseBrace:
            return isEmptyPair(m_at - 1) ? Gap::None : Gap::Line;
        default:
            return gapAfter(before);
        }
    }

    [[nodiscard]] Gap gapAfter(Kind before) const
    {
        switch (before) {
        case Kind::Semicolon:
            return Gap::Line;
        case Kind::OpenBrace:
            return Gap::Line;
        case Kind::CloseBrace: // of a namespace, or before `tags`
            return endsNamespace(m_at - 1) ? Gap::Line : Gap::Space;
        case Kind::OpenBracket:
            return m_brokenBracket ? Gap::Line : Gap::None;
        case Kind::Comma:
            return breaksAfterComma() ? Gap::Line : Gap::Space;
        case Kind::CloseParen:
            return Gap::Line; // an annotation with a value
        case Kind::At:
        case Kind::DoubleColon:
        case Kind::Less:
        case Kind::OpenParen:
            return Gap::None;
        default:
            return m_at >= 2 && m_tokens[m_at - 2].kind == Kind::At ? Gap::Line : Gap::Space;
        }
    }

    /// A comma in a record ends its line, one in a list of ids only when the list is broken, one
    /// between declared names never.
    [[nodiscard]] bool breaksAfterComma() const
    {
        switch (m_enclosing[m_at - 1]) {
        case Enclosing::Record:
            return true;
        case Enclosing::List:
            return m_brokenBracket;
        default:
            return false;
        }
    }

    /// For each token what it stands in, so that no rule has to look back.
    void findEnclosing()
    {
        std::vector<Enclosing> open{Enclosing::Declarations};
        bool inNamespaceName = false;
        for (const SchemaToken& token : m_tokens) {
            m_enclosing.push_back(open.back());
            if (token.kind == Kind::Identifier && token.text == "namespace" &&
                (m_enclosing.size() < 2 || startsDeclaration(m_enclosing.size() - 2)))
                inNamespaceName = true;
            if (token.kind == Kind::OpenBracket)
                open.push_back(Enclosing::List);
            if (token.kind == Kind::OpenBrace) {
                open.push_back(inNamespaceName ? Enclosing::Declarations : Enclosing::Record);
                inNamespaceName = false;
            }
            const bool closes = token.kind == Kind::CloseBrace || token.kind == Kind::CloseBracket;
            if (closes && open.size() > 1)
                open.pop_back();
        }
    }

    /// May a declaration start after that token?
    [[nodiscard]] bool startsDeclaration(std::size_t before) const
    {
        const Kind kind = m_tokens[before].kind;
        const bool afterKey = before > 0 && m_tokens[before - 1].kind == Kind::At;
        return kind == Kind::Semicolon || kind == Kind::CloseBrace || kind == Kind::CloseParen ||
               afterKey;
    }

    /// A `}` that no `;`, `,`, `}` or `tags` follows closes a namespace.
    [[nodiscard]] bool endsNamespace(std::size_t index) const
    {
        const SchemaToken& next = m_tokens[index + 1];
        return next.kind == Kind::At ||
               (next.kind == Kind::Identifier && next.text != "tags" && next.text != "attributes");
    }

    /// Does the list that opens here fit in the line, with what follows it up to the next token?
    [[nodiscard]] bool fits(const SchemaToken& open) const
    {
        const std::size_t lineBegin = m_out.rfind('\n') + 1; // npos + 1 is 0
        std::size_t width = m_out.size() - lineBegin;
        for (std::size_t i = m_at + 1; m_tokens[i].kind != Kind::End; ++i) {
            const SchemaToken& token = m_tokens[i];
            const bool afterComma = m_tokens[i - 1].kind == Kind::Comma;
            width += token.span.size() + (afterComma ? 1 : 0);
            if (token.kind == Kind::CloseBracket)
                return !commentBetween(open.span.begin, token.span.begin) &&
                       width + 1 <= static_cast<std::size_t>(std::max(m_options.lineWidth, 1));
            if (width > static_cast<std::size_t>(std::max(m_options.lineWidth, 1)))
                return false;
        }
        return true;
    }

    [[nodiscard]] bool commentBetween(std::uint32_t begin, std::uint32_t end) const
    {
        const auto first = std::lower_bound(
            m_comments.begin(), m_comments.end(), begin,
            [](const Comment& comment, std::uint32_t at) { return comment.span.begin < at; });
        return first != m_comments.end() && first->span.begin < end;
    }

    void emitGap(Gap gap, const SchemaToken& token)
    {
        if (gap == Gap::Line) {
            if (!m_out.empty() && m_out.back() != '\n')
                m_out += '\n';
            keepBlankLine(token.span.begin, token.kind == Kind::CloseBrace);
            m_out.append(indentWidth(), ' ');
        } else if (!m_out.empty() && m_out.back() == '\n') {
            m_out.append(indentWidth(), ' ');
        } else if (gap == Gap::Space) {
            m_out += ' ';
        }
    }

    [[nodiscard]] std::size_t indentWidth() const
    {
        return static_cast<std::size_t>(std::max(0, m_depth)) *
               static_cast<std::size_t>(std::clamp(m_options.indentWidth, 0, 16));
    }

    /// One blank line stays where the author left any, except after `{` and before `}`.
    void keepBlankLine(std::uint32_t begin, bool closing)
    {
        const std::string_view between = m_text.substr(m_previousEnd, begin - m_previousEnd);
        const bool blank = std::count(between.begin(), between.end(), '\n') > 1;
        const bool afterOpen =
            m_out.size() < 2 || m_out[m_out.size() - 2] == '{' || m_out[m_out.size() - 2] == '[';
        if (blank && !closing && !afterOpen && m_out[m_out.size() - 2] != '\n')
            m_out += '\n';
    }

    /// Comments before `end`: those on the line of the token before stay there, others get their
    /// own.
    bool comments(std::uint32_t end)
    {
        bool any = false;
        for (; m_comment < m_comments.size() && m_comments[m_comment].span.begin < end;
             ++m_comment) {
            const Span span = m_comments[m_comment].span;
            const std::string_view between =
                m_text.substr(m_previousEnd, span.begin - m_previousEnd);
            const bool ownLine = between.find_first_of("\r\n") != std::string_view::npos;
            if (ownLine || m_out.empty()) {
                if (!m_out.empty() && m_out.back() != '\n')
                    m_out += '\n';
                if (!m_out.empty())
                    keepBlankLine(span.begin, false);
                m_out.append(indentWidth() + extraIndent(), ' ');
            } else if (m_out.back() != '\n') {
                m_out += ' ';
            }
            m_out += trimmedRight(m_text.substr(span.begin, span.size()));
            m_out += '\n';
            m_previousEnd = span.end;
            any = true;
        }
        return any;
    }

    /// Comments before a `}` belong to the block that it closes.
    [[nodiscard]] std::size_t extraIndent() const
    {
        const bool closing = m_tokens[m_at].kind == Kind::CloseBrace && m_at > 0;
        return closing ? static_cast<std::size_t>(std::clamp(m_options.indentWidth, 0, 16)) : 0;
    }

    static std::string_view trimmedRight(std::string_view line)
    {
        while (!line.empty() && (line.back() == ' ' || line.back() == '\t'))
            line.remove_suffix(1);
        return line;
    }

    /// Copies what stands between `// @formatter:off` and `// @formatter:on` as it is.
    bool keepRegion(const SchemaToken& token);

    std::string_view m_text;
    const std::vector<SchemaToken>& m_tokens;
    const std::vector<Comment>& m_comments;
    SchemaFormatOptions m_options;
    std::vector<Enclosing> m_enclosing;
    std::string m_out;
    std::size_t m_at = 0;
    std::size_t m_comment = 0;
    std::uint32_t m_previousEnd = 0;
    int m_depth = 0;
    bool m_brokenBracket = false;
    std::uint32_t m_regionEnd = 0; ///< tokens before it were copied with their region
};

bool isSwitch(std::string_view comment, std::string_view word)
{
    return trimmed(comment.substr(2)) == word;
}

bool Layout::keepRegion(const SchemaToken& token)
{
    if (token.span.begin < m_regionEnd) { // copied already: only its braces still count
        if (opensBlock(token))
            ++m_depth;
        return true;
    }
    std::size_t first = m_comment;
    while (first < m_comments.size() && m_comments[first].span.begin < token.span.begin &&
           !isSwitch(m_text.substr(m_comments[first].span.begin, m_comments[first].span.size()),
                     "@formatter:off"))
        ++first;
    if (first >= m_comments.size() || m_comments[first].span.begin >= token.span.begin)
        return false;
    if (token.kind == Kind::CloseBrace && closesBlock(token))
        ++m_depth; // the comments still stand inside the block
    comments(m_comments[first].span.begin + 1);
    std::size_t last = first + 1;
    while (last < m_comments.size() &&
           !isSwitch(m_text.substr(m_comments[last].span.begin, m_comments[last].span.size()),
                     "@formatter:on"))
        ++last;
    const bool closed = last < m_comments.size();
    m_regionEnd = closed ? m_comments[last].span.end : static_cast<std::uint32_t>(m_text.size());
    m_comment = closed ? last + 1 : m_comments.size();
    std::uint32_t begin = m_comments[first].span.end;
    while (begin < m_regionEnd && m_text[begin] != '\n')
        ++begin;
    begin = std::min(begin + 1, m_regionEnd);
    m_out += m_text.substr(begin, m_regionEnd - begin);
    if (!m_out.empty() && m_out.back() != '\n')
        m_out += '\n';
    m_previousEnd = m_regionEnd;
    if (token.span.begin >= m_regionEnd)
        return false; // only comments stood in the region
    if (opensBlock(token))
        ++m_depth;
    else if (token.kind == Kind::CloseBrace && m_depth > 0)
        --m_depth;
    return true;
}

} // namespace

Result<std::string> formatSchema(std::string_view text, const SchemaFormatOptions& options)
{
    const SchemaDocument document = parseSchemaText(text);
    for (const Diagnostic& diagnostic : document.diagnostics) {
        if (diagnostic.severity == Severity::Error)
            return failure(ErrorCode::Malformed, diagnostic.message, diagnostic.help);
    }
    const SchemaTokens tokens = tokenizeSchema(text, {});
    return Layout(text, tokens, options).run();
}

} // namespace remit::cedar
