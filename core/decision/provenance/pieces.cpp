// SPDX-License-Identifier: Apache-2.0
#include "core/decision/provenance/pieces.h"

#include "core/base/strict_json.h"
#include "core/base/text.h"

namespace remit::decision {

namespace {

/// How often JSON in a string of JSON is opened.
constexpr int kEmbedded = 3;

bool mayBeJson(std::string_view text)
{
    const std::string_view inside = trimmed(text);
    return inside.size() >= 2 && (inside.front() == '{' || inside.front() == '[');
}

class Pieces {
public:
    Pieces(const TakeWord& take, const std::function<void()>& gap) : m_take(take), m_gap(gap) {}

    /// `whole`: the place that stands for every word; nothing where places are those of `text`.
    void text(std::string_view text, std::uint32_t offset, const Span* whole, int embedded)
    {
        if (mayBeJson(text) && embedded > 0) {
            const JsonDocument document =
                parseJson(text, {}, {.allowDuplicateKeys = true, .maxNesting = 0, .element = {}});
            if (document.root && !hasErrors(document.diagnostics))
                return json(*document.root, text, offset, whole, embedded - 1);
        }
        WordScanner scanner(text);
        while (scanner.next(m_word)) {
            m_word.span = whole != nullptr
                              ? *whole
                              : Span{m_word.span.begin + offset, m_word.span.end + offset};
            m_take(m_word);
        }
        m_gap();
    }

private:
    void string(const std::string& value, Span span, std::string_view source, std::uint32_t offset,
                const Span* whole, int embedded)
    {
        const Span place{span.begin + offset, span.end + offset};
        const bool plain = whole == nullptr && span.end - span.begin == value.size() + 2 &&
                           source.substr(span.begin + 1, value.size()) == value;
        if (plain)
            text(value, place.begin + 1, nullptr, embedded);
        else
            text(value, 0, whole != nullptr ? whole : &place, embedded);
    }

    void json(const JsonValue& value, std::string_view source, std::uint32_t offset,
              const Span* whole, int embedded)
    {
        switch (value.kind) {
        case JsonKind::String:
            return string(value.text, value.span, source, offset, whole, embedded);
        case JsonKind::Array:
            for (const JsonValue& item : value.items)
                json(item, source, offset, whole, embedded);
            return;
        case JsonKind::Object:
            for (const JsonMember& member : value.members) {
                string(member.key, member.keySpan, source, offset, whole, 0);
                json(member.value, source, offset, whole, embedded);
            }
            return;
        case JsonKind::Null:
        case JsonKind::Bool:
        case JsonKind::Number:
            return text(source.substr(value.span.begin, value.span.end - value.span.begin),
                        value.span.begin + offset, whole, 0);
        }
    }

    const TakeWord& m_take;
    const std::function<void()>& m_gap;
    Word m_word;
};

} // namespace

void eachWord(std::string_view text, const TakeWord& take, const std::function<void()>& gap)
{
    Pieces(take, gap).text(text, 0, nullptr, kEmbedded);
}

} // namespace remit::decision
