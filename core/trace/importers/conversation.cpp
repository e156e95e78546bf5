// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/conversation.h"

#include "core/base/text.h"
#include "core/trace/importers/json_access.h"

#include <fmt/format.h>

namespace remit::trace {

std::optional<Role> roleOf(std::string_view name)
{
    if (name == "user" || name == "human")
        return Role::User;
    if (name == "system" || name == "developer")
        return Role::System;
    if (name == "assistant" || name == "agent" || name == "ai" || name == "model")
        return Role::Agent;
    return std::nullopt;
}

std::string serverInName(std::string_view tool)
{
    constexpr std::string_view kPrefix = "mcp__";
    if (!tool.starts_with(kPrefix))
        return {};
    tool.remove_prefix(kPrefix.size());
    const std::size_t end = tool.find("__");
    return std::string(end == std::string_view::npos ? std::string_view() : tool.substr(0, end));
}

std::string runIdOf(const Output& output, std::size_t number)
{
    const std::string& file = output.runName();
    return number == 0 ? file : fmt::format("{}#{}", file, number + 1);
}

void Conversation::start(RunStart start)
{
    m_speaker = start.agent;
    m_writer.write(std::move(start), m_time);
}

void Conversation::say(Role role, std::string text)
{
    if (text.empty())
        return;
    Message message;
    message.role = role;
    if (role == Role::User) {
        message.role = m_user.role;
        message.from = m_user.from;
        message.to = m_user.to;
    }
    if (role == Role::Agent)
        message.from = m_agent.isRecorded() ? m_agent : m_speaker;
    message.text = std::move(text);
    m_writer.write(std::move(message), m_time);
}

void Conversation::call(const RawRecord& record, std::size_t offset, PendingCalls::Call pending)
{
    if (pending.tool.empty()) {
        m_output.report(record, offset, Severity::Warning, "trace/call-without-tool",
                        "this call names no tool", "it is kept as a call of the tool \"unknown\"");
        pending.tool = "unknown";
    }
    if (!pending.arguments)
        m_output.report(
            record, offset, Severity::Warning, "trace/arguments-not-recorded",
            fmt::format("the arguments of this call of {} are no JSON object", pending.tool),
            "policies that read them are undecidable for it");
    Call call;
    call.agent = m_agent;
    call.tool = pending.tool;
    call.server = nonEmpty(pending.server.empty() ? serverInName(pending.tool) : pending.server);
    call.arguments = pending.arguments;
    call.callId = m_calls.add(std::move(pending));
    m_writer.write(std::move(call), m_time);
}

void Conversation::result(const RawRecord& record, std::size_t offset,
                          const PendingCalls::Call& answered, std::string content, bool ok)
{
    auto id = m_calls.take(answered);
    if (!id)
        m_output.report(record, offset, Severity::Warning, "trace/result-without-call",
                        "no open call fits this result",
                        "it is kept, and proves nothing about any call");
    CallResult result;
    result.callId = id                            ? std::move(*id)
                    : answered.recordedId.empty() ? std::string("unknown")
                                                  : answered.recordedId;
    result.ok = ok;
    result.content = std::move(content);
    m_writer.write(std::move(result), m_time);
}

void Conversation::delegate(Delegate delegate)
{
    m_writer.write(std::move(delegate), m_time);
}

void Conversation::note(std::string type, std::string json)
{
    m_writer.write(Note{std::move(type), std::move(json)}, m_time);
}

bool Conversation::message(const RawRecord& record, const JsonValue& message)
{
    const std::string name = text(message, "role");
    if (name == "tool" || name == "function") {
        toolMessage(record, message);
        return true;
    }
    const auto role = roleOf(name);
    if (!role)
        return false;
    if (*role == Role::Agent)
        m_calls.nextTurn();
    const JsonValue* content = message.find("content");
    if (content != nullptr && content->isArray())
        blocks(record, *role, *content);
    else
        say(*role, contentText(content));
    say(*role, text(message, "refusal"));
    if (*role == Role::Agent || message.find("tool_calls") != nullptr)
        toolCalls(record, message);
    return true;
}

void Conversation::blocks(const RawRecord& record, Role role, const JsonValue& content)
{
    JsonValue texts;
    texts.kind = JsonKind::Array;
    const auto flush = [&] {
        say(role, contentText(&texts));
        texts.items.clear();
    };
    for (const JsonValue& block : content.items) {
        const std::string type = text(block, "type");
        if (type == "tool_use" || type == "server_tool_use" || type == "mcp_tool_use") {
            flush();
            toolUse(record, block);
        } else if (type.ends_with("tool_result")) {
            flush();
            toolResult(record, block);
        } else if (type != "thinking" && type != "redacted_thinking" && type != "reasoning") {
            texts.items.push_back(block);
        }
    }
    flush();
}

void Conversation::toolUse(const RawRecord& record, const JsonValue& block)
{
    call(record, block.span.begin,
         {text(block, "id"), text(block, "name"), argumentsText(member(block, "input")),
          text(block, "server_name")});
}

void Conversation::toolResult(const RawRecord& record, const JsonValue& block)
{
    const JsonValue* failed = member(block, "is_error");
    result(record, block.span.begin, {text(block, "tool_use_id"), {}, std::nullopt},
           contentText(block.find("content")),
           failed == nullptr || !failed->isBool() || !failed->boolean);
}

void Conversation::toolCalls(const RawRecord& record, const JsonValue& message)
{
    if (const JsonValue* calls = member(message, "tool_calls")) {
        for (const JsonValue& made : calls->items) {
            if (const JsonValue* custom = member(made, "custom")) { // free text, no JSON
                call(record, made.span.begin,
                     {text(made, "id"), text(*custom, "name"),
                      fmt::format(R"({{"input":{}}})", jsonQuoted(text(*custom, "input")))});
                continue;
            }
            const JsonValue* function = member(made, "function");
            const JsonValue& named = function != nullptr ? *function : made;
            const JsonValue* arguments = member(named, "arguments");
            if (arguments == nullptr)
                arguments = member(named, "args"); // LangChain's way
            call(record, made.span.begin,
                 {text(made, "id"), text(named, "name"), argumentsText(arguments)});
        }
    }
    if (const JsonValue* old = member(message, "function_call")) // before tool_calls
        call(record, old->span.begin,
             {{}, text(*old, "name"), argumentsText(member(*old, "arguments"))});
}

void Conversation::toolMessage(const RawRecord& record, const JsonValue& message)
{
    const JsonValue* error = member(message, "error");        // tau2's way
    const bool failed = text(message, "status") == "error" || // LangChain's
                        (error != nullptr && error->isBool() && error->boolean);
    std::string id = text(message, "tool_call_id");
    if (id.empty())
        id = text(message, "id");
    result(record, message.span.begin, {std::move(id), text(message, "name"), std::nullopt},
           contentText(message.find("content")), !failed);
}

} // namespace remit::trace
