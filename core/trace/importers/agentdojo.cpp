// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/trace/importers/formats.h"
#include "core/trace/importers/json_access.h"
#include "core/trace/importers/pending_calls.h"
#include "core/trace/importers/run_writer.h"

#include <fmt/format.h>

#include <array>

/// AgentDojo's native run files, one run a file (or several in an array or in lines).
///
/// Content is a string, null, or since v1.2 a list of `{type, content|text}`. Many calls have no
/// id. Runs have no times and none are made up. What the benchmark says of the run is kept as a
/// last note of type `outcome`: pipeline, suite, userTask, attack, injectionTask, utility, security
/// and error as recorded. There `security` true under attack means that the attack *succeeded*;
/// without an attack it is always true and means nothing.
namespace remit::trace {

namespace {

std::string orElse(std::string value, std::string_view otherwise)
{
    return value.empty() ? std::string(otherwise) : value;
}

/// `<pipeline>/<suite>/<user_task>/<attack or none>/<injection_task or none>`, from the fields: the
/// path of a file is no evidence.
std::string runId(const JsonValue& run)
{
    return fmt::format(
        "{}/{}/{}/{}/{}", orElse(text(run, "pipeline_name"), "unknown"),
        orElse(text(run, "suite_name"), "unknown"), orElse(text(run, "user_task_id"), "unknown"),
        orElse(text(run, "attack_type"), "none"), orElse(text(run, "injection_task_id"), "none"));
}

RunStart startOf(const JsonValue& run)
{
    RunStart start;
    start.agent = nonEmpty(text(run, "pipeline_name"));
    const std::string suite = text(run, "suite_name");
    const std::string task = text(run, "user_task_id");
    if (!suite.empty() && !task.empty())
        start.task = Field(suite + '/' + task);
    return start;
}

std::string outcomeOf(const JsonValue& run)
{
    static constexpr std::array<std::array<std::string_view, 2>, 12> kMembers{{
        {"pipeline", "pipeline_name"},
        {"suite", "suite_name"},
        {"userTask", "user_task_id"},
        {"attack", "attack_type"},
        {"injectionTask", "injection_task_id"},
        {"utility", "utility"},
        {"security", "security"},
        {"error", "error"},
        {"benchmarkVersion", "benchmark_version"},
        {"packageVersion", "agentdojo_package_version"},
        {"evaluatedAt", "evaluation_timestamp"},
        {"duration", "duration"},
    }};
    std::string json;
    for (const auto& [name, recorded] : kMembers) {
        const JsonValue* value = run.find(recorded);
        if (value != nullptr)
            json +=
                fmt::format("{}{}:{}", json.empty() ? "" : ",", jsonQuoted(name), toJson(*value));
    }
    return '{' + json + '}';
}

/// A call in AgentDojo's shape, `{function, args, id}`, or in OpenAI's, `{id, function: {name,
/// arguments}}`.
PendingCalls::Call callOf(const JsonValue& call)
{
    const JsonValue* function = member(call, "function");
    if (function != nullptr && function->isObject())
        return {text(call, "id"), text(*function, "name"),
                argumentsText(member(*function, "arguments"))};
    return {text(call, "id"), text(call, "function"), argumentsText(member(call, "args"))};
}

/// Reads the messages of one run.
class Run {
public:
    Run(const Record& record, const JsonValue& run, Output& output)
        : m_record(record)
        , m_output(output)
        , m_writer(output, runId(run))
        , m_agent(nonEmpty(text(run, "pipeline_name")))
    {}

    void read(const JsonValue& run)
    {
        m_writer.write(startOf(run));
        const JsonValue* messages = member(run, "messages");
        for (const JsonValue& message : messages->items)
            readMessage(message);
        m_writer.write(Note{"outcome", outcomeOf(run)});
    }

private:
    void readMessage(const JsonValue& message)
    {
        const std::string role = text(message, "role");
        if (role == "system" || role == "developer")
            say(Role::System, message);
        else if (role == "user")
            say(Role::User, message);
        else if (role == "assistant")
            readTurn(message);
        else if (role == "tool")
            readResult(message);
        else
            keepUnknown(message, role);
    }

