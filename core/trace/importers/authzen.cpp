// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/trace/importers/formats.h"
#include "core/trace/importers/json_access.h"
#include "core/trace/importers/run_writer.h"
#include "core/trace/importers/spans/attributes.h"
#include "core/trace/importers/spans/tool_values.h"

#include <fmt/format.h>

#include <map>
#include <memory>

/// Logs of a policy decision point that speaks AuthZEN: a line for each evaluation, with its
/// request
/// `{subject, action, resource, context}` and its answer `{decision}`, as members `request` and
/// `response` (or `evaluation`, `input` and `result`) or side by side. A request with several
/// `evaluations` is as many calls.
///
/// Who acts is the client that `context.agent` names, on behalf of the subject; without one the
/// subject itself. Each is a call of the action's name by the subject, followed by a note of type
/// `decision` with call, decision, subject, resource and the reason given. Its arguments are
/// `action.properties.arguments`, else `context.arguments`, else the action's other properties. The
/// run is the session or trace that the context names, else the file.
namespace remit::trace {

namespace {

bool isRequest(const JsonValue& value)
{
    const JsonValue* subject = member(value, "subject");
    const JsonValue* action = member(value, "action");
    return subject != nullptr && subject->isObject() &&
           ((action != nullptr && action->isObject()) || value.find("evaluations") != nullptr);
}

const JsonValue* requestIn(const JsonValue& record)
{
    if (isRequest(record))
        return &record;
    for (const std::string_view key : {"request", "evaluation", "input", "evaluation_request"}) {
        const JsonValue* found = member(record, key);
        if (found != nullptr && isRequest(*found))
            return found;
    }
    return nullptr;
}

/// The answer, and whether it is one decision or a list.
const JsonValue* answerIn(const JsonValue& record)
{
    for (const std::string_view key : {"response", "result", "output", "evaluation_response"}) {
        const JsonValue* found = member(record, key);
        if (found != nullptr && (found->isBool() || member(*found, "decision") != nullptr ||
                                 member(*found, "evaluations") != nullptr))
            return found;
    }
    return &record;
}

const JsonValue* decisionIn(const JsonValue* answer)
{
    if (answer == nullptr)
        return nullptr;
    return answer->isBool() ? answer : member(*answer, "decision");
}

bool isAllow(const JsonValue& decision)
{
    if (decision.isBool())
        return decision.boolean;
    return decision.text == "allow" || decision.text == "permit" || decision.text == "ALLOW" ||
           decision.text == "true";
}

class AuthZen final : public Importer {
public:
    explicit AuthZen(Output& output) : m_output(output) {}

    void read(const Record& record) override
    {
        const JsonValue* request = requestIn(record.root);
        if (request == nullptr) {
            m_output.report(record.raw, record.root.span.begin, Severity::Warning,
                            "trace/not-a-decision", "this record holds no AuthZEN evaluation",
                            "it is left out; an evaluation has subject, action and resource");
            m_output.skipRecord();
            return;
        }
        const JsonValue* answer = answerIn(record.root);
        const JsonValue* several = member(*request, "evaluations");
        if (several == nullptr || !several->isArray()) {
            readOne(record.root, *request, *request, decisionIn(answer), answer, 0);
            return;
        }
        const JsonValue* answers = answer != nullptr ? member(*answer, "evaluations") : nullptr;
        for (std::size_t i = 0; i < several->items.size(); ++i) {
            const bool has = answers != nullptr && i < answers->items.size();
            const JsonValue* own = has ? &answers->items[i] : nullptr;
            readOne(record.root, several->items[i], *request, decisionIn(own), own, i);
        }
    }

private:
    struct Writer {
        RunWriter writer;
        std::size_t calls = 0;
    };

    /// A member of one evaluation, or the one that all of the request share.
    static const JsonValue* shared(const JsonValue& one, const JsonValue& all, std::string_view key)
    {
        const JsonValue* own = member(one, key);
        return own != nullptr ? own : member(all, key);
    }

    static std::string describe(const JsonValue* entity)
    {
        if (entity == nullptr)
            return "null";
        return fmt::format(R"({{"type":{},"id":{}}})", jsonQuoted(text(*entity, "type")),
                           jsonQuoted(firstTextOf(*entity, {"id"})));
    }

    static std::optional<std::string> argumentsOf(const JsonValue& action, const JsonValue* context)
    {
        const JsonValue* properties = member(action, "properties");
        const JsonValue* arguments =
            properties != nullptr ? firstOf(*properties, {"arguments", "args"}) : nullptr;
        if (arguments == nullptr && context != nullptr)
            arguments = firstOf(*context, {"arguments", "args", "tool_input"});
        return toolArguments(arguments != nullptr ? arguments : properties);
    }

