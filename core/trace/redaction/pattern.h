// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace remit::trace {

/// A text pattern of a redaction rule: the part of regular expressions that can be searched in
/// linear time, whatever the text. It is a row of
///
///     a           a character; after a backslash any punctuation, `\t`, `\n`
///     .           any character but a line feed
///     [a-z_] [^"] a set of characters, or all others; `\d`, `\w`, `\s` and `\S` here and outside
///     x?  x*  x+  x{n}  x{n,}  x{n,m}     one of these, repeated as often as it goes
///     (…)         once: the part that is replaced, where that is not the whole
///     \b          at the beginning or end: no letter, digit or underscore stands beside it
///
/// There is no choice (`|`: write two patterns) and a repeated part does not give back what it
/// took. Case counts except after `(?i)` at the beginning. Text is taken byte by byte; `.` and
/// `[^…]` match the bytes of other scripts.
class Pattern {
public:
    /// Error Invalid: what is wrong with it, and at which character. A pattern has to match at
    /// least three characters, so that it does not eat every text.
    [[nodiscard]] static Result<Pattern> compile(std::string_view text);

    struct Match {
        std::size_t begin = 0; ///< of what is replaced
        std::size_t end = 0;
        std::size_t next = 0; ///< where the search goes on
    };

    /// Does it match at this place?
    [[nodiscard]] std::optional<Match> matchAt(std::string_view text, std::size_t at) const;

    /// May it match where the text goes on with these two bytes?
    [[nodiscard]] bool beginsWith(unsigned char first, unsigned char second) const
    {
        return mayBeFirst(first) && mayBeSecond(second);
    }
    [[nodiscard]] bool mayBeFirst(unsigned char byte) const { return m_first[byte]; }
    [[nodiscard]] bool mayBeSecond(unsigned char byte) const { return m_second[byte]; }

private:
    using Bytes = std::bitset<256>;
    struct Part {
        Bytes bytes;
        std::uint32_t least = 1;
        std::uint32_t most = 1;
    };
    friend class PatternReader;

    void findBeginning();

    std::vector<Part> m_parts;
    std::size_t m_groupBegin = 0; ///< parts that are replaced
    std::size_t m_groupEnd = 0;
    bool m_wordBegin = false;
    bool m_wordEnd = false;
    Bytes m_first;
    Bytes m_second;
};

} // namespace remit::trace
