// SPDX-License-Identifier: Apache-2.0
#include "core/mcp/tool_list.h"

#include "core/base/hash.h"

#include <fmt/format.h>

#include <set>

namespace remit::mcp {
namespace {

class Reader {
public:
    Reader(std::string_view file, ToolList& out) : m_file(file), m_out(out) {}

    void read(const JsonValue& root)
    {
        const JsonValue* error = root.find("error");
        if (error != nullptr && root.find("jsonrpc") != nullptr)
            return report("tools/error-answer", error->span,
                          "this is the server's error, not its list of tools",
                          "Ask the server again for tools/list.");
        const JsonValue* result = root.find("result");
        const JsonValue& holder = result != nullptr ? *result : root;
        const JsonValue* list = holder.isArray() ? &holder : holder.find("tools");
        if (list == nullptr && result == nullptr && root.find("name") != nullptr)
            return tool(root);
        if (list == nullptr || !list->isArray())
            return report("tools/no-list", {root.span.begin, root.span.begin + 1},
                          "this document holds no list of tools",
                          "Save what an MCP server answers to tools/list.");
        tellOfMorePages(holder);
        for (const JsonValue& item : list->items)
            tool(item);
    }

private:
    void report(std::string code, Span span, std::string message, std::string help = {},
                Severity severity = Severity::Error)
    {
        Diagnostic diagnostic;
        diagnostic.code = std::move(code);
        diagnostic.severity = severity;
        diagnostic.message = std::move(message);
        diagnostic.help = std::move(help);
        diagnostic.file = m_file;
        diagnostic.span = span;
        m_out.diagnostics.push_back(std::move(diagnostic));
    }

    void tellOfMorePages(const JsonValue& holder)
    {
        const JsonValue* next = holder.find("nextCursor");
        if (next != nullptr && next->isString())
            report("tools/more-pages", next->span,
                   "the server has more tools than this page of its list",
                   "Save the further pages as files of their own.", Severity::Warning);
    }

    /// The schema itself, out of its wrapping where there is one; an object.
    const JsonValue* schemaIn(const JsonValue& item, std::string_view key)
    {
        const JsonValue* schema = item.find(key);
        if (schema == nullptr)
            return nullptr;
        if (const JsonValue* wrapped = schema->find("json"); wrapped && wrapped->isObject())
            schema = wrapped;
        if (schema->isObject())
            return schema;
        report("tools/bad-schema", schema->span,
               fmt::format("the {} of a tool is a JSON Schema object, this is {}", key,
                           jsonKindName(schema->kind)),
               "Write {\"type\": \"object\"} for a tool without arguments.");
        return nullptr;
    }

    /// Gives its value; nullptr, told, where the tool has no usable name.
    const JsonValue* nameOf(ObjectReader& reader, const JsonValue& item)
    {
        const JsonValue* name = reader.optional("name");
        const bool usable = name != nullptr && name->isString() && !name->text.empty();
        if (usable)
            return name;
        if (reader.isObject())
            report("tools/no-name", name != nullptr ? name->span : item.span, "a tool has no name",
                   "Look where the list comes from.");
        return nullptr;
    }

    void tool(const JsonValue& item)
    {
        ObjectReader reader(item, "tool", m_file, m_out.diagnostics);
        const JsonValue* name = nameOf(reader, item);
        if (name == nullptr)
            return;
        if (!m_names.insert(name->text).second)
            return report("tools/duplicate", name->span,
                          fmt::format("the tool {} stands twice", name->text),
                          "The first one counts.");
        ToolDeclaration tool;
        tool.name = name->text;
        tool.nameSpan = name->span;
        tool.span = item.span;
        tool.digest = sha256Text(canonicalJson(item));
        tool.description = reader.optionalString("description").value_or("");
        takeSchemas(item, tool);
        m_out.tools.push_back(std::move(tool));
    }

    void takeSchemas(const JsonValue& item, ToolDeclaration& tool)
    {
        tool.inputSchema.kind = JsonKind::Object;
        if (const JsonValue* schema = schemaIn(item, "inputSchema"))
            tool.inputSchema = *schema;
        else if (item.find("inputSchema") == nullptr)
            report("tools/no-schema", tool.nameSpan,
                   fmt::format("the tool {} does not say what its arguments are", tool.name),
                   "Add \"inputSchema\": without it no argument is checked.", Severity::Warning);
        if (const JsonValue* schema = schemaIn(item, "outputSchema"))
            tool.outputSchema = *schema;
    }

    std::string m_file;
    ToolList& m_out;
    std::set<std::string> m_names;
};

} // namespace

ToolList parseToolList(std::string_view text, std::string_view file)
{
    ToolList list;
    JsonDocument document = parseJson(text, file);
    list.diagnostics = std::move(document.diagnostics);
    if (document.root)
        Reader(file, list).read(*document.root);
    return list;
}

} // namespace remit::mcp
