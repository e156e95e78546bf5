// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/spans/genai_span.h"

#include "core/trace/importers/json_access.h"
#include "core/trace/importers/spans/attributes.h"
#include "core/trace/importers/spans/tool_values.h"

#include <algorithm>
#include <array>

namespace remit::trace {

namespace {

struct KindOfWord {
    std::string_view word;
    Span::Kind kind;
};

/// Values of `gen_ai.operation.name` and of the kinds of the other conventions, in lower case.
constexpr std::array kWords{
    KindOfWord{"execute_tool", Span::Kind::Tool},
    KindOfWord{"tool", Span::Kind::Tool},
    KindOfWord{"ai.toolcall", Span::Kind::Tool},
    KindOfWord{"invoke_agent", Span::Kind::Agent},
    KindOfWord{"agent", Span::Kind::Agent},
    KindOfWord{"invoke_workflow", Span::Kind::Chain},
    KindOfWord{"workflow", Span::Kind::Chain},
    KindOfWord{"chain", Span::Kind::Chain},
    KindOfWord{"chat", Span::Kind::Model},
    KindOfWord{"text_completion", Span::Kind::Model},
    KindOfWord{"generate_content", Span::Kind::Model},
    KindOfWord{"llm", Span::Kind::Model},
    KindOfWord{"generation", Span::Kind::Model},
    KindOfWord{"ai.generatetext.dogenerate", Span::Kind::Model},
    KindOfWord{"ai.streamtext.dostream", Span::Kind::Model},
    KindOfWord{"ai.generateobject.dogenerate", Span::Kind::Model},
    KindOfWord{"ai.streamobject.dostream", Span::Kind::Model},
};

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    });
    return text;
}

Span::Kind kindOf(std::string_view name, const JsonValue& attributes)
{
    for (const std::string_view key :
         {"gen_ai.operation.name", "openinference.span.kind", "traceloop.span.kind",
          "langsmith.span.kind", "langfuse.observation.type", "ai.operationId"}) {
        const std::string word = lowerCase(text(attributes, key));
        for (const KindOfWord& known : kWords) {
            if (known.word == word)
                return known.kind;
        }
    }
    if (text(attributes, "mcp.method.name") == "tools/call" || name.starts_with("execute_tool ") ||
        firstOf(attributes, {"gen_ai.tool.name", "ai.toolCall.name"}) != nullptr)
        return Span::Kind::Tool;
    if (name.starts_with("invoke_agent "))
        return Span::Kind::Agent;
    // Vercel's AI SDK: the function that calls the model, where the program names it.
    const bool isFunction = text(attributes, "ai.telemetry.functionId") != "";
    return isFunction ? Span::Kind::Agent : Span::Kind::Other;
}

std::string afterPrefix(std::string_view name, std::string_view prefix)
{
    return std::string(name.starts_with(prefix) ? name.substr(prefix.size()) : name);
}

/// The agent in "agent_run [planner]", as Google's ADK names its spans.
std::string bracketed(std::string name)
{
    constexpr std::string_view kStart = "agent_run [";
    if (name.starts_with(kStart) && name.ends_with(']'))
        return name.substr(kStart.size(), name.size() - kStart.size() - 1);
    return name;
}

/// CrewAI writes the agent of a task as Python prints the object: `id=… role='Researcher' goal=…`.
std::string crewRole(const JsonValue& attributes)
{
    const JsonDocument input = parseJson(text(attributes, "input.value"));
    const std::string agent = input.root ? text(*input.root, "agent") : std::string();
    const std::size_t at = agent.find("role=");
    if (at == std::string::npos || agent.size() < at + 7)
        return {};
    const char quote = agent[at + 5];
    const std::size_t end = agent.find(quote, at + 6);
    if ((quote != '\'' && quote != '"') || end == std::string::npos)
        return {};
    return agent.substr(at + 6, end - at - 6);
}

void fillAgent(Span& span, std::string_view name, const JsonValue& attributes)
{
    span.name =
        firstTextOf(attributes, {"gen_ai.agent.name", "agent.name", "graph.node.id", "agent_name",
                                 "gen_ai.agent.id", "ai.telemetry.functionId", "graph.node.name"});
    if (span.name.empty())
        span.name = crewRole(attributes);
    if (span.name.empty())
        span.name = firstTextOf(attributes, {"traceloop.entity.name"});
    if (span.name.empty())
        span.name = bracketed(afterPrefix(name, "invoke_agent "));
    span.from = text(attributes, "graph.node.parent_id");
}

