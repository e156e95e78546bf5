// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/response_items.h"

#include "core/base/text.h"
#include "core/trace/importers/json_access.h"

#include <fmt/format.h>

#include <array>

namespace remit::trace {

namespace {

/// A call of a tool that OpenAI runs or names itself: its type, the tool, the member that is its
/// arguments, and the one that is its result where the item holds that too.
struct BuiltInTool {
    std::string_view type;
    std::string_view tool;
    std::string_view arguments;
    std::string_view result;
    bool answersItself; ///< no item of an output follows
};

constexpr std::array kBuiltInTools{
    BuiltInTool{"web_search_call", "web_search", "action", "results", true},
    BuiltInTool{"file_search_call", "file_search", "queries", "results", true},
    BuiltInTool{"code_interpreter_call", "code_interpreter", "code", "outputs", true},
    BuiltInTool{"image_generation_call", "image_generation", "revised_prompt", "", true},
    BuiltInTool{"computer_call", "computer", "action", "", false},
    BuiltInTool{"local_shell_call", "local_shell", "action", "", false},
    BuiltInTool{"shell_call", "shell", "action", "", false},
    BuiltInTool{"apply_patch_call", "apply_patch", "operation", "", false},
    BuiltInTool{"tool_search_call", "tool_search", "arguments", "", false},
};

const BuiltInTool* builtInTool(std::string_view type)
{
    for (const BuiltInTool& tool : kBuiltInTools) {
        if (tool.type == type)
            return &tool;
    }
    return nullptr;
}

std::string idOfItem(const JsonValue& item)
{
    std::string id = text(item, "call_id");
    return id.empty() ? text(item, "id") : id;
}

/// An object as it is; anything else is the one argument of its name.
std::optional<std::string> namedArgument(const JsonValue& item, std::string_view name)
{
    const JsonValue* given = member(item, name);
    if (given == nullptr)
        return "{}";
    if (given->isObject())
        return argumentsText(given);
    return fmt::format("{{{}:{}}}", jsonQuoted(name), toJson(*given));
}

/// `mcp__docs__`, as newer Codex sessions name the space of a tool.
std::string serverOfSpace(const std::string& space)
{
    return serverInName(space.ends_with("__") ? space + "_" : space + "__");
}

void addOwnResult(Conversation& conversation, const RawRecord& record, const JsonValue& item,
                  const PendingCalls::Call& call, const JsonValue* given)
{
    const JsonValue* error = member(item, "error");
    const std::string status = text(item, "status");
    const bool ok = error == nullptr && status != "failed" && status != "incomplete";
    if (given == nullptr && error == nullptr && ok && status != "completed")
        return; // still at work
    const JsonValue* said = error != nullptr ? error : given;
    conversation.result(record, item.span.begin, {call.recordedId, call.tool, std::nullopt},
                        outputText(said), ok);
}

} // namespace

bool isResponseItem(const JsonValue& value)
{
    const std::string type = text(value, "type");
    return type == "function_call" || type == "function_call_output" || type == "reasoning" ||
           type == "mcp_call" || type == "custom_tool_call" || type.ends_with("_call_output") ||
           type == "mcp_list_tools" || type == "mcp_approval_request" ||
           type == "mcp_approval_response" || builtInTool(type) != nullptr;
}

std::optional<PendingCalls::Call> callInItem(const JsonValue& item)
{
    const std::string type = text(item, "type");
    PendingCalls::Call call;
    call.recordedId = idOfItem(item);
    call.tool = text(item, "name");
    if (type == "function_call") {
        call.arguments = argumentsText(member(item, "arguments"));
        call.server = serverOfSpace(text(item, "namespace"));
    } else if (type == "mcp_call") {
        call.arguments = argumentsText(member(item, "arguments"));
        call.server = text(item, "server_label");
    } else if (type == "custom_tool_call") { // free text, no JSON
        call.arguments = fmt::format(R"({{"input":{}}})", jsonQuoted(text(item, "input")));
    } else if (const BuiltInTool* tool = builtInTool(type)) {
        call.tool = tool->tool;
        call.arguments = namedArgument(item, tool->arguments);
    } else {
        return std::nullopt;
    }
    return call;
}

std::string outputText(const JsonValue* output)
{
    if (output == nullptr || output->isString() || output->isArray())
        return contentText(output);
    const std::string part = partText(*output);
    return part.empty() ? asText(*output) : part;
}

void addResponseItem(Conversation& conversation, const RawRecord& record, const JsonValue& item)
{
    const std::string type = text(item, "type");
    if (type == "reasoning")
        return;
    if (const auto call = callInItem(item)) {
        conversation.call(record, item.span.begin, *call);
        const BuiltInTool* tool = builtInTool(type);
        if (type == "mcp_call")
            addOwnResult(conversation, record, item, *call, member(item, "output"));
        else if (tool != nullptr && tool->answersItself)
            addOwnResult(conversation, record, item, *call,
                         tool->result.empty() ? nullptr : member(item, tool->result));
    } else if (type.ends_with("_call_output")) {
        const std::string status = text(item, "status");
        conversation.result(record, item.span.begin, {idOfItem(item), {}, std::nullopt},
                            outputText(item.find("output")),
                            status != "failed" && status != "incomplete");
    } else {
        conversation.note("openai-" + type, toJson(item));
    }
}

} // namespace remit::trace
