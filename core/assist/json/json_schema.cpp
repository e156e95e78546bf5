// SPDX-License-Identifier: Apache-2.0
#include "core/assist/json/json_schema.h"

#include "core/assist/embedded_texts.h"
#include "core/assist/snippet.h"

#include <algorithm>
#include <map>

namespace remit::assist {
namespace {

constexpr int kReferences = 16; ///< followed in a row: a schema may refer to itself

std::string textOf(const JsonValue& schema, std::string_view key)
{
    const JsonValue* value = schema.find(key);
    return value != nullptr && value->isString() ? value->text : std::string();
}

bool lists(const JsonValue* list, const std::string& key)
{
    return list != nullptr && std::any_of(list->items.begin(), list->items.end(),
                                          [&](const JsonValue& item) { return item.text == key; });
}

std::map<FileKind, JsonSchema> readAll()
{
    static constexpr std::string_view kFolder = "resources/schemas/";
    static constexpr std::string_view kEnd = ".schema.json";
    std::map<FileKind, JsonSchema> all;
    for (const EmbeddedText& embedded : embeddedTexts()) {
        std::string_view name = embedded.path;
        if (!name.starts_with(kFolder) || !name.ends_with(kEnd))
            continue;
        name = name.substr(kFolder.size(), name.size() - kFolder.size() - kEnd.size());
        const FileKind kind = name == "remit" ? FileKind::Settings : fileKindNamed(name);
        if (kind != FileKind::Other)
            all.emplace(kind, JsonSchema(embedded.text));
    }
    return all;
}

} // namespace

const JsonSchema* jsonSchemaOf(FileKind kind)
{
    static const std::map<FileKind, JsonSchema> all = readAll();
    const auto found = all.find(kind);
    return found == all.end() ? nullptr : &found->second;
}

JsonSchema::JsonSchema(std::string_view text) : m_document(parseJson(text)) {}

/// Follows references and goes into alternatives.
void JsonSchema::expand(const JsonValue& schema, std::string definition, std::string description,
                        int depth, std::vector<Part>& parts) const
{
    if (depth == 0 || !schema.isObject())
        return;
    if (description.empty())
        description = textOf(schema, "description");
    const std::string reference = textOf(schema, "$ref");
    static constexpr std::string_view kDefinitions = "#/$defs/";
    if (reference.starts_with(kDefinitions)) {
        definition = reference.substr(kDefinitions.size());
        const JsonValue* definitions = m_document.root->find("$defs");
        const JsonValue* target = definitions != nullptr ? definitions->find(definition) : nullptr;
        if (target != nullptr)
            expand(*target, definition, description, depth - 1, parts);
    }
    parts.push_back({&schema, definition, description});
    for (const char* list : {"oneOf", "anyOf", "allOf"}) {
        const JsonValue* alternatives = schema.find(list);
        for (std::size_t at = 0; alternatives != nullptr && at < alternatives->items.size(); ++at)
            expand(alternatives->items[at], definition, description, depth - 1, parts);
    }
}

std::vector<JsonSchema::Part> JsonSchema::at(const JsonPath& path) const
{
    std::vector<Part> parts;
    if (!m_document.root)
        return parts;
    expand(*m_document.root, {}, {}, kReferences, parts);
    for (const JsonStep& step : path) {
        std::vector<Part> next;
        for (const Part& part : parts) {
            const JsonValue* below = nullptr;
            if (const auto* key = std::get_if<std::string>(&step)) {
                const JsonValue* properties = part.schema->find("properties");
                below = properties != nullptr ? properties->find(*key) : nullptr;
                if (below == nullptr)
                    below = part.schema->find("additionalProperties");
            } else {
                below = part.schema->find("items");
            }
            if (below != nullptr)
                expand(*below, {}, {}, kReferences, next);
        }
        parts = std::move(next);
    }
    return parts;
}

std::vector<JsonSchema::Member> JsonSchema::members(const std::vector<Part>& parts) const
{
    std::vector<Member> all;
    for (const Part& part : parts) {
        const JsonValue* properties = part.schema->find("properties");
        for (std::size_t at = 0; properties != nullptr && at < properties->members.size(); ++at) {
            const JsonMember& property = properties->members[at];
            if (!property.value.isObject())
                continue; // `false`: must not be there
            auto known = std::find_if(all.begin(), all.end(),
                                      [&](const Member& next) { return next.key == property.key; });
            if (known == all.end())
                known = all.insert(all.end(), Member{property.key, {}, false});
            expand(property.value, {}, {}, kReferences, known->parts);
            known->required = known->required || lists(part.schema->find("required"), property.key);
        }
    }
    return all;
}

std::string JsonSchema::valueSnippet(const std::vector<Part>& parts, int& stop, int depth) const
{
    const auto filled = [&stop](const std::string& text) {
        const int number = std::min(++stop, 9);
        return "${" + std::to_string(number) + ":" + snippetEscaped(text) + "}";
    };
    for (const Part& part : parts) {
        if (const JsonValue* constant = part.schema->find("const"))
            return snippetEscaped(toJson(*constant));
        const JsonValue* values = part.schema->find("enum");
        if (values != nullptr && !values->items.empty() && values->items.front().isString())
            return '"' + filled(values->items.front().text) + '"';
        const std::string type = textOf(*part.schema, "type");
        if (type == "string")
            return '"' + filled("") + '"';
        if (type == "boolean")
            return filled("false");
        if (type == "integer" || type == "number")
            return filled("0");
        if (type == "array")
            return "[" + filled("") + "]";
        if (type != "object")
            continue;
        std::string text;
        for (const Member& member : depth > 0 ? members(parts) : std::vector<Member>{}) {
            if (member.required)
                text += (text.empty() ? " \"" : ", \"") + snippetEscaped(member.key) +
                        "\": " + valueSnippet(member.parts, stop, depth - 1);
        }
        return text.empty() ? "{" + filled("") + "\\}" : "{" + text + " \\}";
    }
    return filled("");
}

} // namespace remit::assist
