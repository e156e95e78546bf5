// SPDX-License-Identifier: Apache-2.0
#include "core/base/json_pointer.h"

#include "core/base/text.h"

#include <charconv>

namespace remit {

namespace {

const JsonValue* element(const JsonValue& array, std::string_view token)
{
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
    const bool plain = error == std::errc() && end == token.data() + token.size() &&
                       (token.size() == 1 || token.front() != '0');
    return plain && index < array.items.size() ? &array.items[index] : nullptr;
}

} // namespace

std::string unescapedToken(std::string_view token)
{
    std::string text;
    for (std::size_t i = 0; i < token.size(); ++i) {
        const bool escape = token[i] == '~' && i + 1 < token.size();
        if (escape && token[i + 1] == '1')
            text += '/';
        else if (escape && token[i + 1] == '0')
            text += '~';
        else {
            text += token[i];
            continue;
        }
        ++i;
    }
    return text;
}

void appendToken(std::string& pointer, std::string_view name)
{
    pointer += '/';
    for (const char c : name) {
        if (c == '~')
            pointer += "~0";
        else if (c == '/')
            pointer += "~1";
        else
            pointer += c;
    }
}

const JsonValue* atPointer(const JsonValue& root, std::string_view pointer)
{
    if (pointer.empty())
        return &root;
    if (pointer.front() != '/')
        return nullptr;
    const JsonValue* at = &root;
    for (const std::string_view token : split(pointer.substr(1), '/')) {
        at = at->isArray() ? element(*at, token) : at->find(unescapedToken(token));
        if (at == nullptr)
            return nullptr;
    }
    return at;
}

} // namespace remit
