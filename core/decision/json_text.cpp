// SPDX-License-Identifier: Apache-2.0
#include "core/decision/json_text.h"

#include "core/base/text.h"

namespace remit::decision {

void JsonText::separate()
{
    if (!m_first)
        m_text += ',';
    m_first = false;
}

JsonText& JsonText::beginObject()
{
    separate();
    m_text += '{';
    m_first = true;
    return *this;
}

JsonText& JsonText::endObject()
{
    m_text += '}';
    m_first = false;
    return *this;
}

JsonText& JsonText::beginArray()
{
    separate();
    m_text += '[';
    m_first = true;
    return *this;
}

JsonText& JsonText::endArray()
{
    m_text += ']';
    m_first = false;
    return *this;
}

JsonText& JsonText::key(std::string_view name)
{
    separate();
    m_text += jsonQuoted(name);
    m_text += ':';
    m_first = true;
    return *this;
}

JsonText& JsonText::string(std::string_view text)
{
    separate();
    m_text += jsonQuoted(text);
    return *this;
}

JsonText& JsonText::number(std::int64_t value)
{
    separate();
    m_text += std::to_string(value);
    return *this;
}

JsonText& JsonText::boolean(bool value)
{
    separate();
    m_text += value ? "true" : "false";
    return *this;
}

JsonText& JsonText::null()
{
    separate();
    m_text += "null";
    return *this;
}

JsonText& JsonText::strings(const std::vector<std::string>& texts)
{
    beginArray();
    for (const std::string& text : texts)
        string(text);
    return endArray();
}

JsonText& JsonText::stringOrNull(const std::optional<std::string>& text)
{
    return text ? string(*text) : null();
}

JsonText& JsonText::numberOrNull(std::optional<std::int64_t> value)
{
    return value ? number(*value) : null();
}

JsonText& JsonText::booleanOrNull(std::optional<bool> value)
{
    return value ? boolean(*value) : null();
}

} // namespace remit::decision
