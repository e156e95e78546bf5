// SPDX-License-Identifier: Apache-2.0
#include "core/mcp/tool_list.h"

#include <fmt/format.h>

#include <set>

namespace remit::mcp {
namespace {

class Reader {
public:
    Reader(std::string_view file, ToolList& out) : m_file(file), m_out(out) {}

    void read(const JsonValue& root)
    {
        const JsonValue* list = listIn(root);
        if (list) {
            for (const JsonValue& item : list->items)
                tool(item);
        } else if (root.isObject() && root.find("name")) {
            tool(root);
        } else {
            report("tools/no-list", root.span, "this is no MCP tool list",
                   "expected {\"tools\": [...]}, a JSON-RPC answer to tools/list, or one tool");
        }
    }

private:
    static const JsonValue* listIn(const JsonValue& root)
    {
        if (root.isArray())
            return &root;
        const JsonValue* result = root.find("result");
        const JsonValue* tools = (result ? *result : root).find("tools");
        return tools && tools->isArray() ? tools : nullptr;
    }

    void report(std::string code, Span span, std::string message, std::string help = {})
    {
        Diagnostic diagnostic;
        diagnostic.code = std::move(code);
        diagnostic.message = std::move(message);
        diagnostic.help = std::move(help);
        diagnostic.file = m_file;
        diagnostic.span = span;
        m_out.diagnostics.push_back(std::move(diagnostic));
    }

    /// The schema itself, out of its wrapping where there is one.
    const JsonValue* schemaIn(const JsonValue& item, std::string_view key)
    {
        const JsonValue* schema = item.find(key);
        if (!schema)
            return nullptr;
        if (const JsonValue* wrapped = schema->find("json"); wrapped && wrapped->isObject())
            schema = wrapped;
        if (schema->isObject())
            return schema;
        report("tools/bad-schema", schema->span,
               fmt::format("the {} of a tool is a JSON Schema object", key));
        return nullptr;
    }

    void tool(const JsonValue& item)
    {
        const JsonValue* name = item.find("name");
        if (!name || !name->isString() || name->text.empty()) {
            report("tools/no-name", item.span, "a tool without a name", "add \"name\"");
            return;
        }
        if (!m_names.insert(name->text).second) {
            report("tools/duplicate", name->span,
                   fmt::format("the tool {} stands twice", name->text), "the first one counts");
            return;
        }
        ToolDeclaration tool;
        tool.name = name->text;
        tool.span = item.span;
        if (const JsonValue* description = item.find("description"))
            tool.description = description->text;
        if (const JsonValue* schema = schemaIn(item, "inputSchema"))
            tool.inputSchema = *schema;
        else
            tool.inputSchema.kind = JsonKind::Object;
        if (const JsonValue* schema = schemaIn(item, "outputSchema"))
            tool.outputSchema = *schema;
        m_out.tools.push_back(std::move(tool));
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
