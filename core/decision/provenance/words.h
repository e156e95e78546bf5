// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_text.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How provenance reads text: as a sequence of words (semantics, "Provenance"; part of `facts/1`).
/// A value occurs in a text when the words of the value stand in it one after the other. What is
/// between words (space, quotes, brackets, commas, most signs) does not count, and parts of words
/// never match: `bob` is not in `bob@example.com`, `12` is not in `INV-12`.
///
///     text       = { gap | word } ;
///     word       = url | iban | number | name ;            (* the first that fits *)
///     url        = scheme "://" urlchar { urlchar }        (* until a space, quote, < > { } | \ ^
///     *)
///                | host "/" { urlchar }                    (* host: a name with a dot in it *)
///                | "www." urlchar { urlchar } ;
///     iban       = 2 letters, 2 digits, then groups of four and a last one of 1 to 4, one space
///                  between; 15 to 34 characters whose check digits are right, or all digits after
///                  the country                            (* without spaces it is a name *)
///     number     = [ "-" ] digits [ "." digits ] [ ("e"|"E") [ "+"|"-" ] digits ] ;
///                                                          (* digits may have groups: 1,200,000 *)
///     name       = [ "/" | "./" | "../" | "~/" ] part { joiner part } ;
///     part       = wordchar { wordchar } ;                 (* letters, marks, digits, "_" *)
///     joiner     = "." | "-" | "/" | "\" | "@" | "+" | "#" (* directly between two parts *)
///                | "'" | "’"                               (* between letters *)
///                | ":"                                     (* between digits, or before "\" *) ;
///
/// A number ends where no joiner goes on; one that begins with a needless zero is a name (`007`).
/// Closing punctuation is not part of a URL. The normal form of a word:
/// - url and name: NFC, case-folded (Unicode's full folding); without scheme, `www.`, slashes at
///   the end and the English possessive `'s`;
/// - iban: without spaces, case-folded;
/// - number: by value: `1,200.50`, `1200.5` and `1.2005e3` are one word.
/// Text without spaces between words (Chinese, Thai) is not divided: a run of letters is one word.
namespace remit::decision {

struct Word {
    std::string text; ///< normal form; has no space in it, is never empty
    Span span;        ///< of the word as written, bytes
};

/// Reads the words of a text (valid UTF-8) one after the other, in linear time.
class WordScanner {
public:
    explicit WordScanner(std::string_view text) : m_text(text) {}

    /// False at the end. The strings of `word` are reused.
    bool next(Word& word);

private:
    struct Character {
        char32_t codePoint = 0;
        std::size_t end = 0; ///< offset after it
    };
    [[nodiscard]] Character at(std::size_t offset) const;
    [[nodiscard]] bool isWordAt(std::size_t offset) const;
    [[nodiscard]] bool isLetterAt(std::size_t offset) const;
    [[nodiscard]] bool isDigitAt(std::size_t offset) const;
    [[nodiscard]] char byteAt(std::size_t offset) const
    {
        return offset < m_text.size() ? m_text[offset] : '\0';
    }

    [[nodiscard]] bool findStart();
    [[nodiscard]] std::size_t pathPrefix(std::size_t offset) const;
    bool takeUrl(Word& word);
    bool takeIban(Word& word);
    bool takeNumber(Word& word);
    void takeName(Word& word);
    [[nodiscard]] std::size_t urlEnd(std::size_t offset) const;
    [[nodiscard]] std::size_t digitsEnd(std::size_t offset) const;
    [[nodiscard]] std::size_t numberEnd(std::size_t offset) const;
    /// Where the part after a joiner at `offset` begins; 0 when nothing is joined there.
    [[nodiscard]] std::size_t joined(std::size_t offset, std::size_t wordStart) const;
    void finish(Word& word, std::size_t end);

    std::string_view m_text;
    std::size_t m_at = 0;
};

/// The words of a text in one string, with one space between them: the form in which values are
/// compared. Empty when it has none.
[[nodiscard]] std::string wordsOf(std::string_view text);

/// As JSON numbers come: the one word of the number.
[[nodiscard]] std::string numberWord(std::string_view jsonNumber);

} // namespace remit::decision
