// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/spans/said.h"

#include "core/trace/importers/conversation.h"
#include "core/trace/importers/json_access.h"

#include <array>

namespace remit::trace {

namespace {

/// Envelopes in envelopes; more is no conversation.
constexpr int kEnvelopeDepth = 8;

std::string firstText(const JsonValue& object, std::initializer_list<std::string_view> keys)
{
    for (const std::string_view key : keys) {
        if (std::string found = text(object, key); !found.empty())
            return found;
    }
    return {};
}

const JsonValue* firstMember(const JsonValue& object, std::initializer_list<std::string_view> keys)
{
    for (const std::string_view key : keys) {
        if (const JsonValue* found = member(object, key))
            return found;
    }
    return nullptr;
}

/// An id as a text; Microsoft's agents write it as a list of the run's and the call's.
std::string firstId(const JsonValue& object, std::initializer_list<std::string_view> keys)
{
    const JsonValue* found = firstMember(object, keys);
    return found != nullptr ? asText(*found) : std::string();
}

/// LangChain's names of messages: "HumanMessage", "AIMessageChunk".
std::string_view roleOfClass(std::string_view of)
{
    static constexpr std::array<std::array<std::string_view, 2>, 5> kClasses{{
        {"HumanMessage", "user"},
        {"AIMessage", "assistant"},
        {"SystemMessage", "system"},
        {"ToolMessage", "tool"},
        {"FunctionMessage", "tool"},
    }};
    for (const auto& [name, role] : kClasses) {
        if (of.starts_with(name))
            return role;
    }
    return {};
}

/// LangChain's serialised objects: `{"lc": 1, "id": [… "HumanMessage"], "kwargs": {…}}`.
std::string_view roleOfSerialised(const JsonValue& object)
{
    const JsonValue* id = member(object, "id");
    const bool named = id != nullptr && id->isArray() && !id->items.empty();
    return named ? roleOfClass(id->items.back().text) : std::string_view();
}

/// Google's parts have no type: `{"function_call": {"name", "args"}}`.
const JsonValue* googleCall(const JsonValue& part)
{
    return firstMember(part, {"function_call", "functionCall"});
}

const JsonValue* googleResponse(const JsonValue& part)
{
    return firstMember(part, {"function_response", "functionResponse"});
}

/// Amazon Bedrock's parts have no type either: `{"toolUse": {"toolUseId", "name", "input"}}`.
const JsonValue* bedrockCall(const JsonValue& part)
{
    return member(part, "toolUse");
}

const JsonValue* bedrockResult(const JsonValue& part)
{
    return member(part, "toolResult");
}

/// Is it a list of parts of a message?
bool isParts(const JsonValue& value)
{
    if (!value.isArray() || value.items.empty())
        return false;
    const JsonValue& first = value.items.front();
    return member(first, "text") != nullptr || bedrockCall(first) != nullptr ||
           bedrockResult(first) != nullptr;
}

/// OpenAI's calls among the parts of a message, as Koog logs them: `{"function": {"name",
/// "arguments"}, "id", "type": "function"}`. A tool on offer has parameters instead.
const JsonValue* functionPart(const JsonValue& part)
{
    const JsonValue* function = member(part, "function");
    return function != nullptr && member(*function, "arguments") != nullptr ? function : nullptr;
}

class SaidReader {
public:
    explicit SaidReader(std::optional<Role> otherwise) : m_otherwise(otherwise) {}

    void value(const JsonValue& value, int depth)
    {
        if (depth > kEnvelopeDepth)
            return;
        if (value.isArray()) {
            for (const JsonValue& item : value.items)
                this->value(item, depth + 1);
        } else if (value.isObject()) {
            object(value, depth);
        } else if (value.isString()) {
            string(value.text, depth);
        }
    }

    std::vector<Said> take() { return std::move(m_said); }

private:
    void string(const std::string& content, int depth)
    {
        const std::size_t first = content.find_first_not_of(" \t\r\n");
        if (first != std::string::npos && (content[first] == '{' || content[first] == '[')) {
            const JsonDocument inner = parseJson(content);
            if (inner.root) {
                const std::size_t before = m_said.size();
                value(*inner.root, depth + 1);
                if (m_said.size() > before || inner.root->isArray())
                    return;
            }
        }
        if (first != std::string::npos && content[first] == '"') { // written twice over
            const JsonDocument inner = parseJson(content);
            if (inner.root && inner.root->isString() && depth < kEnvelopeDepth)
                return string(inner.root->text, depth + 1);
        }
        if (m_otherwise)
            say(*m_otherwise, content);
    }

