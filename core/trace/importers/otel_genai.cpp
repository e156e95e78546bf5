// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/formats.h"
#include "core/trace/importers/json_access.h"
#include "core/trace/importers/spans/attributes.h"
#include "core/trace/importers/spans/genai_span.h"
#include "core/trace/importers/spans/span_traces.h"

/// OpenTelemetry traces of agents: OTLP as JSON and as the collector's file exporter writes it
/// (`resourceSpans`, `resourceLogs`), Tempo's answers (`batches`), bare spans one a line (Python's
/// console exporter, AgentCore's in CloudWatch), plain attribute maps, and what Jaeger's pages
/// save. Each trace is a run; the session is the conversation's or session's id. Names of
/// attributes: spans/genai_span.h.
namespace remit::trace {

namespace {

const JsonValue* resourcesIn(const JsonValue& record)
{
    if (const JsonValue* found = either(record, "resourceSpans", "resource_spans"))
        return found;
    if (const JsonValue* found = either(record, "resourceLogs", "resource_logs"))
        return found;
    if (const JsonValue* found = member(record, "batches"))
        return found;
    const JsonValue* trace = member(record, "trace"); // Tempo's second version
    return trace != nullptr ? either(*trace, "resourceSpans", "resource_spans") : nullptr;
}

bool isSpanRecord(const JsonValue& record)
{
    const bool named = either(record, "traceId", "trace_id") != nullptr ||
                       member(record, {"context", "trace_id"}) != nullptr;
    const bool logged = either(record, "spanId", "span_id") != nullptr ||
                        member(record, {"context", "span_id"}) != nullptr;
    return named && logged && record.find("attributes") != nullptr;
}

bool isError(const JsonValue& span)
{
    const JsonValue* code = member(span, {"status", "code"});
    if (code == nullptr)
        code = member(span, {"status", "status_code"});
    return code != nullptr && (code->text == "2" || code->text == "STATUS_CODE_ERROR" ||
                               code->text == "ERROR" || code->text == "Error");
}

/// A trace of Jaeger's, as its interface answers and its pages save: also a list of them in `data`.
bool isJaegerTrace(const JsonValue& trace)
{
    const JsonValue* spans = member(trace, "spans");
    return spans != nullptr && spans->isArray() && !spans->items.empty() &&
           spans->items.front().find("operationName") != nullptr;
}

bool isJaeger(const JsonValue& record)
{
    const JsonValue* data = member(record, "data");
    return isJaegerTrace(record) || (data != nullptr && data->isArray() && !data->items.empty() &&
                                     isJaegerTrace(data->items.front()));
}

constexpr std::int64_t kMicrosecond = 1000; ///< in nanoseconds
constexpr std::size_t kAttributes = 64;
constexpr std::size_t kAttributeBytes = 1024;

void addAttributes(Attributes& to, const JsonValue& from)
{
    for (const JsonMember& entry : from.members) {
        const bool scalar = entry.value.isString() || entry.value.isNumber();
        if (scalar && to.size() < kAttributes && entry.value.text.size() <= kAttributeBytes)
            to.emplace_back(entry.key, entry.value.text);
    }
}

class OtelGenAi final : public Importer {
public:
    explicit OtelGenAi(Output& output) : m_output(output), m_traces(output) {}

    void read(const Record& record) override
    {
        if (isJaeger(record.root)) {
            readJaeger(record.root);
        } else if (const JsonValue* resources = resourcesIn(record.root)) {
            for (const JsonValue& resource : resources->items)
                readResource(resource);
        } else if (isSpanRecord(record.root)) {
            const JsonValue resource =
                plainAttributes(member(record.root, {"resource", "attributes"}));
            readSpan(record.root, resource);
        } else if (hasGenAiNames(record.root)) {
            readAttributeMap(record.root);
        } else {
            m_output.report(
                record.raw, record.root.span.begin, Severity::Warning, "trace/not-a-span",
                "this record holds no span of a trace",
                "it is left out; OTLP has resourceSpans, a span has traceId and spanId");
            m_output.skipRecord();
        }
    }

