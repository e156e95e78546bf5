// SPDX-License-Identifier: Apache-2.0
#include "core/assist/json/cursor.h"

#include <algorithm>

namespace remit::assist {
namespace {

using At = JsonCursor::At;

/// Reads loosely, to the cursor and then to the end of the object that it is in.
class Scanner {
public:
    Scanner(std::string_view text, std::uint32_t offset)
        : m_text(text), m_offset(std::min(offset, static_cast<std::uint32_t>(text.size())))
    {}

    JsonCursor run()
    {
        m_cursor.word = {m_offset, m_offset};
        while (m_at < m_offset)
            step();
        if (!m_found)
            place({m_offset, m_offset});
        laterKeys();
        return std::move(m_cursor);
    }

private:
    struct Frame {
        bool object = false;
        std::string key;
        bool wantsKey = false; ///< objects: the next string is a key
        bool done = false;     ///< a value stands; `,` comes next
        std::size_t index = 0;
        std::set<std::string> keys;
    };

    void step()
    {
        const char c = m_text[m_at];
        switch (c) {
        case '{':
        case '[':
            if (m_frames.size() <= 1 && !m_found)
                m_cursor.owner.clear();
            m_frames.push_back({c == '{', {}, c == '{', false, 0, {}});
            break;
        case '}':
        case ']':
            if (!m_frames.empty()) {
                if (m_frames.size() == m_level)
                    m_last = std::move(m_frames.back().keys);
                m_frames.pop_back();
            }
            valueEnds();
            break;
        case ',':
            if (!m_frames.empty()) {
                Frame& frame = m_frames.back();
                frame.done = false;
                frame.wantsKey = frame.object;
                ++frame.index;
            }
            break;
        case ':':
            if (!m_frames.empty() && m_frames.back().object) {
                m_frames.back().wantsKey = false;
                m_frames.back().done = false;
            }
            break;
        case '"':
            return string();
        default:
            if (std::string_view(" \t\r\n").find(c) == std::string_view::npos)
                return literal();
        }
        ++m_at;
    }

    void valueEnds()
    {
        if (!m_frames.empty())
            m_frames.back().done = true;
    }

    /// Ends with its line at the latest: no JSON string has a line feed.
    void string()
    {
        const std::uint32_t begin = m_at++;
        while (m_at < m_text.size() && m_text[m_at] != '"' && m_text[m_at] != '\n')
            m_at += m_text[m_at] == '\\' && m_at + 1 < m_text.size() ? 2U : 1U;
        m_at = std::min(m_at, static_cast<std::uint32_t>(m_text.size()));
        const bool closed = m_at < m_text.size() && m_text[m_at] == '"';
        const Span content{begin + 1, m_at};
        if (closed)
            ++m_at;
        if (begin < m_offset && m_offset <= content.end) {
            const bool whole = closed && !swallows(content);
            m_cursor.string = true;
            m_cursor.closed = whole;
            place(whole ? content : Span{content.begin, m_offset});
        }
        if (m_frames.empty())
            return;
        Frame& frame = m_frames.back();
        if (frame.object && frame.wantsKey) {
            frame.key = m_text.substr(content.begin, content.size());
            if (m_offset < content.begin || content.end < m_offset)
                frame.keys.insert(frame.key);
        } else {
            frame.done = true;
            if (!m_found)
                noteOwner(frame, content);
        }
    }

    void noteOwner(const Frame& frame, Span content)
    {
        const bool type = frame.key == "type" && m_frames.size() > 1 &&
                          m_frames[m_frames.size() - 2].key == "uid";
        if (!type && frame.key != "action")
            return;
        const JsonDocument read =
            parseJson('"' + std::string(m_text.substr(content.begin, content.size())) + '"');
        if (read.root)
            m_cursor.owner = read.root->text;
    }

    /// An unclosed string takes the next one's quote: then JSON's own signs stand behind the
    /// cursor.
    [[nodiscard]] bool swallows(Span content) const
    {
        const std::string_view rest = m_text.substr(m_offset, content.end - m_offset);
        return rest.find_first_of("{}[],") != std::string_view::npos || rest.ends_with(": ");
    }

    void literal()
    {
        const std::uint32_t begin = m_at;
        while (m_at < m_text.size() &&
               std::string_view(" \t\r\n{}[],:\"").find(m_text[m_at]) == std::string_view::npos)
            ++m_at;
        if (begin < m_offset && m_offset <= m_at)
            place({begin, m_at});
        valueEnds();
    }

    void place(Span word)
    {
        m_found = true;
        m_cursor.word = word;
        m_level = m_frames.size();
        for (std::size_t at = 0; at < m_frames.size(); ++at) {
            const Frame& frame = m_frames[at];
            const bool last = at + 1 == m_frames.size();
            if (last && frame.object && frame.wantsKey)
                break;
            if (frame.object)
                m_cursor.path.emplace_back(frame.key);
            else
                m_cursor.path.emplace_back(frame.index);
        }
        if (m_frames.empty()) {
            m_cursor.at = At::Value;
            return;
        }
        const Frame& frame = m_frames.back();
        m_cursor.at = frame.done && word.empty()       ? At::None
                      : frame.object && frame.wantsKey ? At::Key
                                                       : At::Value;
        m_cursor.keys = frame.keys;
        if (m_cursor.at == At::Key)
            m_cursor.key = m_text.substr(word.begin, word.size());
    }

    /// Keys of the object that stand behind the cursor, and whether `:` follows.
    void laterKeys()
    {
        if (m_cursor.at != At::Key)
            return;
        std::size_t next = m_cursor.word.end + (m_cursor.closed ? 1U : 0U);
        next = m_text.find_first_not_of(" \t\r\n", next);
        m_cursor.colon = next != std::string_view::npos && m_text[next] == ':';
        m_at = std::max(m_at, m_cursor.word.end);
        while (m_at < m_text.size() && m_frames.size() >= m_level)
            step();
        if (m_frames.size() == m_level)
            m_last = m_frames.back().keys;
        m_cursor.keys.insert(m_last.begin(), m_last.end());
        m_cursor.keys.erase(m_cursor.key);
    }

    std::string_view m_text;
    std::uint32_t m_offset;
    std::uint32_t m_at = 0;
    std::vector<Frame> m_frames;
    JsonCursor m_cursor;
    bool m_found = false;
    std::size_t m_level = 0;
    std::set<std::string> m_last; ///< keys of the object around the cursor, when it ends
};

} // namespace

JsonCursor jsonCursor(std::string_view text, std::uint32_t offset)
{
    return Scanner(text, offset).run();
}

} // namespace remit::assist
