// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/tool_list.h"

#include "core/base/hash.h"
#include "core/base/strict_json.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <map>
#include <optional>

namespace remit::workspace {
namespace {

Diagnostic at(Span span, std::string code, std::string message, std::string help)
{
    Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
    diagnostic.span = span;
    return diagnostic;
}

/// The list of tools in whichever of the three forms; null with a diagnostic otherwise.
const JsonValue* findList(const JsonValue& root, Diagnostics& diagnostics)
{
    const JsonValue* holder = &root;
    if (const JsonValue* error = root.find("error"); error != nullptr && root.find("jsonrpc")) {
        diagnostics.push_back(at(error->span, "tools/error-answer",
                                 "this is the server's error, not its list of tools",
                                 "Ask the server again for tools/list."));
        return nullptr;
    }
    if (const JsonValue* result = root.find("result"))
        holder = result;
    const JsonValue* list = holder->isArray() ? holder : holder->find("tools");
    if (list == nullptr || !list->isArray()) {
        diagnostics.push_back(at({root.span.begin, root.span.begin + 1}, "tools/no-list",
                                 "this document holds no list of tools",
                                 "Save what an MCP server answers to tools/list."));
        return nullptr;
    }
    if (const JsonValue* next = holder->find("nextCursor"); next != nullptr && next->isString()) {
        Diagnostic more = at(next->span, "tools/more-pages",
                             "the server has more tools than this page of its list",
                             "Save the further pages as files of their own.");
        more.severity = Severity::Warning;
        diagnostics.push_back(std::move(more));
    }
    return list;
}

std::optional<decision::Tool> readTool(const JsonValue& object, Diagnostics& diagnostics)
{
    ObjectReader reader(object, "tool", {}, diagnostics);
    const JsonValue* name = reader.required("name", JsonKind::String);
    const JsonValue* schema = reader.required("inputSchema", JsonKind::Object);
    decision::Tool tool;
    tool.description = reader.optionalString("description").value_or("");
    if (name == nullptr)
        return std::nullopt;
    if (name->text.empty()) {
        reader.report("tools/empty-name", name->span, "a tool has no name",
                      "Look where the list comes from.");
        return std::nullopt;
    }
    tool.name = name->text;
    tool.digest = sha256Text(canonicalJson(object));
    if (schema != nullptr)
        tool.inputSchema = std::make_shared<const JsonValue>(*schema);
    return tool;
}

void addTool(const JsonValue& item, ReadTools& result, std::string_view file)
{
    auto tool = readTool(item, result.diagnostics);
    if (!tool)
        return;
    tool->file = file;
    result.tools.push_back(std::move(*tool));
    result.spans.push_back(item.find("name")->span);
}

} // namespace

ReadTools readTools(std::string_view text, std::string_view file)
{
    ReadTools result;
    JsonDocument document = parseJson(text, file);
    result.diagnostics = std::move(document.diagnostics);
    if (const JsonValue* list =
            document.root ? findList(*document.root, result.diagnostics) : nullptr) {
        for (const JsonValue& item : list->items)
            addTool(item, result, file);
    }
    for (Diagnostic& diagnostic : result.diagnostics)
        diagnostic.file = file;
    return result;
}

} // namespace remit::workspace