    void finish() override { m_traces.finish(); }

private:
    void readResource(const JsonValue& entry)
    {
        const JsonValue resource = plainAttributes(member(entry, {"resource", "attributes"}));
        for (const std::string_view scopes :
             {"scopeSpans", "scope_spans", "instrumentationLibrarySpans", "scopeLogs",
              "scope_logs"}) {
            const JsonValue* list = member(entry, scopes);
            if (list == nullptr)
                continue;
            for (const JsonValue& scope : list->items)
                readScope(scope, resource);
        }
        if (const JsonValue* spans = member(entry, "spans")) { // some exporters have no scope
            for (const JsonValue& span : spans->items)
                readSpan(span, resource);
        }
    }

    void readScope(const JsonValue& scope, const JsonValue& resource)
    {
        if (const JsonValue* spans = member(scope, "spans")) {
            for (const JsonValue& span : spans->items)
                readSpan(span, resource);
        }
        if (const JsonValue* logs = either(scope, "logRecords", "log_records")) {
            for (const JsonValue& log : logs->items)
                readLog(log, resource);
        }
    }

    Span begin(const JsonValue& json, const JsonValue& resource)
    {
        Span span;
        const JsonValue* context = member(json, "context");
        const JsonValue& ids = context != nullptr ? *context : json;
        span.trace = idText(either(ids, "traceId", "trace_id"));
        span.id = idText(either(ids, "spanId", "span_id"));
        fillFromResource(span, resource);
        return span;
    }

    void readSpan(const JsonValue& json, const JsonValue& resource)
    {
        Span span = begin(json, resource);
        const JsonValue* parent = either(json, "parentSpanId", "parent_span_id");
        span.parent = idText(parent != nullptr ? parent : member(json, "parent_id"));
        span.start = timeIn(json, {"startTimeUnixNano", "start_time_unix_nano"},
                            {"startTime", "start_time"});
        span.end = timeIn(json, {"endTimeUnixNano", "end_time_unix_nano"}, {"endTime", "end_time"});
        if (!span.start)
            span.end.reset();
        span.ok = !isError(json);
        const JsonValue attributes = plainAttributes(member(json, "attributes"));
        fillFromAttributes(span, text(json, "name"), attributes);
        if (const JsonValue* events = member(json, "events")) {
            for (const JsonValue& event : events->items)
                fillFromEvent(span, text(event, "name"),
                              plainAttributes(member(event, "attributes")), JsonValue());
        }
        const JsonValue* said = member(json, {"status", "message"});
        if (span.kind == Span::Kind::Tool && !span.ok && !span.result && said != nullptr)
            span.result = asText(*said);
        addHead(span, resource, attributes);
        m_traces.add(std::move(span));
    }

    void addHead(const Span& span, const JsonValue& resource, const JsonValue& attributes)
    {
        TraceHead& head = m_traces.head(span.trace);
        if (head.attributes.empty())
            addAttributes(head.attributes, resource);
        if (span.parent.empty())
            addAttributes(head.attributes, attributes);
    }

    void readJaeger(const JsonValue& record)
    {
        const JsonValue* data = member(record, "data");
        if (data == nullptr)
            readJaegerTrace(record);
        else
            for (const JsonValue& trace : data->items)
                readJaegerTrace(trace);
    }

    void readJaegerTrace(const JsonValue& trace)
    {
        const JsonValue* processes = member(trace, "processes");
        const JsonValue* spans = member(trace, "spans");
        if (spans == nullptr)
            return;
        for (const JsonValue& span : spans->items) {
            const JsonValue* process =
                processes != nullptr ? member(*processes, text(span, "processID")) : nullptr;
            readJaegerSpan(span, process != nullptr ? *process : JsonValue());
        }
    }

