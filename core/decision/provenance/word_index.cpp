// SPDX-License-Identifier: Apache-2.0
#include "core/decision/provenance/word_index.h"

#include <algorithm>

namespace remit::decision {

WordIndex::WordIndex(const WordIndex& other)
    : m_spelling(other.m_spelling)
    , m_places(other.m_places)
    , m_words(other.m_words)
    , m_starts(other.m_starts)
{
    for (std::size_t i = 0; i < m_spelling.size(); ++i)
        m_ids.emplace(m_spelling[i], static_cast<WordId>(i + 1));
}

WordIndex& WordIndex::operator=(const WordIndex& other)
{
    if (this != &other)
        *this = WordIndex(other);
    return *this;
}

WordIndex::TextId WordIndex::beginText()
{
    addGap();
    m_starts.push_back(static_cast<std::uint32_t>(m_words.size()));
    return static_cast<TextId>(m_starts.size() - 1);
}

void WordIndex::addWord(std::string_view word)
{
    auto found = m_ids.find(word);
    if (found == m_ids.end()) {
        m_spelling.emplace_back(word);
        found = m_ids.emplace(m_spelling.back(), static_cast<WordId>(m_spelling.size())).first;
        m_places.resize(m_spelling.size() + 1);
    }
    m_places[found->second].push_back(static_cast<std::uint32_t>(m_words.size()));
    m_words.push_back(found->second);
}

void WordIndex::addGap()
{
    if (!m_words.empty() && m_words.back() != kNone)
        m_words.push_back(kNone);
}

std::span<const WordIndex::WordId> WordIndex::textOf(TextId text) const
{
    const std::size_t end = text + 1 < m_starts.size() ? m_starts[text + 1] : m_words.size();
    return std::span(m_words).subspan(m_starts[text], end - m_starts[text]);
}

std::vector<WordIndex::WordId> WordIndex::wordsOfLast() const
{
    const auto words = textOf(static_cast<TextId>(m_starts.size() - 1));
    std::vector<WordId> distinct(words.begin(), words.end());
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    std::erase(distinct, kNone);
    return distinct;
}

void WordIndex::findKnown(std::string_view words, std::vector<WordId>& sequence) const
{
    sequence.clear();
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        const auto found = m_ids.find(words.substr(0, end));
        sequence.push_back(found == m_ids.end() ? kNone : found->second);
        words.remove_prefix(std::min(end + 1, words.size()));
    }
}

bool WordIndex::find(std::string_view words, std::vector<WordId>& sequence) const
{
    findKnown(words, sequence);
    return !sequence.empty() &&
           std::find(sequence.begin(), sequence.end(), kNone) == sequence.end();
}

const std::vector<std::uint32_t>& WordIndex::rarest(std::span<const WordId> sequence,
                                                    std::size_t& at) const
{
    at = 0;
    for (std::size_t i = 1; i < sequence.size(); ++i) {
        if (m_places[sequence[i]].size() < m_places[sequence[at]].size())
            at = i;
    }
    return m_places[sequence[at]];
}

void WordIndex::eachText(std::span<const WordId> sequence,
                         const std::function<void(TextId)>& visit) const
{
    if (sequence.empty())
        return;
    std::size_t offset = 0;
    const std::vector<std::uint32_t>& places = rarest(sequence, offset);
    for (std::size_t i = 0; i < places.size();) {
        const auto next = std::upper_bound(m_starts.begin(), m_starts.end(), places[i]);
        const auto text = static_cast<TextId>(next - m_starts.begin() - 1);
        const std::span<const WordId> words = textOf(text);
        const std::size_t end = m_starts[text] + words.size();
        std::size_t last = i;
        while (last < places.size() && places[last] < end)
            ++last;
        bool found = sequence.size() == 1;
        // Few places are tried one by one; many in one go through the text.
        if (!found && (last - i) * sequence.size() > words.size()) {
            found = occursIn(sequence, words);
        } else {
            for (std::size_t j = i; j < last && !found; ++j) {
                const std::size_t begin = places[j] - offset;
                found = places[j] >= m_starts[text] + offset && begin + sequence.size() <= end &&
                        std::equal(sequence.begin(), sequence.end(),
                                   m_words.begin() + static_cast<std::ptrdiff_t>(begin));
            }
        }
        if (found)
            visit(text);
        i = last;
    }
}

bool occursIn(std::span<const WordIndex::WordId> sequence, std::span<const WordIndex::WordId> words)
{
    if (sequence.empty() || sequence.size() > words.size())
        return false;
    // Knuth, Morris and Pratt: `border[i]` is the length of the longest proper border of the first
    // i + 1 words.
    std::vector<std::size_t> border(sequence.size(), 0);
    for (std::size_t i = 1, length = 0; i < sequence.size(); ++i) {
        while (length > 0 && sequence[i] != sequence[length])
            length = border[length - 1];
        length += sequence[i] == sequence[length] ? 1 : 0;
        border[i] = length;
    }
    std::size_t length = 0;
    for (const WordIndex::WordId word : words) {
        while (length > 0 && word != sequence[length])
            length = border[length - 1];
        length += word == sequence[length] ? 1 : 0;
        if (length == sequence.size())
            return true;
    }
    return false;
}

} // namespace remit::decision
