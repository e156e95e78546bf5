// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/formats.h"
#include "core/trace/importers/json_access.h"
#include "core/trace/importers/spans/attributes.h"
#include "core/trace/importers/spans/genai_span.h"
#include "core/trace/importers/spans/span_traces.h"
#include "core/trace/importers/spans/tool_values.h"

#include <algorithm>

/// Langfuse exports: a trace with its observations (`{trace, observations}`, `{traces: […],
/// observations}`, or observations within the trace), or observations alone in a list or in lines,
/// in camelCase or snake_case. Input,
/// output and metadata are JSON, often as a text, at times twice over. What an observation is comes
/// from its type, else from the attributes that frameworks left in its metadata, else (LangGraph)
/// from its output being a tool message.
namespace remit::trace {

namespace {

std::string textOf(const JsonValue* value)
{
    return value != nullptr ? asText(*value) : std::string();
}

bool isObservation(const JsonValue& value)
{
    return value.isObject() && text(value, "id") != "" && member(value, "type") != nullptr &&
           either(value, "startTime", "start_time") != nullptr &&
           (either(value, "traceId", "trace_id") != nullptr ||
            value.find("parentObservationId") != nullptr ||
            value.find("parent_observation_id") != nullptr);
}

const JsonValue* observationsIn(const JsonValue& record)
{
    for (const std::string_view key : {"observations", "data"}) {
        const JsonValue* list = member(record, key);
        if (list != nullptr && list->isArray() && !list->items.empty() &&
            isObservation(list->items.front()))
            return list;
    }
    return nullptr;
}

/// A value, or what the JSON text that it is holds.
JsonValue unpacked(const JsonValue* value)
{
    if (value == nullptr)
        return {};
    JsonValue at = *value;
    for (int i = 0; i < 2 && at.isString(); ++i) {
        JsonDocument inner = parseJson(at.text);
        if (!inner.root || inner.root->isNumber())
            break;
        at = std::move(*inner.root);
    }
    return at;
}

Span::Kind kindOfType(std::string type)
{
    std::transform(type.begin(), type.end(), type.begin(), [](unsigned char c) {
        return static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    });
    if (type == "TOOL")
        return Span::Kind::Tool;
    if (type == "AGENT")
        return Span::Kind::Agent;
    if (type == "GENERATION")
        return Span::Kind::Model;
    return type == "CHAIN" ? Span::Kind::Chain : Span::Kind::Other;
}

class Langfuse final : public Importer {
public:
    explicit Langfuse(Output& output) : m_output(output), m_traces(output) {}

    void read(const Record& record) override
    {
        const JsonValue* observations = observationsIn(record.root);
        const JsonValue* trace = member(record.root, "trace");
        const JsonValue* traces = member(record.root, "traces");
        if (trace == nullptr && traces == nullptr && record.root.find("observations") != nullptr)
            trace = &record.root;
        if (traces != nullptr) {
            for (const JsonValue& one : traces->items)
                readTrace(one);
        }
        if (trace != nullptr && trace->isObject())
            readTrace(*trace);
        if (observations != nullptr) {
            const std::string id = trace != nullptr ? text(*trace, "id") : std::string();
            for (const JsonValue& observation : observations->items)
                readObservation(observation, id);
        } else if (isObservation(record.root)) {
            readObservation(record.root, {});
        } else if (trace == nullptr && traces == nullptr) {
            m_output.report(record.raw, record.root.span.begin, Severity::Warning,
                            "trace/not-a-span", "this record holds no Langfuse observation",
                            "it is left out; an observation has id, type, traceId and startTime");
            m_output.skipRecord();
        }
    }

    void finish() override { m_traces.finish(); }

private:
    void readTrace(const JsonValue& trace)
    {
        TraceHead& head = m_traces.head(text(trace, "id"));
        head.session = textOf(either(trace, "sessionId", "session_id"));
        head.user = textOf(either(trace, "userId", "user_id"));
        for (const std::string_view key : {"name", "environment", "release", "version"}) {
            if (std::string value = text(trace, key); !value.empty())
                head.attributes.emplace_back(key, std::move(value));
        }
        const JsonValue metadata = unpacked(member(trace, "metadata"));
        addScalars(head.attributes, metadata);
        for (const std::string_view key : {"resourceAttributes", "attributes"}) {
            if (const JsonValue* attributes = member(metadata, key))
                addScalars(head.attributes, *attributes);
        }
    }

    static void addScalars(Attributes& to, const JsonValue& from)
    {
        for (const JsonMember& entry : from.members) {
            if ((entry.value.isString() || entry.value.isNumber()) && !entry.value.text.empty())
                to.emplace_back(entry.key, entry.value.text);
        }
    }

