// SPDX-License-Identifier: Apache-2.0
#include "core/trace/record_reader.h"

#include "core/base/limits.h"
#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/trace/text_lines.h"

#include <algorithm>
#include <cstring>

namespace remit::trace {

namespace {

constexpr std::size_t kPiece = 256U << 10U;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Moves a place over the text.
void advance(std::string_view text, std::uint64_t& line, std::uint32_t& column)
{
    for (;;) {
        const std::size_t feed = text.find('\n');
        if (feed == std::string_view::npos)
            break;
        ++line;
        column = 1;
        text.remove_prefix(feed + 1);
    }
    for (const char byte : text) {
        if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80U)
            ++column;
    }
}

} // namespace

RawRecord::Place RawRecord::place(std::size_t offset) const
{
    Place place{line, column};
    advance(text.substr(0, std::min(offset, text.size())), place.line, place.column);
    return place;
}

std::string_view RecordReader::rest() const
{
    return std::string_view(m_buffer).substr(m_begin);
}

Result<bool> RecordReader::more()
{
    if (m_atEnd)
        return false;
    if (m_begin > 0) {
        m_buffer.erase(0, m_begin);
        m_begin = 0;
    }
    const std::size_t before = m_buffer.size();
    m_buffer.resize(before + kPiece);
    const auto got = m_source.read(m_buffer.data() + before, kPiece);
    m_buffer.resize(before + got.value_or(0));
    if (!got && rest().empty() && m_consumed == 0)
        return tl::unexpected(got.error());
    if (!got)
        m_broken = got.error();
    m_atEnd = got.value_or(0) == 0;
    return !m_atEnd;
}

Result<std::string_view> RecordReader::peek(std::size_t size)
{
    while (m_buffer.size() < size) {
        const auto got = more();
        if (!got)
            return tl::unexpected(got.error());
        if (!*got)
            break;
    }
    return rest().substr(0, size);
}

void RecordReader::use(std::size_t size)
{
    advance(rest().substr(0, size), m_line, m_column);
    m_begin += size;
    m_consumed += size;
}

Result<bool> RecordReader::next(RawRecord& record)
{
    use(m_pending);
    m_pending = 0;
    if (!m_started) {
        m_started = true;
        const auto start = peek(kByteOrderMark.size());
        if (!start)
            return tl::unexpected(start.error());
        if (*start == kByteOrderMark) {
            use(kByteOrderMark.size());
            m_column = 1;
        }
    }
    auto found = m_layout == Layout::Values ? nextValue(record) : nextLine(record);
    if (found && !*found && m_broken)
        return tl::unexpected(*m_broken);
    return found;
}

Result<bool> RecordReader::nextLine(RawRecord& record)
{
    for (;;) {
        bool tooLong = false;
        const std::uint64_t line = m_line;
        const std::uint32_t column = m_column;
        const auto size = endOfLine(tooLong);
        if (!size)
            return tl::unexpected(size.error());
        if (*size == 0 && !tooLong)
            return false;
        const std::string_view whole = rest().substr(0, *size);
        std::string_view text = trimmed(whole);
        const bool isPlain = !text.empty();
        if (m_layout == Layout::Events)
            text = eventData(text);
        else if (m_layout == Layout::Log)
            text = objectInLine(text);
        if (text.empty() && !tooLong) {
            m_plainLines += isPlain && m_layout == Layout::Log ? 1 : 0;
            use(*size);
            continue;
        }
        record = {{}, line, column, tooLong || *size > limits::kTraceLineBytes};
        m_pending = *size;
        if (!record.tooLong) {
            record.text = text;
            record.before =
                trimmed(whole.substr(0, static_cast<std::size_t>(text.data() - whole.data())));
            record.column += static_cast<std::uint32_t>(text.data() - whole.data());
        }
        return true;
    }
}

/// Bytes to the end of the line with its line feed; 0 at the end of the file.
Result<std::size_t> RecordReader::endOfLine(bool& tooLong)
{
    std::size_t looked = 0;
    for (;;) {
        const std::size_t feed = rest().find('\n', looked);
        if (feed != std::string_view::npos)
            return feed + 1;
        looked = rest().size();
        if (looked > limits::kTraceLineBytes) {
            tooLong = true;
            use(looked);
            looked = 0;
        }
        const auto got = more();
        if (!got)
            return tl::unexpected(got.error());
        if (!*got)
            return rest().size();
    }
}

