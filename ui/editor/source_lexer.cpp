// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/source_lexer.h"

#include "ui/shell/theme.h"

#include <Qsci/qsciscintilla.h>

#include <algorithm>
#include <string>

namespace remit::ui {
namespace {

using Sci = QsciScintillaBase;

constexpr long kStringOpen = 1; ///< line state

bool isBold(TextStyle style)
{
    return style == TextStyle::Effect;
}

QColor colorOf(TextStyle style, const Colors& colors)
{
    switch (style) {
    case TextStyle::Comment:
        return colors.muted;
    case TextStyle::Effect:
    case TextStyle::Keyword:
        return colors.keyword;
    case TextStyle::Variable:
    case TextStyle::Key:
    case TextStyle::Type:
        return colors.type;
    case TextStyle::String:
    case TextStyle::EntityId:
        return colors.string;
    case TextStyle::Number:
    case TextStyle::Literal:
        return colors.number;
    case TextStyle::Annotation:
        return colors.annotation;
    case TextStyle::Wrong:
        return colors.deny;
    default:
        return colors.text;
    }
}

/// Nesting after the token, when it was `depth` before. In Cedar a statement itself is one level,
/// from its first token to the semicolon.
int nestingAfter(const StyledToken& token, int depth, Syntax syntax)
{
    const bool statements = syntax == Syntax::Cedar;
    if (token.style == TextStyle::Comment)
        return depth;
    if (statements && token.nesting == Nesting::EndsStatement)
        return 0;
    const int least = statements ? 1 : 0;
    depth = std::max(depth, least);
    if (token.nesting == Nesting::Opens)
        return depth + 1;
    return token.nesting == Nesting::Closes ? std::max(depth - 1, least) : depth;
}

} // namespace

SourceLexer::SourceLexer(Syntax syntax, QObject* parent) : QsciLexerCustom(parent), m_syntax(syntax)
{}

const char* SourceLexer::language() const
{
    switch (m_syntax) {
    case Syntax::Cedar:
        return "Cedar";
    case Syntax::CedarSchema:
        return "Cedar schema";
    case Syntax::Json:
        return "JSON";
    case Syntax::Plain:
        break;
    }
    return "Text";
}

QString SourceLexer::description(int style) const
{
    static constexpr const char* kNames[] = {
        QT_TR_NOOP("Text"),       QT_TR_NOOP("Comment"),  QT_TR_NOOP("Effect"),
        QT_TR_NOOP("Keyword"),    QT_TR_NOOP("Variable"), QT_TR_NOOP("String"),
        QT_TR_NOOP("Number"),     QT_TR_NOOP("Literal"),  QT_TR_NOOP("Operator"),
        QT_TR_NOOP("Annotation"), QT_TR_NOOP("Type"),     QT_TR_NOOP("Entity id"),
        QT_TR_NOOP("Function"),   QT_TR_NOOP("Key"),      QT_TR_NOOP("Error")};
    static_assert(std::size(kNames) == static_cast<std::size_t>(TextStyle::Count));
    const bool known = style >= 0 && style < static_cast<int>(TextStyle::Count);
    return known ? tr(kNames[style]) : QString();
}

void SourceLexer::applyColors(const Colors& colors, const QFont& font)
{
    setDefaultFont(font);
    setDefaultColor(colors.text);
    setDefaultPaper(colors.surface);
    for (int i = 0; i < static_cast<int>(TextStyle::Count); ++i) {
        const auto style = static_cast<TextStyle>(i);
        QFont styleFont = font;
        styleFont.setBold(isBold(style));
        setFont(styleFont, i);
        setColor(colorOf(style, colors), i);
        setPaper(colors.surface, i);
    }
}

/// From the begin of a line that begins outside of any string to the end of a line.
SourceLexer::Range SourceLexer::safeRange(int start, int end) const
{
    const auto ask = [this](unsigned int message, long w) {
        return editor()->SendScintilla(message, static_cast<unsigned long>(w));
    };
    long first = ask(Sci::SCI_LINEFROMPOSITION, start);
    while (first > 0 && ask(Sci::SCI_GETLINESTATE, first - 1) == kStringOpen)
        --first;
    const long last = ask(Sci::SCI_LINEFROMPOSITION, end);
    const long length = ask(Sci::SCI_GETLENGTH, 0);
    const bool isLast = last + 1 >= ask(Sci::SCI_GETLINECOUNT, 0);
    return {static_cast<int>(ask(Sci::SCI_POSITIONFROMLINE, first)),
            static_cast<int>(isLast ? length : ask(Sci::SCI_POSITIONFROMLINE, last + 1))};
}

std::string_view SourceLexer::textOf(Range range) const
{
    const auto* text =
        static_cast<const char*>(editor()->SendScintillaPtrResult(Sci::SCI_GETCHARACTERPOINTER));
    return {text + range.begin, static_cast<std::size_t>(range.end - range.begin)};
}

/// Reads on when the range ends within a string, and widens the range to the string's last line.
Highlighting SourceLexer::highlightWhole(Range& range) const
{
    Highlighting result = highlight(m_syntax, textOf(range));
    const int asked = range.end;
    for (int more = 4096; result.openString && more <= kStringSearch; more *= 4) {
        const Range wider = safeRange(range.begin, asked + more);
        if (wider.end == range.end)
            break;
        range.end = wider.end;
        result = highlight(m_syntax, textOf(range));
    }
    return result;
}

void SourceLexer::styleText(int start, int end)
{
    if (editor() == nullptr || end <= start)
        return;
    Range range = safeRange(start, end);
    const Highlighting highlighting = highlightWhole(range);
    sendStyles(range, highlighting);
    sendLines(range, highlighting);
}

void SourceLexer::sendStyles(Range range, const Highlighting& highlighting)
{
    std::string styles(static_cast<std::size_t>(range.end - range.begin),
                       static_cast<char>(TextStyle::Text));
    for (const StyledToken& token : highlighting.tokens)
        std::fill(styles.begin() + token.begin, styles.begin() + token.end,
                  static_cast<char>(token.style));
    editor()->SendScintilla(Sci::SCI_STARTSTYLING, static_cast<unsigned long>(range.begin), 0L);
    editor()->SendScintilla(Sci::SCI_SETSTYLINGEX, static_cast<unsigned long>(styles.size()),
                            styles.data());
}

/// Fold levels and line states. The upper half of a level keeps the nesting at the line's end, from
/// which the next line goes on.
void SourceLexer::sendLines(Range range, const Highlighting& highlighting)
{
    const auto ask = [this](unsigned int message, long w) {
        return editor()->SendScintilla(message, static_cast<unsigned long>(w));
    };
    long line = ask(Sci::SCI_LINEFROMPOSITION, range.begin);
    int depth = line == 0 ? 0 : static_cast<int>(ask(Sci::SCI_GETFOLDLEVEL, line - 1) >> 16);
    auto token = highlighting.tokens.begin();
    const auto last = highlighting.tokens.end();
    for (long lineEnd = range.begin; lineEnd < range.end; ++line) {
        lineEnd = line + 1 < ask(Sci::SCI_GETLINECOUNT, 0)
                      ? ask(Sci::SCI_POSITIONFROMLINE, line + 1)
                      : range.end;
        const int before = depth;
        bool stringOpen = false;
        while (token != last && range.begin + static_cast<long>(token->begin) < lineEnd) {
            stringOpen = range.begin + static_cast<long>(token->end) > lineEnd;
            if (stringOpen)
                break;
            depth = nestingAfter(*token, depth, m_syntax);
            ++token;
        }
        const long shown = std::min(before, 200);
        const long header = depth > before ? Sci::SC_FOLDLEVELHEADERFLAG : 0;
        const long level = (Sci::SC_FOLDLEVELBASE + shown) | header |
                           (static_cast<long>(std::min(depth, 0x7FFF)) << 16);
        editor()->SendScintilla(Sci::SCI_SETFOLDLEVEL, static_cast<unsigned long>(line), level);
        editor()->SendScintilla(Sci::SCI_SETLINESTATE, static_cast<unsigned long>(line),
                                stringOpen ? kStringOpen : 0L);
    }
}

} // namespace remit::ui
