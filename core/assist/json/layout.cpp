// SPDX-License-Identifier: Apache-2.0
#include "core/assist/json/layout.h"

#include "core/base/text.h"

namespace remit::assist {
namespace {

constexpr std::size_t kWidth = 88; ///< of a line with a whole object or list

class Layout {
public:
    LaidOutJson run(const JsonValue& value)
    {
        measure(value);
        write(value, 0);
        m_result.text += '\n';
        return std::move(m_result);
    }

private:
    /// Bytes on one line, with a blank after `:` and `,` and within braces.
    std::size_t measure(const JsonValue& value)
    {
        std::size_t width = 4;
        switch (value.kind) {
        case JsonKind::Object:
            for (const JsonMember& member : value.members)
                width += jsonQuoted(member.key).size() + 4 + measure(member.value);
            break;
        case JsonKind::Array:
            for (const JsonValue& item : value.items)
                width += 2 + measure(item);
            break;
        default:
            width = toJson(value).size();
        }
        m_widths[&value] = width;
        return width;
    }

    [[nodiscard]] std::uint32_t at() const
    {
        return static_cast<std::uint32_t>(m_result.text.size());
    }

    void line(std::size_t level) { m_result.text += '\n' + std::string(level * 2, ' '); }

    void write(const JsonValue& value, std::size_t level)
    {
        const std::uint32_t begin = at();
        const bool object = value.isObject();
        if (!object && !value.isArray()) {
            m_result.text += toJson(value);
        } else {
            const std::size_t column = begin - (m_result.text.rfind('\n') + 1);
            const bool oneLine = column + m_widths[&value] <= kWidth;
            m_result.text += object ? '{' : '[';
            const std::size_t count = object ? value.members.size() : value.items.size();
            for (std::size_t index = 0; index < count; ++index) {
                if (index > 0)
                    m_result.text += ',';
                if (!oneLine)
                    line(level + 1);
                else if (index > 0 || object)
                    m_result.text += ' ';
                if (object)
                    m_result.text += jsonQuoted(value.members[index].key) + ": ";
                write(object ? value.members[index].value : value.items[index], level + 1);
            }
            if (!oneLine && count > 0)
                line(level);
            else if (object && count > 0)
                m_result.text += ' ';
            m_result.text += object ? '}' : ']';
        }
        m_result.places[&value] = {begin, at()};
    }

    LaidOutJson m_result;
    std::unordered_map<const JsonValue*, std::size_t> m_widths;
};

} // namespace

LaidOutJson laidOut(const JsonValue& value)
{
    return Layout().run(value);
}

} // namespace remit::assist