/// To the first byte of the next value, past space, commas and the brackets of the array around.
Result<bool> RecordReader::toValue()
{
    for (;;) {
        std::size_t at = 0;
        while (at < rest().size() && (isSpace(rest()[at]) || (m_inArray && rest()[at] == ',')))
            ++at;
        use(at);
        if (rest().empty()) {
            const auto got = more();
            if (!got || !*got)
                return got;
            continue;
        }
        if (!m_inArray && rest().front() == '[') {
            m_inArray = true;
            use(1);
        } else if (m_inArray && rest().front() == ']') {
            m_inArray = false;
            use(1);
        } else {
            return true;
        }
    }
}

/// Looks on until the value ends (true) or the buffer does.
bool RecordReader::scanValue(Scan& scan) const
{
    const std::string_view text = rest();
    if (scan.at == 0)
        scan.bare = text.front() != '{' && text.front() != '[';
    for (; scan.at < text.size(); ++scan.at) {
        const char c = text[scan.at];
        if (scan.bare) {
            if (c == '\n')
                return true;
        } else if (scan.inString) {
            if (scan.escaped)
                scan.escaped = false;
            else if (c == '\\')
                scan.escaped = true;
            else if (c == '"')
                scan.inString = false;
        } else if (c == '"') {
            scan.inString = true;
        } else if (c == '{' || c == '[') {
            ++scan.depth;
        } else if ((c == '}' || c == ']') && --scan.depth <= 0) {
            ++scan.at;
            return true;
        }
    }
    return false;
}

Result<std::size_t> RecordReader::endOfValue(bool& tooLong)
{
    Scan scan;
    while (!scanValue(scan)) {
        if (rest().size() > limits::kTraceLineBytes) {
            tooLong = true;
            use(scan.at - 1); // one byte stays, so that the scan is not at a beginning again
            scan.at = 1;
        }
        const auto got = more();
        if (!got)
            return tl::unexpected(got.error());
        if (!*got)
            break;
    }
    return scan.at;
}

Result<bool> RecordReader::nextValue(RawRecord& record)
{
    const auto found = toValue();
    if (!found || !*found)
        return found;
    record.line = m_line;
    record.column = m_column;
    record.tooLong = false;
    const auto end = endOfValue(record.tooLong);
    if (!end)
        return tl::unexpected(end.error());
    m_pending = *end;
    record.tooLong = record.tooLong || *end > limits::kTraceLineBytes;
    record.text = record.tooLong ? std::string_view() : trimmed(rest().substr(0, *end));
    return true;
}

Layout layoutOf(std::string_view start, bool whole)
{
    if (start.starts_with(kByteOrderMark))
        start.remove_prefix(kByteOrderMark.size());
    const std::string_view all = start;
    std::size_t lines = 0;
    std::size_t objects = 0;
    while (!start.empty() && lines < 64) {
        const std::size_t feed = start.find('\n');
        if (feed == std::string_view::npos && !whole)
            break; // the last line may be cut off
        const std::string_view line = trimmed(start.substr(0, feed));
        start.remove_prefix(feed == std::string_view::npos ? start.size() : feed + 1);
        if (line.empty())
            continue;
        ++lines;
        if (line.front() == '{' && line.back() == '}' && parseJson(line).root) {
            if (lines == 1 && (!trimmed(start).empty() || !whole))
                return Layout::Lines;
            ++objects;
        } else if (lines == 1 && line.front() == '[') {
            return Layout::Values;
        }
    }
    if (objects == 0) {
        if (const auto text = layoutOfText(all))
            return *text;
    }
    if (lines == 0) // a first line longer than what is at hand
        return start.starts_with('{') ? Layout::Lines : Layout::Values;
    // A broken first line must not hide that the others are records by themselves.
    return objects >= 1 && objects * 2 >= lines ? Layout::Lines : Layout::Values;
}

} // namespace remit::trace
