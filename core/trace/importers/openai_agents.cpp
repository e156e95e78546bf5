// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/formats.h"
#include "core/trace/importers/json_access.h"
#include "core/trace/importers/spans/attributes.h"
#include "core/trace/importers/spans/span_traces.h"
#include "core/trace/importers/spans/tool_values.h"

/// Traces of the OpenAI Agents SDK, as its exporters write them: objects `trace` and `trace.span`,
/// one a line, in a list, or in the `data` of the ingestion request. Each trace is a run, its group
/// the session. Hand-offs, and agents within agents, are `delegate` events.
namespace remit::trace {

namespace {

bool isTrace(const JsonValue& value)
{
    return text(value, "object") == "trace" ||
           (value.find("workflow_name") != nullptr && value.find("span_data") == nullptr);
}

bool isSpan(const JsonValue& value)
{
    const JsonValue* data = member(value, "span_data");
    return data != nullptr && data->isObject();
}

class OpenAiAgents final : public Importer {
public:
    explicit OpenAiAgents(Output& output) : m_output(output), m_traces(output) {}

    void read(const Record& record) override
    {
        bool known = readObject(record.root);
        for (const std::string_view key : {"data", "spans", "items"}) {
            const JsonValue* list = member(record.root, key);
            if (list == nullptr || !list->isArray())
                continue;
            for (const JsonValue& object : list->items)
                known = readObject(object) || known;
        }
        if (known)
            return;
        m_output.report(record.raw, record.root.span.begin, Severity::Warning, "trace/not-a-span",
                        "this record holds no trace and no span of the OpenAI Agents SDK",
                        "it is left out; a span has trace_id and span_data");
        m_output.skipRecord();
    }

    void finish() override { m_traces.finish(); }

private:
    bool readObject(const JsonValue& object)
    {
        if (isSpan(object))
            readSpan(object);
        else if (isTrace(object))
            readTrace(object);
        else
            return false;
        return true;
    }

    void readTrace(const JsonValue& trace)
    {
        TraceHead& head = m_traces.head(firstTextOf(trace, {"id", "trace_id"}));
        head.session = text(trace, "group_id");
        const JsonValue* metadata = member(trace, "metadata");
        if (metadata != nullptr) {
            head.user = firstTextOf(*metadata, {"user_id", "userId", "user"});
            for (const JsonMember& entry : metadata->members) {
                if (entry.value.isString() || entry.value.isNumber())
                    head.attributes.emplace_back(entry.key, entry.value.text);
            }
        }
        if (std::string name = text(trace, "workflow_name"); !name.empty())
            head.attributes.emplace_back("workflow_name", std::move(name));
    }

    void readSpan(const JsonValue& json)
    {
        Span span;
        span.trace = text(json, "trace_id");
        span.id = firstTextOf(json, {"id", "span_id"});
        span.parent = text(json, "parent_id");
        span.start = nanoseconds(member(json, "started_at"));
        span.end = nanoseconds(member(json, "ended_at"));
        const JsonValue* error = member(json, "error");
        span.ok = error == nullptr;
        fill(span, *member(json, "span_data"));
        if (span.kind == Span::Kind::Tool && error != nullptr && !span.result)
            span.result = errorText(*error);
        m_traces.add(std::move(span));
    }

    static std::string errorText(const JsonValue& error)
    {
        if (!error.isObject())
            return asText(error);
        const JsonValue* why = member(error, {"data", "error"});
        return text(error, "message") + (why != nullptr ? ": " + asText(*why) : std::string());
    }

    static void fill(Span& span, const JsonValue& data)
    {
        const std::string type = text(data, "type");
        span.name = text(data, "name");
        if (type == "agent") {
            span.kind = Span::Kind::Agent;
        } else if (type == "function") {
            span.kind = Span::Kind::Tool;
            span.arguments = toolArguments(member(data, "input"));
            if (const JsonValue* output = member(data, "output")) {
                ToolOutput given = toolOutput(*output);
                span.result = std::move(given.content);
                span.ok = span.ok && given.ok;
            }
            if (const JsonValue* server = member(data, {"mcp_data", "server"}))
                span.server = asText(*server);
        } else if (type == "handoff") {
            span.kind = Span::Kind::HandOff;
            span.from = text(data, "from_agent");
            span.name = text(data, "to_agent");
        } else if (type == "generation" || type == "response") {
            span.kind = Span::Kind::Model;
            if (const JsonValue* input = member(data, "input"))
                span.before = saidIn(*input, Role::User);
            if (const JsonValue* output = firstOf(data, {"output", "response"}))
                span.after = saidIn(*output, Role::Agent);
        }
    }

    Output& m_output;
    SpanTraces m_traces;
};

int recogniseAgents(const JsonValue& record)
{
    if (isSpan(record))
        return record.find("trace_id") != nullptr ? 100 : 60;
    if (text(record, "object") == "trace" && isTrace(record))
        return 100;
    for (const std::string_view key : {"data", "spans", "items"}) {
        const JsonValue* list = member(record, key);
        if (list != nullptr && list->isArray() && !list->items.empty() &&
            recogniseAgents(list->items.front()) > 0)
            return 100;
    }
    return 0;
}

} // namespace

const Format kOpenAiAgents{
    "openai-agents",
    "OpenAI Agents SDK traces",
    "The SDK records no credential and no task, and the human only in the trace's metadata.",
    recogniseAgents,
    [](Output& output) -> std::unique_ptr<Importer> {
        return std::make_unique<OpenAiAgents>(output);
    },
};

} // namespace remit::trace
