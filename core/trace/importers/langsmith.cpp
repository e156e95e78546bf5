// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/formats.h"
#include "core/trace/importers/json_access.h"
#include "core/trace/importers/spans/attributes.h"
#include "core/trace/importers/spans/span_traces.h"
#include "core/trace/importers/spans/tool_values.h"

#include <algorithm>
#include <array>
#include <string_view>

/// LangSmith run trees: runs with `run_type`, one a line, in a list, under `runs`, or nested as
/// `child_runs`. Each trace is a run here; the session is the thread that the metadata names. Who
/// acts is the nearest chain above a tool that is not merely LangGraph's node around it.
namespace remit::trace {

namespace {

bool isRun(const JsonValue& value)
{
    return value.isObject() && value.find("run_type") != nullptr;
}

const JsonValue* metadataOf(const JsonValue& run)
{
    const JsonValue* extra = member(run, {"extra", "metadata"});
    return extra != nullptr ? extra : member(run, "metadata");
}

/// Steps that LangChain puts around what programs wrote: nobody acts in them.
bool isPlumbing(std::string_view name)
{
    constexpr std::array<std::string_view, 5> kStarts{"Runnable", "Channel", "Branch<", "_write",
                                                      "__start__"};
    return std::any_of(kStarts.begin(), kStarts.end(),
                       [&](std::string_view start) { return name.starts_with(start); });
}

class LangSmith final : public Importer {
public:
    explicit LangSmith(Output& output) : m_output(output), m_traces(output) {}

    void read(const Record& record) override
    {
        bool known = false;
        if (isRun(record.root)) {
            readRun(record.root, {}, {}, 0);
            known = true;
        }
        for (const std::string_view key : {"runs", "data"}) {
            const JsonValue* list = member(record.root, key);
            if (list == nullptr || !list->isArray())
                continue;
            for (const JsonValue& run : list->items) {
                known = known || isRun(run);
                if (isRun(run))
                    readRun(run, {}, {}, 0);
            }
        }
        if (known)
            return;
        m_output.report(record.raw, record.root.span.begin, Severity::Warning, "trace/not-a-span",
                        "this record holds no LangSmith run",
                        "it is left out; a run has id, name and run_type");
        m_output.skipRecord();
    }

    void finish() override
    {
        for (Span& span : m_unplaced) {
            span.trace = rootOf(span);
            m_traces.add(std::move(span));
        }
        m_traces.finish();
    }

private:
    void readRun(const JsonValue& json, const std::string& trace, const std::string& parent,
                 int depth)
    {
        constexpr int kDepth = 100;
        Span span;
        span.id = text(json, "id");
        span.parent = text(json, "parent_run_id");
        if (span.parent.empty())
            span.parent = parent;
        span.trace = text(json, "trace_id");
        if (span.trace.empty())
            span.trace = !trace.empty() ? trace : span.parent.empty() ? span.id : std::string();
        span.start = nanoseconds(member(json, "start_time"));
        span.end = nanoseconds(member(json, "end_time"));
        fill(span, json);
        if (span.parent.empty() && !span.trace.empty())
            addHead(span.trace, json);
        const std::string id = span.id;
        const std::string root = span.trace;
        place(std::move(span));
        const JsonValue* children = member(json, "child_runs");
        if (children == nullptr || depth > kDepth)
            return;
        for (const JsonValue& child : children->items) {
            if (isRun(child))
                readRun(child, root, id, depth + 1);
        }
    }

    /// Older runs do not name their trace: it is the run without a parent above them.
    void place(Span span)
    {
        m_parents.emplace(span.id, span.parent);
        if (span.trace.empty())
            m_unplaced.push_back(std::move(span));
        else
            m_traces.add(std::move(span));
    }

    std::string rootOf(const Span& span) const
    {
        std::string at = span.parent;
        for (int steps = 0; steps < 256; ++steps) {
            const auto found = m_parents.find(at);
            if (found == m_parents.end() || found->second.empty())
                break;
            at = found->second;
        }
        return at;
    }

    void addHead(const std::string& trace, const JsonValue& json)
    {
        TraceHead& head = m_traces.head(trace);
        head.attributes.emplace_back("name", text(json, "name"));
        const JsonValue* metadata = metadataOf(json);
        if (metadata == nullptr)
            return;
        for (const JsonMember& entry : metadata->members) {
            if (entry.value.isString() || entry.value.isNumber())
                head.attributes.emplace_back(entry.key, entry.value.text);
        }
    }

    static void fill(Span& span, const JsonValue& json)
    {
        span.name = text(json, "name");
        if (const JsonValue* metadata = metadataOf(json)) {
            span.session = firstTextOf(*metadata, {"thread_id", "session_id", "conversation_id"});
            span.user = firstTextOf(*metadata, {"user_id", "userId", "ls_user_id"});
            span.node = text(*metadata, "langgraph_node");
        }
        const std::string type = text(json, "run_type");
        const JsonValue* error = member(json, "error");
        span.ok = error == nullptr && text(json, "status") != "error";
        const JsonValue* inputs = member(json, "inputs");
        const JsonValue* outputs = member(json, "outputs");
        if (type == "tool") {
            span.kind = Span::Kind::Tool;
            span.arguments = toolArguments(inputs);
            fillOutput(span, outputs, error);
        } else if (type == "llm") {
            span.kind = Span::Kind::Model;
            if (inputs != nullptr)
                span.before = saidIn(*inputs, Role::User);
            if (outputs != nullptr)
                span.after = saidIn(*outputs, Role::Agent);
        } else if (type == "agent") {
            span.kind = Span::Kind::Agent;
        } else if (type == "chain" && !isPlumbing(span.name)) {
            span.kind = Span::Kind::Chain;
        }
    }

    static void fillOutput(Span& span, const JsonValue* outputs, const JsonValue* error)
    {
        if (outputs != nullptr) {
            ToolOutput given = toolOutput(*outputs);
            span.result = std::move(given.content);
            span.callId = std::move(given.callId);
            span.ok = span.ok && given.ok;
        } else if (error != nullptr) {
            span.result = asText(*error);
        }
    }

    Output& m_output;
    SpanTraces m_traces;
    std::vector<Span> m_unplaced;
    std::unordered_map<std::string, std::string> m_parents;
};

int recogniseLangSmith(const JsonValue& record)
{
    if (isRun(record))
        return record.find("id") != nullptr ? 95 : 60;
    for (const std::string_view key : {"runs", "data"}) {
        const JsonValue* list = member(record, key);
        if (list != nullptr && list->isArray() && !list->items.empty() &&
            isRun(list->items.front()))
            return 95;
    }
    return 0;
}

} // namespace

const Format kLangSmith{
    "langsmith",
    "LangSmith run trees",
    "LangSmith records no credential and no task, and the human only in a run's metadata.",
    recogniseLangSmith,
    [](Output& output) -> std::unique_ptr<Importer> { return std::make_unique<LangSmith>(output); },
};

} // namespace remit::trace
