// SPDX-License-Identifier: Apache-2.0
#include "core/trace/jsonl_writer.h"

#include "core/base/strict_json.h"
#include "core/base/text.h"

namespace remit::trace {

namespace {

bool isOfEveryLine(std::string_view key)
{
    return key == "v" || key == "run" || key == "session" || key == "seq" || key == "time" ||
           key == "type";
}

/// Writes the members of a line one after the other.
class Line {
public:
    void raw(std::string_view key, std::string_view json)
    {
        m_json += m_json.empty() ? '{' : ',';
        m_json += jsonQuoted(key);
        m_json += ':';
        m_json += json;
    }
    void text(std::string_view key, std::string_view value) { raw(key, jsonQuoted(value)); }
    void texts(std::string_view key, const std::vector<std::string>& values)
    {
        std::string list;
        for (const std::string& value : values)
            list += (list.empty() ? "[" : ",") + jsonQuoted(value);
        raw(key, list + ']');
    }
    void number(std::string_view key, std::int64_t value) { raw(key, std::to_string(value)); }
    void field(std::string_view key, const Field& value)
    {
        if (value.isPresent())
            text(key, value.text);
        else if (value.isRecorded())
            raw(key, "null");
    }
    void time(std::string_view key, const std::optional<Instant>& value)
    {
        if (value)
            text(key, rfc3339(*value));
    }
    void number(std::string_view key, const std::optional<std::int64_t>& value)
    {
        if (value)
            number(key, *value);
    }

    std::string take() { return m_json.empty() ? "{}" : std::move(m_json) + '}'; }

    void operator()(const RunStart& run)
    {
        field("agent", run.agent);
        field("onBehalfOf", run.onBehalfOf);
        field("task", run.task);
        field("credential", run.credential);
        field("workload", run.workload);
        if (run.timeAssumed)
            raw("timeAssumed", "true");
        if (!run.format.empty())
            text("format", run.format);
        if (!run.file.empty())
            text("file", run.file);
    }
    void operator()(const Message& message)
    {
        text("role", roleName(message.role));
        field("from", message.from);
        field("to", message.to);
        text("text", message.text);
    }
    void operator()(const Call& call)
    {
        text("callId", call.callId);
        field("agent", call.agent);
        text("tool", call.tool);
        field("server", call.server);
        if (call.arguments)
            raw("args", *call.arguments);
        if (!call.redacted.empty())
            texts("redacted", call.redacted);
        field("credential", call.credential);
        field("workload", call.workload);
        field("audience", call.audience);
        field("task", call.task);
    }
    void operator()(const CallResult& result)
    {
        text("callId", result.callId);
        raw("ok", result.ok ? "true" : "false");
        text("content", result.content);
    }
    void operator()(const Delegate& delegate)
    {
        text("from", delegate.from);
        text("to", delegate.to);
        field("grant", delegate.grant);
        field("requester", delegate.requester);
    }
    void operator()(const Approve& approve)
    {
        text("approver", approve.approver);
        text("role", approve.role);
        field("agent", approve.agent);
        field("task", approve.task);
        number("taskVersion", approve.taskVersion);
        field("action", approve.action);
        field("resource", approve.resource);
        field("argsHash", approve.argsHash);
        time("expires", approve.expires);
        number("count", approve.count);
    }
    void operator()(const Lifecycle& lifecycle)
    {
        text("object", lifecycle.objectKind);
        text("id", lifecycle.objectId);
        text("event", lifecycle.event);
        time("at", lifecycle.at);
    }
    void operator()(const Note& note)
    {
        const JsonDocument rest = parseJson(note.json);
        if (!rest.root)
            return;
        for (const JsonMember& member : rest.root->members) {
            if (!isOfEveryLine(member.key))
                raw(member.key, toJson(member.value));
        }
    }

private:
    std::string m_json;
};

} // namespace

std::string toJsonLine(const Event& event)
{
    Line line;
    line.number("v", 1);
    line.text("run", event.run);
    if (!event.session.empty())
        line.text("session", event.session);
    line.number("seq", event.sequence);
    line.time("time", event.time);
    line.text("type", typeName(event.body));
    std::visit(line, event.body);
    return line.take();
}

std::string toJson(const EventBody& body)
{
    if (const auto* note = std::get_if<Note>(&body))
        return note->json;
    Line line;
    std::visit(line, body);
    return line.take();
}

} // namespace remit::trace
