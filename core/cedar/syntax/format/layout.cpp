// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/format/layout.h"

#include "core/base/text.h"

#include <unicode/uchar.h>

#include <algorithm>

namespace remit::cedar {
namespace {

/// Columns of a code point on a terminal: wide East Asian ones take two, combining ones none.
std::size_t columns(char32_t codePoint)
{
    const auto c = static_cast<UChar32>(codePoint);
    constexpr auto kNoWidth = U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK;
    if ((U_GET_GC_MASK(c) & kNoWidth) != 0U)
        return 0;
    const int syllable = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
    if (syllable == U_HST_VOWEL_JAMO || syllable == U_HST_TRAILING_JAMO)
        return 0; // joined with the letter before
    const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

std::size_t columns(std::string_view text)
{
    const bool ascii = std::all_of(text.begin(), text.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (ascii)
        return text.size();
    std::size_t sum = 0;
    for (std::size_t at = 0; at < text.size();)
        sum += columns(nextCodePoint(text, at));
    return sum;
}

} // namespace

Layout::Layout()
{
    for (const Kind kind : {Kind::Nil, Kind::HardLine, Kind::Line, Kind::SoftLine}) {
        Node node;
        node.kind = kind;
        m_nodes.push_back(node);
    }
}

Layout::Doc Layout::add(Node node)
{
    m_nodes.push_back(node);
    return static_cast<Doc>(m_nodes.size() - 1);
}

Layout::Doc Layout::text(std::string_view text)
{
    Node node;
    node.kind = Kind::Text;
    node.text = text;
    node.textWidth = columns(text);
    return add(node);
}

Layout::Doc Layout::append(Doc left, Doc right)
{
    if (left == kNil)
        return right;
    if (right == kNil)
        return left;
    Node node;
    node.kind = Kind::Append;
    node.left = left;
    node.right = right;
    return add(node);
}

Layout::Doc Layout::group(Doc doc)
{
    if (doc == kNil)
        return doc;
    Node node;
    node.kind = Kind::Group;
    node.left = doc;
    return add(node);
}

Layout::Doc Layout::nest(int columns, Doc doc)
{
    if (doc == kNil)
        return doc;
    Node node;
    node.kind = Kind::Nest;
    node.columns = columns;
    node.left = doc;
    return add(node);
}

bool Layout::fits(Doc doc, std::size_t column, std::size_t width, const std::vector<Command>& rest)
{
    m_pending.assign(1, doc);
    std::size_t next = rest.size();
    bool flat = true; // what follows the group counts up to its next possible break
    while (true) {
        if (m_pending.empty()) {
            if (next == 0)
                return true;
            flat = false;
            m_pending.push_back(rest[--next].doc);
        }
        const Node& node = m_nodes[m_pending.back()];
        m_pending.pop_back();
        switch (node.kind) {
        case Kind::Nil:
            break;
        case Kind::Append:
            m_pending.push_back(node.right);
            m_pending.push_back(node.left);
            break;
        case Kind::Group:
        case Kind::Nest:
            m_pending.push_back(node.left);
            break;
        case Kind::Text:
            column += node.textWidth;
            break;
        case Kind::HardLine:
            return !flat;
        case Kind::Line:
        case Kind::SoftLine:
            if (!flat)
                return true;
            column += node.kind == Kind::Line ? 1 : 0;
            break;
        }
        if (column > width)
            return false;
    }
}

std::string Layout::render(Doc doc, std::size_t width)
{
    std::string out;
    std::size_t column = 0;
    std::vector<Command> commands{{0, false, doc}};
    while (!commands.empty()) {
        const Command command = commands.back();
        commands.pop_back();
        const Node& node = m_nodes[command.doc];
        switch (node.kind) {
        case Kind::Nil:
            break;
        case Kind::Append:
            commands.push_back({command.indent, command.flat, node.right});
            commands.push_back({command.indent, command.flat, node.left});
            break;
        case Kind::Group: {
            const bool flat = command.flat || fits(node.left, column, width, commands);
            commands.push_back({command.indent, flat, node.left});
            break;
        }
        case Kind::Nest:
            commands.push_back(
                {command.indent + static_cast<std::size_t>(node.columns), command.flat, node.left});
            break;
        case Kind::Text:
            out += node.text;
            column += node.textWidth;
            break;
        case Kind::Line:
        case Kind::SoftLine:
            if (command.flat) {
                out.append(node.kind == Kind::Line ? 1 : 0, ' ');
                column += node.kind == Kind::Line ? 1 : 0;
                break;
            }
            [[fallthrough]];
        case Kind::HardLine:
            // What comes next decides the indentation: it may stand outside of this nesting.
            column = commands.empty() ? command.indent : commands.back().indent;
            out += '\n';
            out.append(column, ' ');
            break;
        }
    }
    return out;
}

} // namespace remit::cedar
