// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Which texts of a session hold a sequence of words. Every text is added once; a look-up costs
/// what the rarest of the words costs, not the length of the texts.
namespace remit::decision {

class WordIndex {
public:
    using WordId = std::uint32_t;
    using TextId = std::uint32_t;
    /// What stands between two pieces of a text: no sequence goes across it. Also the number of a
    /// word that no text has.
    static constexpr WordId kNone = 0;

    /// Begins a text; the words that follow are its.
    TextId beginText();
    void addWord(std::string_view word);
    void addGap();

    [[nodiscard]] std::size_t texts() const { return m_starts.size(); }
    /// One more than the greatest number of a word.
    [[nodiscard]] std::size_t endOfWords() const { return m_known.size() + 1; }
    /// All words of the last text, one after the other, with kNone between its pieces.
    [[nodiscard]] std::span<const WordId> lastText() const;

    /// The numbers of words written with one space between them; false when a word is in no text.
    bool find(std::string_view words, std::vector<WordId>& sequence) const;
    /// The same with kNone for each word that is in no text, behind what stands in `sequence`.
    void addKnown(std::string_view words, std::vector<WordId>& sequence) const;

    /// Calls `visit(text)` once, ascending, for each text in which the sequence stands.
    void eachText(std::span<const WordId> sequence, const std::function<void(TextId)>& visit) const;

private:
    /// A word that some text has, and the list of its places.
    struct Known {
        std::size_t begin = 0; ///< of its spelling in m_letters
        std::uint32_t size = 0;
        std::uint32_t hash = 0;
        std::uint32_t places = 0;
        std::uint32_t first = 0;
        std::uint32_t last = 0;
    };

    [[nodiscard]] std::string_view spelling(const Known& word) const
    {
        return std::string_view(m_letters).substr(word.begin, word.size);
    }
    [[nodiscard]] static std::uint32_t hashOf(std::string_view word);
    /// Where the number of the word stands in m_slots, or would.
    [[nodiscard]] std::size_t slotOf(std::string_view word, std::uint32_t hash) const;
    [[nodiscard]] WordId numberOf(std::string_view word) const;
    WordId takeNumber(std::string_view word);
    void growSlots();
    [[nodiscard]] std::span<const WordId> textOf(TextId text) const;
    [[nodiscard]] bool standsAt(std::span<const WordId> sequence, std::size_t place) const;

    std::string m_letters;       ///< of all words, one after the other
    std::vector<Known> m_known;  ///< by word number - 1
    std::vector<WordId> m_slots; ///< a hash table with open addresses; its size a power of two
    std::vector<WordId> m_words; ///< all texts, one after the other
    std::vector<std::uint32_t> m_nextPlace; ///< beside m_words: the next place of the same word
    std::vector<std::uint32_t> m_starts;    ///< by text
};

/// Does the sequence stand in the words? Linear in both.
[[nodiscard]] bool occursIn(std::span<const WordIndex::WordId> sequence,
                            std::span<const WordIndex::WordId> words);

} // namespace remit::decision
