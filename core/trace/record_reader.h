// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_text.h"
#include "core/trace/byte_source.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace remit::trace {

/// Where the records of a file are.
enum class Layout : std::uint8_t {
    Lines,  ///< JSON Lines: each line is one
    Values, ///< JSON: each entry of the array at the top is one, or the value; also several in a
            ///< row
    Events, ///< server-sent events: what stands after `data:`
    Log,    ///< lines of a text log that begin with their time: the JSON object in them
};

/// A piece of a file that is read, and fails, by itself.
struct RawRecord {
    std::string_view text; ///< valid until the next call; empty when it was too long
    std::uint64_t line = 1;
    std::uint32_t column = 1;
    bool tooLong = false; ///< over limits::kTraceLineBytes: passed over
    /// What a log says before the record, in the same line; valid as long as the text.
    std::string_view before = {};

    /// The place in the file of the byte `offset` of the text.
    struct Place {
        std::uint64_t line = 1;
        std::uint32_t column = 1;
    };
    [[nodiscard]] Place place(std::size_t offset) const;
};

/// Cuts a file into its records, with memory for the largest of them.
class RecordReader {
public:
    explicit RecordReader(ByteSource& source) : m_source(source) {}

    /// The first bytes (at most `size`) without using them up: what the layout is found from.
    [[nodiscard]] Result<std::string_view> peek(std::size_t size);
    [[nodiscard]] bool peekedWhole() const { return m_atEnd; }
    void setLayout(Layout layout) { m_layout = layout; }

    /// False at the end. Blank lines are passed over. Error: the source broke off; what was there
    /// before it was given out.
    [[nodiscard]] Result<bool> next(RawRecord& record);

    /// Is the record last given out the end of the file?
    [[nodiscard]] bool atEnd() const { return m_atEnd && m_begin + m_pending == m_buffer.size(); }

    /// Lines of a log that were passed over, for they hold no JSON.
    [[nodiscard]] std::uint64_t plainLines() const { return m_plainLines; }

    /// Bytes used up so far.
    [[nodiscard]] std::uint64_t consumed() const { return m_consumed; }

private:
    /// What has been seen of the value that is being looked for.
    struct Scan {
        std::size_t at = 0; ///< bytes of the buffer, from m_begin, that were looked at
        int depth = 0;
        bool inString = false;
        bool escaped = false;
        bool bare = false; ///< no bracket at the beginning: ends with the line
    };

    Result<bool> more();
    Result<bool> nextLine(RawRecord& record);
    Result<std::size_t> endOfLine(bool& tooLong);
    Result<bool> nextValue(RawRecord& record);
    Result<bool> toValue();
    Result<std::size_t> endOfValue(bool& tooLong);
    bool scanValue(Scan& scan) const;
    void use(std::size_t size);
    [[nodiscard]] std::string_view rest() const;

    ByteSource& m_source;
    std::string m_buffer;
    std::size_t m_begin = 0;   ///< what stands before was used
    std::size_t m_pending = 0; ///< bytes of the record last given out
    bool m_atEnd = false;
    std::optional<Error> m_broken; ///< why the source ends; told after what was there before
    bool m_started = false;
    bool m_inArray = false;
    Layout m_layout = Layout::Lines;
    std::uint64_t m_line = 1;
    std::uint32_t m_column = 1;
    std::uint64_t m_consumed = 0;
    std::uint64_t m_plainLines = 0;
};

/// How a file beginning with `start` is laid out. `whole`: that is all of it.
[[nodiscard]] Layout layoutOf(std::string_view start, bool whole);

} // namespace remit::trace