    void readJaegerSpan(const JsonValue& json, const JsonValue& process)
    {
        Span span;
        span.trace = idText(member(json, "traceID"));
        span.id = idText(member(json, "spanID"));
        const JsonValue* references = member(json, "references");
        if (references != nullptr && !references->items.empty())
            span.parent = idText(member(references->items.front(), "spanID"));
        span.start = nanoseconds(member(json, "startTime"), kMicrosecond);
        const auto duration = nanoseconds(member(json, "duration"), kMicrosecond);
        if (span.start && duration && *span.start < INT64_MAX - *duration)
            span.end = *span.start + *duration;
        const JsonValue resource = plainAttributes(member(process, "tags"));
        fillFromResource(span, resource);
        span.service = text(process, "serviceName");
        const JsonValue attributes = plainAttributes(member(json, "tags"));
        const JsonValue* failed = member(attributes, "error");
        span.ok = failed == nullptr || (failed->isBool() && !failed->boolean);
        fillFromAttributes(span, text(json, "operationName"), attributes);
        if (const JsonValue* logs = member(json, "logs")) {
            for (const JsonValue& log : logs->items) {
                const JsonValue fields = plainAttributes(member(log, "fields"));
                fillFromEvent(span, firstTextOf(fields, {"event", "name"}), fields, JsonValue());
            }
        }
        addHead(span, resource, attributes);
        m_traces.add(std::move(span));
    }

    /// An event of the GenAI conventions that is logged by itself.
    void readLog(const JsonValue& json, const JsonValue& resource)
    {
        Span span = begin(json, resource);
        span.parent = std::move(span.id);
        span.id.clear();
        const JsonValue attributes = plainAttributes(member(json, "attributes"));
        const JsonValue* body = member(json, "body");
        const JsonValue said = body != nullptr ? plainValue(*body) : JsonValue();
        std::string name = text(json, "eventName");
        if (name.empty())
            name = firstTextOf(attributes, {"event.name"});
        if (name.empty())
            name = text(json, "event_name");
        span.start = timeIn(json, {"timeUnixNano", "time_unix_nano"},
                            {"observedTimeUnixNano", "observed_time_unix_nano"});
        span.kind = Span::Kind::Model;
        span.session = firstTextOf(attributes, {"gen_ai.conversation.id", "session.id"});
        span.agent = firstTextOf(attributes, {"gen_ai.agent.name"});
        if (!fillFromEvent(span, name, attributes, said) ||
            (span.before.empty() && span.after.empty()))
            return;
        m_traces.add(std::move(span));
    }

    static std::optional<std::int64_t> timeIn(const JsonValue& json,
                                              std::initializer_list<std::string_view> nano,
                                              std::initializer_list<std::string_view> any)
    {
        if (const JsonValue* time = firstOf(json, nano))
            return nanoseconds(time, 1);
        return nanoseconds(firstOf(json, any));
    }

    void readAttributeMap(const JsonValue& attributes)
    {
        Span span;
        span.trace = idText(either(attributes, "traceId", "trace_id"));
        fillFromAttributes(span, text(attributes, "name"), attributes);
        fillFromResource(span, attributes);
        addAttributes(m_traces.head(span.trace).attributes, attributes);
        m_traces.add(std::move(span));
    }

    Output& m_output;
    SpanTraces m_traces;
};

int recogniseOtel(const JsonValue& record)
{
    if (resourcesIn(record) != nullptr || isJaeger(record))
        return 100;
    if (isSpanRecord(record))
        return 80;
    return record.isObject() && hasGenAiNames(record) ? 70 : 0;
}

} // namespace

const Format kOtelGenAi{
    "otel-genai",
    "OpenTelemetry GenAI traces",
    "OpenTelemetry has no place for credential and task; the human, arguments and results are "
    "recorded only where the instrumentation is told to.",
    recogniseOtel,
    [](Output& output) -> std::unique_ptr<Importer> { return std::make_unique<OtelGenAi>(output); },
};

} // namespace remit::trace
