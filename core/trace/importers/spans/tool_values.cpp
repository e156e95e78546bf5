// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/spans/tool_values.h"

#include "core/trace/importers/json_access.h"
#include "core/trace/importers/spans/python_literal.h"

namespace remit::trace {

namespace {

/// Wrappings in wrappings that are taken off.
constexpr int kWrappings = 3;

/// A value, or what the JSON text that it is says.
struct Unpacked {
    explicit Unpacked(const JsonValue& value) : m_value(&value)
    {
        if (!value.isString())
            return;
        m_document = parseJson(value.text);
        if (m_document.root && !m_document.root->isNumber() && !m_document.root->isBool())
            m_value = &*m_document.root;
    }
    Unpacked(const Unpacked&) = delete;
    Unpacked& operator=(const Unpacked&) = delete;

    const JsonValue& operator*() const { return *m_value; }

private:
    const JsonValue* m_value;
    JsonDocument m_document;
};

std::optional<JsonValue> objectIn(const JsonValue& value)
{
    if (value.isObject())
        return value;
    if (!value.isString())
        return std::nullopt;
    JsonDocument json = parseJson(value.text);
    if (json.root && json.root->isObject())
        return std::move(json.root);
    if (json.root && json.root->isString()) { // written twice over
        JsonDocument inner = parseJson(json.root->text);
        if (inner.root && inner.root->isObject())
            return std::move(inner.root);
    }
    auto literal = parsePythonLiteral(value.text);
    return literal && literal->isObject() ? std::move(literal) : std::nullopt;
}

const JsonValue* wrapped(const JsonValue& object)
{
    if (object.members.size() == 1) {
        const auto& [key, span, value] = object.members.front();
        if (key == "input" || key == "kwargs" || key == "arguments" || key == "args" ||
            key == "inputs" || key == "tool_input")
            return &value;
    }
    // OpenLLMetry on LangChain: {"input_str": "{'city': …}", "inputs": {…}, "tags": …}
    const JsonValue* written = object.find("input_str");
    if (written != nullptr && object.members.size() > 1) {
        const JsonValue* inputs = member(object, "inputs");
        return inputs != nullptr && inputs->isObject() ? inputs : written;
    }
    // OpenLLMetry: {"args": [], "kwargs": {…}}
    const JsonValue* args = object.find("args");
    const JsonValue* kwargs = object.find("kwargs");
    const bool keywords = args != nullptr && kwargs != nullptr && args->isArray() &&
                          args->items.empty() && kwargs->isObject();
    return keywords ? kwargs : nullptr;
}

const JsonValue* messageIn(const JsonValue& output, int depth = 0)
{
    if (output.isArray() && output.items.size() == 1)
        return depth < kWrappings ? messageIn(output.items.front(), depth + 1) : nullptr;
    if (!output.isObject())
        return nullptr;
    if (output.find("tool_call_id") != nullptr &&
        (text(output, "type") == "tool" || text(output, "role") == "tool"))
        return &output;
    for (const std::string_view key : {"output", "kwargs", "update", "messages"}) {
        const JsonValue* inner = member(output, key);
        const bool isMessage = inner != nullptr && depth < kWrappings;
        if (const JsonValue* found = isMessage ? messageIn(*inner, depth + 1) : nullptr)
            return found;
    }
    return nullptr;
}

/// What stands in `{"output": …}` or `{"result": …}`; OpenLLMetry adds `kwargs`.
const JsonValue* onlyOutput(const JsonValue& value)
{
    const std::size_t others = value.find("kwargs") != nullptr ? 1 : 0;
    if (!value.isObject() || value.members.size() != 1 + others)
        return nullptr;
    const JsonValue* output = value.find("output");
    return output != nullptr || others > 0 ? output : value.find("result");
}

} // namespace

std::optional<std::string> toolArguments(const JsonValue* input)
{
    if (input == nullptr)
        return std::nullopt;
    std::optional<JsonValue> object = objectIn(*input);
    for (int i = 0; i < kWrappings && object; ++i) {
        const JsonValue* inner = wrapped(*object);
        std::optional<JsonValue> unwrapped = inner != nullptr ? objectIn(*inner) : std::nullopt;
        if (!unwrapped)
            break;
        object = std::move(unwrapped);
    }
    if (!object)
        return std::nullopt;
    keepLastMembers(*object);
    return toJson(*object);
}

bool isToolMessage(const JsonValue& output)
{
    return messageIn(*Unpacked(output)) != nullptr;
}

ToolOutput toolOutput(const JsonValue& output)
{
    ToolOutput out;
    const Unpacked unpacked(output);
    if (const JsonValue* message = messageIn(*unpacked)) {
        out.callId = text(*message, "tool_call_id");
        out.tool = text(*message, "name");
        out.content = contentText(message->find("content"));
        out.ok = text(*message, "status") != "error";
        return out;
    }
    const JsonValue& value = *unpacked;
    const JsonValue* content = value.isObject() ? value.find("content") : nullptr;
    if (content != nullptr && content->isArray()) { // MCP's way
        out.content = contentText(content);
        const JsonValue* failed = member(value, "isError");
        out.ok = failed == nullptr || !failed->isBool() || !failed->boolean;
        if (!out.content.empty())
            return out;
    }
    // Google's: {"id", "name", "response"}
    const JsonValue* response = value.isObject() ? member(value, "response") : nullptr;
    if (response != nullptr && value.find("name") != nullptr && value.members.size() <= 3) {
        out.content = asText(*response);
        return out;
    }
    const JsonValue* only = onlyOutput(value);
    out.content = only != nullptr ? asText(*only) : asText(output);
    return out;
}

} // namespace remit::trace