void fillTool(Span& span, std::string_view name, const JsonValue& attributes)
{
    span.name = firstTextOf(attributes, {"gen_ai.tool.name", "tool.name", "ai.toolCall.name",
                                         "tool_name", "traceloop.entity.name"});
    if (span.name.empty()) {
        constexpr std::string_view kHandOff = "handoff to ";
        if (name.starts_with(kHandOff)) { // OpenInference on OpenAI's agents
            span.kind = Span::Kind::HandOff;
            span.name = afterPrefix(name, kHandOff);
            return;
        }
        span.name = afterPrefix(afterPrefix(name, "execute_tool "), "tools/call ");
    }
    if (span.name.empty())
        span.name = "unknown";
    span.callId = firstTextOf(
        attributes, {"gen_ai.tool.call.id", "tool_call.id", "ai.toolCall.id", "tool_call_id"});
    span.server =
        firstTextOf(attributes, {"mcp.server.name", "gen_ai.tool.server", "server.address"});
    span.arguments = toolArguments(firstOf(
        attributes, {"gen_ai.tool.call.arguments", "gen_ai.tool.arguments", "input.value",
                     "ai.toolCall.args", "ai.toolCall.input", "tool_arguments",
                     "gcp.vertex.agent.tool_call_args", "langfuse.observation.input",
                     "traceloop.entity.input", "gen_ai.prompt", "input", "tool.parameters"}));
    const JsonValue* output =
        firstOf(attributes, {"gen_ai.tool.call.result", "gen_ai.tool.message", "output.value",
                             "ai.toolCall.result", "ai.toolCall.output", "tool_response",
                             "gcp.vertex.agent.tool_response", "langfuse.observation.output",
                             "traceloop.entity.output", "gen_ai.completion", "output"});
    if (output == nullptr)
        return;
    ToolOutput given = toolOutput(*output);
    span.result = std::move(given.content);
    span.ok = span.ok && given.ok;
    if (span.callId.empty())
        span.callId = std::move(given.callId);
}

void append(std::vector<Said>& to, std::vector<Said> from)
{
    std::move(from.begin(), from.end(), std::back_inserter(to));
}

void fillSaid(Span& span, const JsonValue& attributes)
{
    for (const std::string_view key :
         {"gen_ai.system_instructions", "gen_ai.system.instructions"}) {
        if (const JsonValue* value = member(attributes, key))
            append(span.before, saidIn(*value, Role::System));
    }
    const JsonValue* before =
        firstOf(attributes, {"gen_ai.input.messages", "ai.prompt.messages", "all_messages_events",
                             "pydantic_ai.all_messages"});
    const JsonValue* after = firstOf(attributes, {"gen_ai.output.messages"});
    const auto flat = [&](std::vector<Said>& to, std::string_view prefix) {
        if (to.empty())
            append(to, saidIn(unflattened(attributes, prefix)));
    };
    if (before != nullptr)
        append(span.before, saidIn(*before, Role::User));
    flat(span.before, "llm.input_messages");
    flat(span.before, "gen_ai.prompt");
    if (after != nullptr)
        append(span.after, saidIn(*after, Role::Agent));
    flat(span.after, "llm.output_messages");
    flat(span.after, "gen_ai.completion");
    if (span.before.empty()) {
        if (const JsonValue* value = firstOf(attributes, {"gen_ai.task.input", "gen_ai.prompt"}))
            append(span.before, saidIn(*value, Role::User));
    }
    if (span.after.empty()) {
        const JsonValue* value =
            firstOf(attributes, {"gen_ai.task.output", "gen_ai.completion", "ai.response.text"});
        if (value != nullptr)
            append(span.after, saidIn(*value, Role::Agent));
        if (const JsonValue* calls = member(attributes, "ai.response.toolCalls"))
            append(span.after, saidIn(*calls));
    }
}

} // namespace

void fillFromAttributes(Span& span, std::string_view name, const JsonValue& attributes)
{
    if (span.kind == Span::Kind::Other)
        span.kind = kindOf(name, attributes);
    if (!text(attributes, "error.type").empty())
        span.ok = false;
    if (span.session.empty())
        span.session =
            firstTextOf(attributes, {"gen_ai.conversation.id", "session.id", "langfuse.session.id",
                                     "langsmith.trace.session_id",
                                     "traceloop.association.properties.session_id",
                                     "mcp.session.id", "gcp.vertex.agent.session_id",
                                     "conversation_id", "ai.telemetry.metadata.sessionId"});
    if (span.user.empty())
        span.user = firstTextOf(attributes, {"enduser.id", "user.id", "langfuse.user.id",
                                             "traceloop.association.properties.user_id",
                                             "ai.telemetry.metadata.userId"});
    span.agent = firstTextOf(attributes,
                             {"gen_ai.agent.name", "agent.name", "agent_name", "gen_ai.agent.id"});
    if (span.node.empty())
        span.node = text(attributes, "langgraph_node");
    if (span.kind == Span::Kind::Agent)
        fillAgent(span, name, attributes);
    else if (span.kind == Span::Kind::Tool)
        fillTool(span, name, attributes);
    else if (span.kind == Span::Kind::Chain)
        span.name = firstTextOf(attributes, {"gen_ai.workflow.name", "traceloop.entity.name"});
    if (span.name.empty())
        span.name = std::string(name);
    if (span.kind != Span::Kind::Tool)
        fillSaid(span, attributes);
}