    /// The acting client: `context.agent`, an id or an entity.
    static std::string agentIn(const JsonValue* context)
    {
        const JsonValue* agent = context != nullptr ? member(*context, "agent") : nullptr;
        if (agent == nullptr)
            return {};
        return agent->isObject() ? firstTextOf(*agent, {"id", "client_id", "name"})
                                 : firstTextOf(*context, {"agent"});
    }

    Writer& writerOf(const JsonValue& record, const JsonValue* context, const Call& call,
                     const Field& human, std::optional<Instant> time)
    {
        std::string run = firstTextOf(record, {"session_id", "sessionId", "trace_id", "traceId"});
        if (run.empty() && context != nullptr)
            run = firstTextOf(*context, {"session_id", "sessionId", "session", "trace_id", "run"});
        if (run.empty())
            run = m_output.runName();
        auto& writer = m_writers[run];
        if (!writer) {
            writer = std::make_unique<Writer>(Writer{RunWriter(m_output, run)});
            RunStart start;
            start.agent = call.agent;
            start.onBehalfOf = human;
            if (context != nullptr) {
                if (!human.isPresent())
                    start.onBehalfOf =
                        nonEmpty(firstTextOf(*context, {"on_behalf_of", "user", "user_id"}));
                start.task = nonEmpty(firstTextOf(*context, {"task", "task_id"}));
                for (const JsonMember& entry : context->members) {
                    if (entry.value.isString() || entry.value.isNumber())
                        start.attributes.emplace_back(entry.key, entry.value.text);
                }
            }
            writer->writer.write(std::move(start), time);
        }
        return *writer;
    }

    void readOne(const JsonValue& record, const JsonValue& one, const JsonValue& all,
                 const JsonValue* decision, const JsonValue* answer, std::size_t number)
    {
        const JsonValue* subject = shared(one, all, "subject");
        const JsonValue* action = shared(one, all, "action");
        const JsonValue* context = shared(one, all, "context");
        if (subject == nullptr || action == nullptr)
            return;
        Call call;
        call.agent = nonEmpty(agentIn(context));
        const bool delegated = call.agent.isPresent();
        if (!delegated)
            call.agent = nonEmpty(firstTextOf(*subject, {"id"}));
        call.tool = text(*action, "name");
        if (call.tool.empty())
            call.tool = "unknown";
        call.arguments = argumentsOf(*action, context);
        auto time = nanoseconds(firstOf(record, {"timestamp", "time", "@timestamp", "ts"}));
        if (!time && context != nullptr)
            time = nanoseconds(firstOf(*context, {"time", "timestamp"}));
        const auto at = time ? std::optional(Instant{*time / 1'000'000}) : std::nullopt;
        const Field human = delegated ? nonEmpty(firstTextOf(*subject, {"id"})) : Field();
        Writer& writer = writerOf(record, context, call, human, at);
        call.callId = idOf(record, context);
        if (call.callId.empty())
            call.callId = fmt::format("decision-{}", writer.calls);
        else if (number > 0)
            call.callId += fmt::format("/{}", number);
        ++writer.calls;
        const std::string note =
            noteOf(call.callId, decision, subject, shared(one, all, "resource"), answer);
        writer.writer.write(std::move(call), at);
        writer.writer.write(Note{"decision", note}, at);
    }

    static std::string idOf(const JsonValue& record, const JsonValue* context)
    {
        const auto named = [](const JsonValue& object) {
            return firstTextOf(object, {"call_id", "callId", "tool_call_id", "decision_id",
                                        "request_id", "requestId", "id"});
        };
        std::string id = context != nullptr ? named(*context) : std::string();
        return id.empty() ? named(record) : id;
    }

    static std::string noteOf(const std::string& call, const JsonValue* decision,
                              const JsonValue* subject, const JsonValue* resource,
                              const JsonValue* answer)
    {
        const JsonValue* reason = answer != nullptr ? member(*answer, "context") : nullptr;
        return fmt::format(
            R"({{"call":{},"decision":{},"subject":{},"resource":{},"reason":{}}})",
            jsonQuoted(call),
            decision == nullptr  ? "null"
            : isAllow(*decision) ? "true"
                                 : "false",
            describe(subject), describe(resource),
            reason != nullptr && reason != member(*answer, "subject") ? toJson(*reason) : "null");
    }

    Output& m_output;
    std::map<std::string, std::unique_ptr<Writer>> m_writers;
};

} // namespace

const Format kAuthZen{
    "authzen",
    "AuthZEN decision log",
    "A decision log holds no results and no messages; human, task and arguments only where the "
    "enforcement point puts them into the request.",
    [](const JsonValue& record) {
        const JsonValue* request = requestIn(record);
        if (request == nullptr)
            return 0;
        return decisionIn(answerIn(record)) != nullptr || member(*request, "resource") != nullptr
                   ? 90
                   : 40;
    },
    [](Output& output) -> std::unique_ptr<Importer> { return std::make_unique<AuthZen>(output); },
};

} // namespace remit::trace
