// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/json_access.h"

#include <algorithm>
#include <unordered_set>

namespace remit::trace {

const JsonValue* member(const JsonValue& object, std::string_view key)
{
    const JsonValue* found = object.find(key);
    return found == nullptr || found->isNull() ? nullptr : found;
}

const JsonValue* member(const JsonValue& object, std::initializer_list<std::string_view> path)
{
    const JsonValue* at = &object;
    for (const std::string_view key : path) {
        at = member(*at, key);
        if (at == nullptr)
            return nullptr;
    }
    return at;
}

const JsonValue* either(const JsonValue& object, std::string_view camel, std::string_view snake)
{
    const JsonValue* found = member(object, camel);
    return found != nullptr ? found : member(object, snake);
}

std::string text(const JsonValue& object, std::string_view key)
{
    const JsonValue* found = object.find(key);
    return found != nullptr && found->isString() ? found->text : std::string();
}

Field field(const JsonValue& object, std::string_view key)
{
    const JsonValue* found = object.find(key);
    if (found == nullptr)
        return {};
    if (found->isNull())
        return Field::none();
    return found->isString() || found->isNumber() ? Field(found->text) : Field();
}

Field nonEmpty(std::string text)
{
    return text.empty() ? Field() : Field(std::move(text));
}

std::string asText(const JsonValue& value)
{
    if (value.isNull())
        return {};
    return value.isString() ? value.text : toJson(value);
}

std::string contentText(const JsonValue* content)
{
    if (content == nullptr || content->isNull())
        return {};
    if (!content->isArray())
        return asText(*content);
    std::string out;
    for (const JsonValue& part : content->items) {
        std::string piece = part.isString() ? part.text : text(part, "text");
        if (piece.empty())
            piece = text(part, "content");
        if (piece.empty())
            continue;
        if (!out.empty())
            out += '\n';
        out += piece;
    }
    return out;
}

std::optional<std::string> argumentsText(const JsonValue* arguments)
{
    if (arguments == nullptr)
        return std::nullopt;
    if (arguments->isObject())
        return toJson(*arguments);
    if (!arguments->isString())
        return std::nullopt;
    JsonDocument inner = parseJson(arguments->text);
    if (!inner.root || !inner.root->isObject())
        return std::nullopt;
    if (!inner.diagnostics.empty())
        keepLastMembers(*inner.root);
    return toJson(*inner.root);
}

void keepLastMembers(JsonValue& value)
{
    for (JsonValue& item : value.items)
        keepLastMembers(item);
    std::unordered_set<std::string> seen;
    std::vector<JsonMember> kept;
    for (auto member = value.members.rbegin(); member != value.members.rend(); ++member) {
        if (!seen.insert(member->key).second)
            continue;
        keepLastMembers(member->value);
        kept.push_back(std::move(*member));
    }
    std::reverse(kept.begin(), kept.end());
    value.members = std::move(kept);
}

} // namespace remit::trace