void fillFromResource(Span& span, const JsonValue& attributes)
{
    std::string service = text(attributes, "service.name");
    if (service.starts_with("unknown_service")) // what the SDKs write where nobody gave a name
        service.clear();
    span.service = service.empty() ? text(attributes, "aws.local.service") : std::move(service);
    if (span.session.empty())
        span.session = text(attributes, "session.id");
    if (span.user.empty())
        span.user = firstTextOf(attributes, {"enduser.id", "user.id"});
}

namespace {

/// The text of a tool's answer that is a list of parts, also as a JSON text.
std::string outputOfParts(const JsonValue& answer)
{
    const JsonDocument inner = answer.isString() ? parseJson(answer.text) : JsonDocument();
    const JsonValue& value = inner.root && inner.root->isArray() ? *inner.root : answer;
    const std::string parts = value.isArray() ? contentText(&value) : std::string();
    return parts.empty() ? toolOutput(answer).content : parts;
}

} // namespace

bool fillFromEvent(Span& span, std::string_view name, const JsonValue& attributes,
                   const JsonValue& body)
{
    if (name == "exception") {
        span.ok = false;
        if (!span.result && span.kind == Span::Kind::Tool)
            span.result = text(attributes, "exception.message");
        return true;
    }
    if (!name.starts_with("gen_ai."))
        return false;
    const JsonValue& said = body.isObject() && !body.members.empty() ? body : attributes;
    const auto content = [&] {
        return firstOf(said, {"content", "gen_ai.event.content", "message"});
    };
    if (name == "gen_ai.tool.message" && span.kind == Span::Kind::Tool) {
        if (const JsonValue* value = content(); value != nullptr && !span.result)
            span.result = toolOutput(*value).content;
        if (span.callId.empty())
            span.callId = text(said, "id");
        return true;
    }
    if (name == "gen_ai.choice" && span.kind == Span::Kind::Tool) {
        // Strands: what the tool was given stands in the event before.
        if (!span.arguments && span.result) {
            JsonValue given;
            given.kind = JsonKind::String;
            given.text = std::move(*span.result);
            span.arguments = toolArguments(&given);
        }
        const JsonValue* message = content();
        span.result = message != nullptr ? outputOfParts(*message) : std::string();
        return true;
    }
    const auto add = [&](std::vector<Said>& to, std::string_view role) {
        JsonValue message = said;
        std::erase_if(message.members, [](const JsonMember& entry) { return entry.key == "role"; });
        JsonValue named;
        named.kind = JsonKind::String;
        named.text = role;
        message.members.push_back({"role", {}, std::move(named)});
        append(to, saidIn(message));
    };
    if (name == "gen_ai.user.message")
        add(span.before, "user");
    else if (name == "gen_ai.system.message")
        add(span.before, "system");
    else if (name == "gen_ai.assistant.message")
        add(span.before, "assistant");
    else if (name == "gen_ai.tool.message")
        add(span.before, "tool");
    else if (name == "gen_ai.choice")
        append(span.after,
               saidIn(member(said, "message") != nullptr ? *member(said, "message") : said,
                      Role::Agent));
    else if (name == "gen_ai.content.prompt" && firstOf(said, {"gen_ai.prompt"}) != nullptr)
        append(span.before, saidIn(*firstOf(said, {"gen_ai.prompt"}), Role::User));
    else if (name == "gen_ai.content.completion" && firstOf(said, {"gen_ai.completion"}) != nullptr)
        append(span.after, saidIn(*firstOf(said, {"gen_ai.completion"}), Role::Agent));
    else
        fillSaid(span, said); // gen_ai.client.inference.operation.details
    return true;
}

bool hasGenAiNames(const JsonValue& attributes)
{
    return std::any_of(attributes.members.begin(), attributes.members.end(), [](const auto& entry) {
        const std::string_view key = entry.key;
        return key.starts_with("gen_ai.") || key.starts_with("openinference.") ||
               key.starts_with("traceloop.") || key.starts_with("ai.toolCall.") ||
               key.starts_with("mcp.");
    });
}

} // namespace remit::trace