    void readObservation(const JsonValue& json, const std::string& trace)
    {
        Span span;
        span.trace = textOf(either(json, "traceId", "trace_id"));
        if (span.trace.empty())
            span.trace = trace;
        span.id = text(json, "id");
        span.parent = textOf(either(json, "parentObservationId", "parent_observation_id"));
        span.start = nanoseconds(either(json, "startTime", "start_time"));
        span.end = nanoseconds(either(json, "endTime", "end_time"));
        span.ok = text(json, "level") != "ERROR";
        span.session = textOf(either(json, "sessionId", "session_id"));
        span.user = textOf(either(json, "userId", "user_id"));
        span.kind = kindOfType(text(json, "type"));
        fill(span, json);
        m_traces.add(std::move(span));
    }

    static void fill(Span& span, const JsonValue& json)
    {
        const std::string name = text(json, "name");
        const JsonValue metadata = unpacked(member(json, "metadata"));
        span.node = text(metadata, "langgraph_node");
        if (span.session.empty())
            span.session = text(metadata, "thread_id");
        const JsonValue* attributes = member(metadata, "attributes");
        const JsonValue none = plainAttributes(nullptr);
        const bool messages = span.kind == Span::Kind::Other && member(json, "output") != nullptr &&
                              isToolMessage(*member(json, "output"));
        if (messages && !hasToolAbove(span.node, name)) // LangGraph's tools
            span.kind = Span::Kind::Tool;
        if (span.kind == Span::Kind::Other && isLangGraph(metadata))
            span.kind = Span::Kind::Chain;
        fillFromAttributes(span, name, attributes != nullptr ? *attributes : none);
        if (const JsonValue* resource = member(metadata, "resourceAttributes"))
            fillFromResource(span, *resource);
        if (span.kind == Span::Kind::Tool)
            fillTool(span, name, json, metadata);
        else
            fillSaid(span, json);
    }

    /// The node of the graph that runs tools answers with a tool message too, as a step around
    /// them.
    static bool hasToolAbove(const std::string& node, const std::string& name)
    {
        return !node.empty() && node == name;
    }

    static bool isLangGraph(const JsonValue& metadata)
    {
        if (metadata.find("langgraph_node") != nullptr)
            return true;
        const JsonValue* tags = member(metadata, "tags");
        return tags != nullptr &&
               std::any_of(tags->items.begin(), tags->items.end(),
                           [](const JsonValue& tag) { return tag.text == "langgraph"; });
    }

    static void fillTool(Span& span, const std::string& name, const JsonValue& json,
                         const JsonValue& metadata)
    {
        if (!name.empty() && (span.name.empty() || span.name == "unknown"))
            span.name = name;
        if (const JsonValue* input = member(json, "input")) {
            if (auto arguments = toolArguments(input))
                span.arguments = std::move(arguments);
        }
        if (const JsonValue* inputs = member(metadata, "inputs");
            inputs != nullptr && !span.arguments)
            span.arguments = toolArguments(inputs);
        const JsonValue* output = member(json, "output");
        if (output != nullptr) {
            ToolOutput given = toolOutput(*output);
            span.result = std::move(given.content);
            span.ok = span.ok && given.ok;
            if (!given.callId.empty())
                span.callId = std::move(given.callId);
        } else if (const JsonValue* said = either(json, "statusMessage", "status_message");
                   said != nullptr && !span.ok) {
            span.result = asText(*said);
        }
    }

    /// The words of a prompt, and no JSON that may hold settings too.
    static bool isPlainText(const JsonValue& input)
    {
        return input.isString() && !parseJson(input.text).root;
    }

    /// Of models, and of the outermost step, whose input is what the human asked.
    static void fillSaid(Span& span, const JsonValue& json)
    {
        const bool model = span.kind == Span::Kind::Model;
        if (!model && !span.parent.empty())
            return;
        const auto isPrompt = [&](const JsonValue& input) { return !model || isPlainText(input); };
        const JsonValue* input = member(json, "input");
        const JsonValue* output = member(json, "output");
        if (input != nullptr && span.before.empty())
            span.before = saidIn(*input, isPrompt(*input) ? std::optional(Role::User)
                                                          : std::optional<Role>());
        if (output != nullptr && span.after.empty() && model)
            span.after = saidIn(*output, Role::Agent);
    }

    Output& m_output;
    SpanTraces m_traces;
};

} // namespace

const Format kLangfuse{
    "langfuse",
    "Langfuse traces",
    "Langfuse records no credential and no task, and the human only where the program sets it; "
    "some frameworks name no agent.",
    [](const JsonValue& record) {
        if (observationsIn(record) != nullptr || isObservation(record))
            return 90;
        const JsonValue* trace = member(record, "trace");
        return trace != nullptr && record.find("observations") != nullptr ? 80 : 0;
    },
    [](Output& output) -> std::unique_ptr<Importer> { return std::make_unique<Langfuse>(output); },
};

} // namespace remit::trace