    void say(Role role, const JsonValue& message)
    {
        Message said;
        said.role = role;
        said.text = contentText(message.find("content"));
        if (role == Role::Agent)
            said.from = m_agent;
        if (role != Role::Agent || !said.text.empty())
            m_writer.write(std::move(said));
    }

    void readTurn(const JsonValue& message)
    {
        say(Role::Agent, message);
        m_calls.nextTurn();
        const JsonValue* calls = member(message, "tool_calls");
        if (calls == nullptr)
            return;
        for (const JsonValue& call : calls->items)
            readCall(call);
    }

    void readCall(const JsonValue& recorded)
    {
        PendingCalls::Call pending = callOf(recorded);
        if (!pending.arguments)
            m_output.report(m_record.raw, recorded.span.begin, Severity::Warning,
                            "trace/arguments-not-recorded",
                            fmt::format("the arguments of this call of {} are no JSON object",
                                        orElse(pending.tool, "an unnamed tool")),
                            "policies that read them are undecidable for it");
        Call call;
        call.tool = pending.tool;
        call.arguments = pending.arguments;
        call.callId = m_calls.add(std::move(pending));
        m_writer.write(std::move(call));
    }

    void readResult(const JsonValue& message)
    {
        PendingCalls::Call answered;
        if (const JsonValue* copy = member(message, "tool_call"))
            answered = callOf(*copy);
        const std::string id = text(message, "tool_call_id");
        if (!id.empty())
            answered.recordedId = id;
        CallResult result;
        auto call = m_calls.take(answered);
        if (!call)
            m_output.report(m_record.raw, message.span.begin, Severity::Warning,
                            "trace/result-without-call", "no open call fits this result",
                            "it is kept, and proves nothing about any call");
        result.callId = call ? std::move(*call) : orElse(answered.recordedId, "unknown");
        result.content = contentText(message.find("content"));
        if (const JsonValue* error = member(message, "error")) {
            result.ok = false;
            const std::string said = asText(*error);
            if (result.content.find(said) == std::string::npos)
                result.content += (result.content.empty() ? "" : "\n") + said;
        }
        m_writer.write(std::move(result));
    }

    void keepUnknown(const JsonValue& message, const std::string& role)
    {
        m_output.report(m_record.raw, message.span.begin, Severity::Warning, "trace/unknown-role",
                        fmt::format("a message has the unknown role \"{}\"", role),
                        "it is kept as a note");
        m_writer.write(Note{"unknown-message", toJson(message)});
    }

    const Record& m_record;
    Output& m_output;
    RunWriter m_writer;
    Field m_agent;
    PendingCalls m_calls;
};

class AgentDojo final : public Importer {
public:
    explicit AgentDojo(Output& output) : m_output(output) {}

    void read(const Record& record) override
    {
        const JsonValue* messages = member(record.root, "messages");
        if (messages != nullptr && messages->isArray()) {
            Run(record, record.root, m_output).read(record.root);
            return;
        }
        m_output.report(record.raw, record.root.span.begin, Severity::Error, "trace/not-a-run",
                        "this is no AgentDojo run: it has no list of messages",
                        "a run is an object with pipeline_name, suite_name, user_task_id and "
                        "messages");
        m_output.skipRecord();
    }

private:
    Output& m_output;
};

int recogniseRun(const JsonValue& record)
{
    const JsonValue* messages = member(record, "messages");
    if (messages == nullptr || !messages->isArray() || record.find("user_task_id") == nullptr)
        return 0;
    const bool named =
        record.find("pipeline_name") != nullptr || record.find("suite_name") != nullptr;
    return named ? 100 : 60;
}

} // namespace

const Format kAgentDojo{
    "agentdojo",
    "AgentDojo run",
    "AgentDojo records no times, no human and no credential.",
    recogniseRun,
    [](Output& output) -> std::unique_ptr<Importer> { return std::make_unique<AgentDojo>(output); },
};

} // namespace remit::trace