    void object(const JsonValue& object, int depth)
    {
        const std::string type = text(object, "type");
        if (const std::string_view role = roleOfSerialised(object); !role.empty()) {
            if (const JsonValue* content = member(object, "kwargs"))
                message(role, *content, depth);
        } else if (const std::string_view called = roleOfClass(type); !called.empty()) {
            message(called, object, depth);
        } else if (type == "function_call" || type == "custom_tool_call" || type == "mcp_call") {
            call(firstText(object, {"call_id", "id"}), text(object, "name"),
                 firstMember(object, {"arguments", "input"}));
        } else if (type.ends_with("_call_output")) {
            result(text(object, "call_id"), {}, contentText(object.find("output")), true);
        } else if (const std::string name = text(object, "role"); !name.empty()) {
            message(name, object, depth);
        } else if (isRole(type)) {
            message(type, object, depth);
        } else {
            envelope(object, depth);
        }
    }

    static bool isRole(std::string_view type)
    {
        return type == "tool" || type == "function" || roleOf(type).has_value();
    }

    void envelope(const JsonValue& object, int depth)
    {
        bool found = false;
        for (const std::string_view key :
             {"system", "system_instruction", "config", "instructions", "messages", "message",
              "new_message", "choices", "candidates", "generations", "prompt", "input", "output",
              "contents", "content"}) {
            const JsonValue* inner = member(object, key);
            if (inner == nullptr || (inner->isString() && !isSpoken(key)) ||
                (key == "content" && !inner->isObject()))
                continue;
            const auto otherwise = m_otherwise;
            if (inner->isString())
                m_otherwise = key == "prompt" || key == "contents" ? Role::User : Role::System;
            else if (key == "config") // settings, and in them at most an instruction
                m_otherwise.reset();
            value(*inner, depth + 1);
            m_otherwise = otherwise;
            found = true;
        }
        if (!found && m_otherwise)
            say(*m_otherwise, firstText(object, {"text", "content"}));
    }

    static bool isSpoken(std::string_view key)
    {
        return key == "prompt" || key == "contents" || key.starts_with("system") ||
               key == "instructions";
    }

    void message(std::string_view name, const JsonValue& message, int depth)
    {
        const JsonValue* content = firstMember(message, {"content", "contents", "parts"});
        if (name == "tool" || name == "function") {
            toolMessage(message, content);
            return;
        }
        const auto role = roleOf(name);
        if (!role)
            return;
        JsonDocument inner; // parts may be written as a JSON text
        if (content != nullptr && content->isString() && content->text.starts_with("[{"))
            inner = parseJson(content->text);
        if (inner.root && isParts(*inner.root))
            blocks(*role, *inner.root, depth);
        else if (content != nullptr && content->isArray())
            blocks(*role, *content, depth);
        else
            say(*role, contentText(content));
        if (content == nullptr || text(message, "type") != "message")
            toolCalls(message);
    }

    void toolMessage(const JsonValue& message, const JsonValue* content)
    {
        if (content != nullptr && content->isObject() && text(*content, "type") == "function")
            return; // Langfuse puts the tools on offer among the messages
        bool parts = false;
        if (content != nullptr && content->isArray()) {
            for (const JsonValue& part : content->items)
                parts = block(Role::User, part) || parts;
        }
        if (!parts)
            result(firstId(message, {"tool_call_id", "id"}), text(message, "name"),
                   contentText(content), text(message, "status") != "error");
    }

    void blocks(Role role, const JsonValue& content, int /*depth*/)
    {
        std::string spoken;
        const auto flush = [&] {
            say(role, std::move(spoken));
            spoken.clear();
        };
        for (const JsonValue& part : content.items) {
            const std::string type = text(part, "type");
            if (isCallOrResult(part, type)) {
                flush();
                block(role, part);
                continue;
            }
            const JsonValue* inner = member(part, "message_content"); // OpenInference
            const std::string piece = partText(inner != nullptr ? *inner : part);
            if (!piece.empty())
                spoken += (spoken.empty() ? "" : "\n") + piece;
        }
        flush();
    }

