// SPDX-License-Identifier: Apache-2.0
#include "core/decision/provenance/words.h"

#include "core/base/text.h"
#include "core/decision/provenance/normal_form.h"

#include <unicode/uchar.h>

#include <array>

namespace remit::decision {

namespace {

constexpr bool isAsciiDigit(char c)
{
    return c >= '0' && c <= '9';
}
constexpr bool isAsciiLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool isAscii(char c)
{
    return static_cast<unsigned char>(c) < 0x80;
}

/// Most texts are ASCII: what its characters are stands in a table.
constexpr std::array<bool, 128> kAsciiWord = [] {
    std::array<bool, 128> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const char c = static_cast<char>(i);
        table.at(i) = isAsciiDigit(c) || isAsciiLetter(c) || c == '_';
    }
    return table;
}();
constexpr bool isAsciiWord(char c)
{
    return kAsciiWord[static_cast<unsigned char>(c)];
}

bool isWordCharacter(char32_t c)
{
    if (c < 0x80)
        return kAsciiWord[c];
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) !=
           0;
}

constexpr char32_t kRightQuote = 0x2019;

/// Ends a URL wherever it stands.
bool endsUrl(char32_t c)
{
    if (c <= 0x20 || c == 0x7f)
        return true;
    if (c < 0x80)
        return std::string_view("<>\"`{}|\\^").find(static_cast<char>(c)) != std::string_view::npos;
    return u_isUWhiteSpace(static_cast<UChar32>(c)) || u_iscntrl(static_cast<UChar32>(c)) ||
           c == kRightQuote || c == 0x201c || c == 0x201d;
}

/// Punctuation that belongs to the sentence, not to the URL before it.
bool isClosing(char c)
{
    return std::string_view(".,;:!?)]'*_&").find(c) != std::string_view::npos;
}

} // namespace

WordScanner::Character WordScanner::at(std::size_t offset) const
{
    Character character;
    if (offset >= m_text.size())
        return character;
    if (isAscii(m_text[offset]))
        return {static_cast<char32_t>(m_text[offset]), offset + 1};
    character.end = offset;
    character.codePoint = nextCodePoint(m_text, character.end);
    return character;
}

bool WordScanner::isWordAt(std::size_t offset) const
{
    if (offset >= m_text.size())
        return false;
    const char c = m_text[offset];
    return isAscii(c) ? isAsciiWord(c) : isWordCharacter(at(offset).codePoint);
}

bool WordScanner::isLetterAt(std::size_t offset) const
{
    if (offset >= m_text.size())
        return false;
    const char32_t c = at(offset).codePoint;
    return c < 0x80 ? isAsciiLetter(static_cast<char>(c)) : isWordCharacter(c);
}

bool WordScanner::isDigitAt(std::size_t offset) const
{
    return isAsciiDigit(byteAt(offset));
}

/// Length of what opens a path ("/", "./", "../", "~/") before a word; 0 for none.
std::size_t WordScanner::pathPrefix(std::size_t offset) const
{
    std::size_t length = 1;
    switch (byteAt(offset)) {
    case '/':
        break;
    case '.':
        length = byteAt(offset + 1) == '.' ? 3 : 2;
        break;
    case '~':
        length = 2;
        break;
    default:
        return 0;
    }
    return byteAt(offset + length - 1) == '/' && isWordAt(offset + length) ? length : 0;
}

bool WordScanner::findStart()
{
    while (m_at < m_text.size()) {
        const char byte = m_text[m_at];
        if (isAscii(byte) && isAsciiWord(byte))
            return true;
        const Character here = at(m_at);
        if (isWordCharacter(here.codePoint) || pathPrefix(m_at) > 0)
            return true;
        if (here.codePoint == '-' && isDigitAt(m_at + 1))
            return true;
        m_at = here.end;
    }
    return false;
}

bool WordScanner::next(Word& word)
{
    if (!findStart())
        return false;
    if (!takeUrl(word) && !takeIban(word) && !takeNumber(word))
        takeName(word);
    return true;
}

void WordScanner::finish(Word& word, std::size_t end)
{
    word.span = {static_cast<std::uint32_t>(m_at), static_cast<std::uint32_t>(end)};
    m_at = end;
}

/// Where a URL that has come to `offset` ends.
std::size_t WordScanner::urlEnd(std::size_t offset) const
{
    const std::size_t start = offset;
    while (offset < m_text.size() && !endsUrl(at(offset).codePoint))
        offset = at(offset).end;
    while (offset > start && isClosing(m_text[offset - 1]))
        --offset;
    return offset;
}

bool WordScanner::takeUrl(Word& word)
{
    if (!isAsciiLetter(byteAt(m_at)))
        return false;
    std::size_t offset = m_at;
    constexpr std::size_t kLongestScheme = 32;
    while (offset - m_at < kLongestScheme &&
           (isAsciiLetter(byteAt(offset)) || isDigitAt(offset) || byteAt(offset) == '+' ||
            byteAt(offset) == '.' || byteAt(offset) == '-'))
        ++offset;
    if (byteAt(offset) != ':' || m_text.substr(offset, 3) != "://" || !isWordAt(offset + 3))
        return false;
    const std::size_t end = urlEnd(offset + 3);
    word.text = urlNormalForm(m_text.substr(offset + 3, end - offset - 3));
    finish(word, end);
    return true;
}

