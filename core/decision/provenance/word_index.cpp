// SPDX-License-Identifier: Apache-2.0
#include "core/decision/provenance/word_index.h"

#include <algorithm>

namespace remit::decision {

namespace {

constexpr std::size_t kFewestSlots = 64;

} // namespace

std::uint32_t WordIndex::hashOf(std::string_view word)
{
    return static_cast<std::uint32_t>(std::hash<std::string_view>()(word));
}

std::size_t WordIndex::slotOf(std::string_view word, std::uint32_t hash) const
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = hash & mask;
    for (; m_slots[slot] != kNone; slot = (slot + 1) & mask) {
        const Known& known = m_known[m_slots[slot] - 1];
        if (known.hash == hash && spelling(known) == word)
            break;
    }
    return slot;
}

WordIndex::WordId WordIndex::numberOf(std::string_view word) const
{
    return m_slots.empty() ? kNone : m_slots[slotOf(word, hashOf(word))];
}

void WordIndex::growSlots()
{
    m_slots.assign(std::max(kFewestSlots, m_slots.size() * 2), kNone);
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t i = 0; i < m_known.size(); ++i) {
        std::size_t slot = m_known[i].hash & mask;
        while (m_slots[slot] != kNone)
            slot = (slot + 1) & mask;
        m_slots[slot] = static_cast<WordId>(i + 1);
    }
}

WordIndex::WordId WordIndex::takeNumber(std::string_view word)
{
    if ((m_known.size() + 1) * 2 > m_slots.size())
        growSlots();
    const std::uint32_t hash = hashOf(word);
    WordId& number = m_slots[slotOf(word, hash)];
    if (number == kNone) {
        Known known;
        known.begin = m_letters.size();
        known.size = static_cast<std::uint32_t>(word.size());
        known.hash = hash;
        m_letters += word;
        m_known.push_back(known);
        number = static_cast<WordId>(m_known.size());
    }
    return number;
}

WordIndex::TextId WordIndex::beginText()
{
    addGap();
    m_starts.push_back(static_cast<std::uint32_t>(m_words.size()));
    return static_cast<TextId>(m_starts.size() - 1);
}

void WordIndex::addWord(std::string_view word)
{
    const WordId number = takeNumber(word);
    const auto place = static_cast<std::uint32_t>(m_words.size());
    Known& known = m_known[number - 1];
    if (known.places++ == 0)
        known.first = place;
    else
        m_nextPlace[known.last] = place;
    known.last = place;
    m_words.push_back(number);
    m_nextPlace.push_back(0);
}

void WordIndex::addGap()
{
    if (m_words.empty() || m_words.back() == kNone)
        return;
    m_words.push_back(kNone);
    m_nextPlace.push_back(0);
}

std::span<const WordIndex::WordId> WordIndex::textOf(TextId text) const
{
    const std::size_t end = text + 1 < m_starts.size() ? m_starts[text + 1] : m_words.size();
    return std::span(m_words).subspan(m_starts[text], end - m_starts[text]);
}

std::span<const WordIndex::WordId> WordIndex::lastText() const
{
    return textOf(static_cast<TextId>(m_starts.size() - 1));
}

void WordIndex::addKnown(std::string_view words, std::vector<WordId>& sequence) const
{
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        sequence.push_back(numberOf(words.substr(0, end)));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
}

bool WordIndex::find(std::string_view words, std::vector<WordId>& sequence) const
{
    sequence.clear();
    addKnown(words, sequence);
    return !sequence.empty() &&
           std::find(sequence.begin(), sequence.end(), kNone) == sequence.end();
}

bool WordIndex::standsAt(std::span<const WordId> sequence, std::size_t place) const
{
    return std::equal(sequence.begin(), sequence.end(),
                      m_words.begin() + static_cast<std::ptrdiff_t>(place));
}

void WordIndex::eachText(std::span<const WordId> sequence,
                         const std::function<void(TextId)>& visit) const
{
    if (sequence.empty())
        return;
    // The places of the rarest word are looked at.
    std::size_t offset = 0;
    const auto known = [&](std::size_t i) -> const Known& { return m_known[sequence[i] - 1]; };
    for (std::size_t i = 1; i < sequence.size(); ++i) {
        if (known(i).places < known(offset).places)
            offset = i;
    }
    std::uint32_t place = known(offset).first;
    for (std::uint32_t left = known(offset).places; left > 0;) {
        const auto next = std::upper_bound(m_starts.begin(), m_starts.end(), place);
        const auto text = static_cast<TextId>(next - m_starts.begin() - 1);
        const std::span<const WordId> words = textOf(text);
        const std::size_t begin = m_starts[text];
        const std::size_t end = begin + words.size();
        bool found = sequence.size() == 1;
        bool searched = found;
        // Few places are tried one by one; where there are many, the text is gone through.
        for (std::size_t tried = 0; left > 0 && place < end; --left, place = m_nextPlace[place]) {
            if (found || searched)
                continue;
            searched = ++tried * sequence.size() > words.size();
            const bool fits = place >= begin + offset && place - offset + sequence.size() <= end;
            found =
                searched ? occursIn(sequence, words) : fits && standsAt(sequence, place - offset);
        }
        if (found)
            visit(text);
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
