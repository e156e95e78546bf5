// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
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

    WordIndex() = default;
    WordIndex(const WordIndex& other);
    WordIndex& operator=(const WordIndex& other);
    WordIndex(WordIndex&&) = default;
    WordIndex& operator=(WordIndex&&) = default;
    ~WordIndex() = default;

    /// Begins a text; the words that follow are its.
    TextId beginText();
    void addWord(std::string_view word);
    void addGap();

    [[nodiscard]] std::size_t texts() const { return m_starts.size(); }
    /// The distinct words of the last text.
    [[nodiscard]] std::vector<WordId> wordsOfLast() const;

    /// The numbers of words written with one space between them; false when a word is in no text.
    bool find(std::string_view words, std::vector<WordId>& sequence) const;
    /// The same with kNone for each word that is in no text.
    void findKnown(std::string_view words, std::vector<WordId>& sequence) const;

    /// Calls `visit(text)` once, ascending, for each text in which the sequence stands.
    void eachText(std::span<const WordId> sequence, const std::function<void(TextId)>& visit) const;

private:
    [[nodiscard]] std::span<const WordId> textOf(TextId text) const;
    [[nodiscard]] const std::vector<std::uint32_t>& rarest(std::span<const WordId> sequence,
                                                           std::size_t& at) const;

    std::deque<std::string> m_spelling; ///< by word id - 1; addresses are stable
    std::unordered_map<std::string_view, WordId> m_ids;
    std::vector<std::vector<std::uint32_t>> m_places; ///< by word id: where in m_words, ascending
    std::vector<WordId> m_words;                      ///< all texts, one after the other
    std::vector<std::uint32_t> m_starts;              ///< by text
};

/// Does the sequence stand in the words? Linear in both.
[[nodiscard]] bool occursIn(std::span<const WordIndex::WordId> sequence,
                            std::span<const WordIndex::WordId> words);

} // namespace remit::decision
