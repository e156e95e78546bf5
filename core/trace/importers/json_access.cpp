// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/json_access.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace remit::trace {

namespace {

constexpr std::size_t kNameBytes = 200;

bool isNoContent(std::string_view type)
{
    if (type.empty() || type == "text" || type.ends_with("_text"))
        return true;
    for (const std::string_view part : {"tool_use", "tool_result", "tool_call", "tool-call",
                                        "tool-result", "function", "thinking", "reasoning"}) {
        if (type.find(part) != std::string_view::npos)
            return true;
    }
    return false;
}

/// What names a part that is not shown; the bytes that a `data:` address holds are no name.
std::string nameOfPart(const JsonValue& part)
{
    for (const std::string_view key :
         {"title", "filename", "name", "uri", "url", "file_id", "image_url"}) {
        std::string name = text(part, key);
        if (!name.empty() && !name.starts_with("data:") && name.size() <= kNameBytes)
            return name;
    }
    for (const std::string_view key : {"image_url", "source", "file", "resource"}) {
        const JsonValue* inner = member(part, key);
        std::string name = inner != nullptr && inner->isObject() ? nameOfPart(*inner) : "";
        if (!name.empty())
            return name;
    }
    return {};
}

std::string firstNamed(const JsonValue& object, std::initializer_list<std::string_view> keys)
{
    for (const std::string_view key : keys) {
        if (std::string found = text(object, key); !found.empty() && found.size() <= kNameBytes)
            return found;
    }
    return "of unknown kind";
}

std::string placeholder(const JsonValue& part)
{
    for (const std::string_view key : {"inline_data", "inlineData", "file_data", "fileData"}) {
        if (const JsonValue* data = member(part, key)) // Google's parts have no type
            return "[file " + firstNamed(*data, {"mime_type", "mimeType"}) + ']';
    }
    std::string kind = text(part, "type");
    if (isNoContent(kind))
        return {};
    if (const std::string modality = text(part, "modality"); !modality.empty())
        kind = modality;
    const std::string name = nameOfPart(part);
    return name.empty() ? '[' + kind + ']' : '[' + kind + ' ' + name + ']';
}

} // namespace

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
        const std::string piece = partText(part);
        if (piece.empty())
            continue;
        if (!out.empty())
            out += '\n';
        out += piece;
    }
    return out;
}

std::string partText(const JsonValue& part)
{
    if (part.isString())
        return part.text;
    const std::string type = text(part, "type");
    if (type == "thinking" || type == "redacted_thinking" || type == "reasoning")
        return {};
    const bool isMedia = part.find("mime_type") != nullptr || part.find("modality") != nullptr;
    for (const std::string_view key : {"text", "content", "refusal", "logs"}) {
        std::string said = isMedia && key == "content" ? std::string() : text(part, key);
        if (!said.empty())
            return said;
    }
    for (const auto& path : {std::array{"resource", "text"}, std::array{"audio", "transcript"}}) {
        const JsonValue* said = member(part, {path[0], path[1]});
        if (said != nullptr && said->isString() && !said->text.empty())
            return said->text;
    }
    const JsonValue* source = member(part, "source");
    if (source != nullptr && text(*source, "type") == "text") // a document of Anthropic's
        return text(*source, "data");
    return placeholder(part);
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
