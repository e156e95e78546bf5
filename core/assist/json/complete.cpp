// SPDX-License-Identifier: Apache-2.0
#include "core/assist/json/complete.h"

#include "core/assist/items.h"
#include "core/assist/json/cursor.h"
#include "core/assist/json/workspace_values.h"
#include "core/assist/snippet.h"

#include <algorithm>

namespace remit::assist {
namespace {

using Parts = std::vector<JsonSchema::Part>;

std::string descriptionOf(const Parts& parts)
{
    for (const JsonSchema::Part& part : parts) {
        if (!part.description.empty())
            return part.description;
    }
    return {};
}

std::string typeOf(const Parts& parts)
{
    for (const JsonSchema::Part& part : parts) {
        const JsonValue* type = part.schema->find("type");
        if (type != nullptr && type->isString())
            return type->text;
        if (part.schema->find("enum") != nullptr || part.schema->find("const") != nullptr)
            return "one of several";
    }
    return {};
}

class JsonCompletion {
public:
    JsonCompletion(const Model& model, const ModelFile& file, std::uint32_t offset)
        : m_model(model)
        , m_kind(file.source.kind)
        , m_schema(jsonSchemaOf(m_kind))
        , m_cursor(jsonCursor(file.text(), offset))
    {}

    CompletionList run()
    {
        const Parts parts = m_schema != nullptr ? m_schema->at(m_cursor.path) : Parts{};
        if (m_cursor.at == JsonCursor::At::Key) {
            members(parts);
        } else if (m_cursor.at == JsonCursor::At::Value) {
            values(parts);
            for (const WorkspaceValue& value :
                 workspaceValues(m_model, m_kind, m_cursor.path, parts))
                text(Rank::Expected, value.kind, value.text, value.detail, value.documentation);
        }
        return m_items.take(m_cursor.word);
    }

private:
    /// In an object of attributes, those that the schema declares.
    void members(const Parts& parts)
    {
        for (const JsonSchema::Member& member :
             m_schema != nullptr ? m_schema->members(parts) : std::vector<JsonSchema::Member>{}) {
            int stop = 0;
            key(member.required ? Rank::Expected : Rank::Usual, member.key,
                m_schema->valueSnippet(member.parts, stop), typeOf(member.parts),
                descriptionOf(member.parts), member.required);
        }
        for (const WorkspaceMember& member :
             workspaceMembers(m_model, m_kind, m_cursor.path, m_cursor.owner))
            key(member.required ? Rank::Expected : Rank::Usual, member.key, member.snippet,
                member.type, member.documentation, member.required);
    }

    void key(Rank rank, const std::string& name, const std::string& value, std::string detail,
             std::string documentation, bool required)
    {
        if (m_cursor.keys.contains(name))
            return;
        std::string insert = snippetEscaped(jsonEscaped(name));
        if (!m_cursor.string)
            insert.insert(insert.begin(), '"');
        if (!m_cursor.colon)
            insert += "\": " + value + "$0";
        else if (!m_cursor.closed)
            insert += '"';
        // The quote that stands there already would come after the value.
        if (m_cursor.closed && !m_cursor.colon)
            insert = snippetEscaped(jsonEscaped(name));
        CompletionItem& item =
            m_items.addSnippet(rank, CompletionKind::Member, name, std::move(insert));
        item.detail = std::move(detail) + (required ? ", required" : "");
        item.documentation = std::move(documentation);
    }

    void text(Rank rank, CompletionKind kind, const std::string& content, std::string detail,
              std::string documentation)
    {
        const std::string inner = jsonEscaped(content);
        const std::string insert = !m_cursor.string  ? '"' + inner + '"'
                                   : m_cursor.closed ? inner
                                                     : inner + '"';
        CompletionItem& item = m_items.add(rank, kind, content, insert);
        item.detail = std::move(detail);
        item.documentation = std::move(documentation);
    }

    void values(const Parts& parts)
    {
        bool structure = false;
        for (const JsonSchema::Part& part : parts) {
            const JsonValue* choices = part.schema->find("enum");
            for (std::size_t at = 0; choices != nullptr && at < choices->items.size(); ++at) {
                if (choices->items[at].isString())
                    text(Rank::Expected, CompletionKind::Value, choices->items[at].text, {},
                         part.description);
            }
            if (m_cursor.string)
                continue;
            if (const JsonValue* constant = part.schema->find("const"))
                m_items.add(Rank::Expected, CompletionKind::Value, toJson(*constant));
            const JsonValue* type = part.schema->find("type");
            if (type == nullptr)
                continue;
            if (type->text == "boolean") {
                m_items.add(Rank::Expected, CompletionKind::Value, "true");
                m_items.add(Rank::Expected, CompletionKind::Value, "false");
            } else if ((type->text == "object" || type->text == "array") && !structure) {
                structure = true;
                int stop = 0;
                CompletionItem& item = m_items.addSnippet(Rank::Likely, CompletionKind::Snippet,
                                                          type->text == "object" ? "{…}" : "[…]",
                                                          m_schema->valueSnippet(parts, stop));
                item.documentation = part.description;
            }
        }
    }

    const Model& m_model;
    FileKind m_kind;
    const JsonSchema* m_schema;
    JsonCursor m_cursor;
    Items m_items;
};

} // namespace

CompletionList completeJson(const Model& model, const ModelFile& file, std::uint32_t offset)
{
    return JsonCompletion(model, file, offset).run();
}

std::optional<Hover> jsonHover(const ModelFile& file, std::uint32_t offset)
{
    const JsonSchema* schema = jsonSchemaOf(file.source.kind);
    if (schema == nullptr)
        return std::nullopt;
    JsonCursor cursor = jsonCursor(file.text(), offset);
    if (cursor.at == JsonCursor::At::None || cursor.word.empty())
        return std::nullopt;
    if (cursor.at == JsonCursor::At::Key)
        cursor.path.emplace_back(cursor.key);
    const Parts parts = schema->at(cursor.path);
    const std::string description = descriptionOf(parts);
    const auto* key = cursor.path.empty() ? nullptr : std::get_if<std::string>(&cursor.path.back());
    if (parts.empty() || key == nullptr)
        return std::nullopt;
    Hover hover{cursor.word, {{Hover::Style::Code, *key + ": " + typeOf(parts)}}};
    if (!description.empty())
        hover.lines.push_back({Hover::Style::Text, description});
    return hover;
}

} // namespace remit::assist