bool WordScanner::takeIban(Word& word)
{
    const bool opens = isAsciiLetter(byteAt(m_at)) && isAsciiLetter(byteAt(m_at + 1)) &&
                       isDigitAt(m_at + 2) && isDigitAt(m_at + 3) && byteAt(m_at + 4) == ' ';
    if (!opens)
        return false;
    std::string compact(m_text.substr(m_at, 4));
    std::size_t offset = m_at + 4;
    std::size_t best = 0;
    while (byteAt(offset) == ' ' && compact.size() < kLongestIban) {
        std::size_t end = offset + 1;
        while (end - offset <= 5 && (isAsciiLetter(byteAt(end)) || isDigitAt(end)))
            ++end;
        const std::size_t length = end - offset - 1;
        if (length == 0 || length > 4 || isWordAt(end))
            break;
        compact += m_text.substr(offset + 1, length);
        offset = end;
        if (isSpacedIban(compact)) {
            best = offset;
            word.text = folded(compact);
        }
        if (length < 4)
            break;
    }
    if (best == 0)
        return false;
    finish(word, best);
    return true;
}

/// The end of digits, with or without groups of three; `offset` when there are none.
std::size_t WordScanner::digitsEnd(std::size_t offset) const
{
    const std::size_t start = offset;
    while (isDigitAt(offset))
        ++offset;
    const auto isGroup = [this](std::size_t from) {
        return byteAt(from) == ',' && isDigitAt(from + 1) && isDigitAt(from + 2) &&
               isDigitAt(from + 3) && !isDigitAt(from + 4);
    };
    if (offset > start && offset - start <= 3) {
        while (isGroup(offset))
            offset += 4;
    }
    return offset;
}

/// The end of a number; `offset` when there is none.
std::size_t WordScanner::numberEnd(std::size_t offset) const
{
    const std::size_t digits = byteAt(offset) == '-' ? offset + 1 : offset;
    std::size_t end = digitsEnd(digits);
    if (end == digits || (byteAt(digits) == '0' && isDigitAt(digits + 1)))
        return offset;
    if (byteAt(end) == '.' && isDigitAt(end + 1)) {
        ++end;
        while (isDigitAt(end))
            ++end;
    }
    if (byteAt(end) == 'e' || byteAt(end) == 'E') {
        const bool sign = byteAt(end + 1) == '+' || byteAt(end + 1) == '-';
        std::size_t exponent = end + (sign ? 2 : 1);
        if (!isDigitAt(exponent))
            return offset;
        while (isDigitAt(exponent))
            ++exponent;
        end = exponent;
    }
    return isWordAt(end) || joined(end, m_at) > 0 ? offset : end;
}

bool WordScanner::takeNumber(Word& word)
{
    if (!isDigitAt(m_at) && byteAt(m_at) != '-')
        return false;
    const std::size_t end = numberEnd(m_at);
    if (end == m_at) {
        if (byteAt(m_at) == '-') // a dash before a name
            ++m_at;
        return false;
    }
    std::string lexeme(m_text.substr(m_at, end - m_at));
    std::erase(lexeme, ',');
    word.text = numberWord(lexeme);
    finish(word, end);
    return true;
}

std::size_t WordScanner::joined(std::size_t offset, std::size_t wordStart) const
{
    const Character joiner = at(offset);
    const auto before = [&](auto accepts) { return offset > wordStart && accepts(offset - 1); };
    switch (joiner.codePoint) {
    case '.':
    case '-':
    case '/':
    case '@':
    case '+':
    case '#':
    case '\\':
        return isWordAt(offset + 1) ? offset + 1 : 0;
    case ':':
        if (byteAt(offset + 1) == '\\' && isWordAt(offset + 2))
            return offset + 2;
        return before([this](std::size_t i) { return isDigitAt(i); }) && isDigitAt(offset + 1)
                   ? offset + 1
                   : 0;
    case '\'':
    case kRightQuote:
        // The byte before is of a letter unless it is an ASCII digit or "_".
        return before([this](std::size_t i) {
                   return !isAsciiDigit(m_text[i]) && m_text[i] != '_';
               }) && isLetterAt(joiner.end)
                   ? joiner.end
                   : 0;
    default:
        return 0;
    }
}

void WordScanner::takeName(Word& word)
{
    const std::size_t prefix = pathPrefix(m_at);
    std::size_t end = m_at + prefix;
    bool dot = false;
    while (end < m_text.size()) {
        if (isAscii(m_text[end]) && isAsciiWord(m_text[end])) {
            ++end;
            continue;
        }
        const Character here = at(end);
        if (isWordCharacter(here.codePoint)) {
            end = here.end;
            continue;
        }
        const bool host = dot && prefix == 0 && here.codePoint == '/';
        if (host) {
            end = urlEnd(end);
            break;
        }
        const std::size_t part = joined(end, m_at);
        if (part == 0)
            break;
        dot = dot || here.codePoint == '.';
        end = part;
    }
    const std::string_view written = m_text.substr(m_at, end - m_at);
    if (startsWithWww(written)) {
        end = urlEnd(m_at);
        word.text = urlNormalForm(m_text.substr(m_at, end - m_at));
    } else {
        nameNormalForm(written, word.text);
    }
    finish(word, end);
}

std::string wordsOf(std::string_view text)
{
    std::string words;
    WordScanner scanner(text);
    for (Word word; scanner.next(word);) {
        if (!words.empty())
            words += ' ';
        words += word.text;
    }
    return words;
}

} // namespace remit::decision