    static bool isCallOrResult(const JsonValue& part, std::string_view type)
    {
        return googleCall(part) != nullptr || googleResponse(part) != nullptr ||
               bedrockCall(part) != nullptr || bedrockResult(part) != nullptr ||
               functionPart(part) != nullptr || type.ends_with("tool_use") ||
               type.ends_with("tool_result") || type == "tool_call" || type == "tool-call" ||
               type == "tool-result" || type == "tool_call_response" || type == "function_call" ||
               type == "function_call_output";
    }

    /// True: it is a call or a result, which was taken.
    bool block(Role /*role*/, const JsonValue& part)
    {
        const std::string type = text(part, "type");
        if (!isCallOrResult(part, type))
            return false;
        if (const JsonValue* made = googleCall(part)) {
            call(text(*made, "id"), text(*made, "name"), firstMember(*made, {"args", "arguments"}));
            return true;
        }
        if (const JsonValue* given = googleResponse(part)) {
            const JsonValue* response = member(*given, "response");
            result(text(*given, "id"), text(*given, "name"),
                   response != nullptr ? asText(*response) : std::string(), true);
            return true;
        }
        if (const JsonValue* made = bedrockCall(part)) {
            call(text(*made, "toolUseId"), text(*made, "name"), member(*made, "input"));
            return true;
        }
        if (const JsonValue* given = bedrockResult(part)) {
            result(text(*given, "toolUseId"), {}, contentText(given->find("content")),
                   text(*given, "status") != "error");
            return true;
        }
        if (const JsonValue* function = functionPart(part)) {
            call(firstId(part, {"id"}), text(*function, "name"), member(*function, "arguments"));
            return true;
        }
        const std::string id = firstId(part, {"tool_use_id", "toolCallId", "call_id", "id"});
        const std::string tool = firstText(part, {"name", "toolName"});
        if (type.ends_with("use") || type == "tool_call" || type == "tool-call" ||
            type == "function_call") {
            call(id, tool, firstMember(part, {"input", "arguments", "args"}));
            return true;
        }
        const JsonValue* failed = firstMember(part, {"is_error", "isError"});
        result(id, tool,
               contentText(firstMember(part, {"content", "response", "result", "output"})),
               failed == nullptr || !failed->isBool() || !failed->boolean);
        return true;
    }

    void toolCalls(const JsonValue& message)
    {
        const JsonValue* calls = member(message, "tool_calls");
        if (calls == nullptr || calls->items.empty())
            calls = member(message, {"additional_kwargs", "tool_calls"}); // LangChain
        if (calls != nullptr) {
            for (const JsonValue& item : calls->items) {
                const JsonValue* inner = member(item, "tool_call"); // OpenInference
                const JsonValue& made = inner != nullptr ? *inner : item;
                const JsonValue* function = member(made, "function");
                const JsonValue& named = function != nullptr ? *function : made;
                call(text(made, "id"), text(named, "name"),
                     firstMember(named, {"arguments", "args", "input"}));
            }
        }
        if (const JsonValue* old = member(message, "function_call"))
            call({}, text(*old, "name"), firstMember(*old, {"arguments", "args"}));
    }

    void say(Role role, std::string spoken)
    {
        if (spoken.empty())
            return;
        Said& said = m_said.emplace_back();
        said.role = role;
        said.text = std::move(spoken);
    }

    void call(std::string id, std::string tool, const JsonValue* arguments)
    {
        if (tool.empty())
            return;
        Said& said = m_said.emplace_back();
        said.kind = Said::Kind::Call;
        said.callId = std::move(id);
        said.tool = std::move(tool);
        said.arguments = argumentsText(arguments);
    }

    void result(std::string id, std::string tool, std::string content, bool ok)
    {
        Said& said = m_said.emplace_back();
        said.kind = Said::Kind::Result;
        said.callId = std::move(id);
        said.tool = std::move(tool);
        said.text = std::move(content);
        said.ok = ok;
    }

    std::optional<Role> m_otherwise;
    std::vector<Said> m_said;
};

} // namespace

std::vector<Said> saidIn(const JsonValue& value, std::optional<Role> otherwise)
{
    SaidReader reader(otherwise);
    reader.value(value, 0);
    return reader.take();
}

} // namespace remit::trace
