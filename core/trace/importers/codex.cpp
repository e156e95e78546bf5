// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/trace/importers/conversation.h"
#include "core/trace/importers/formats.h"
#include "core/trace/importers/json_access.h"

#include <fmt/format.h>

/// Codex rollout files: lines `{timestamp, type, payload}`. The run is the session's id, its agent
/// the originator; a session that another one spawned begins with a `delegate` event. Approval and
/// sandbox policy (`turn_context`) are kept as notes; the model's private reasoning and the
/// `event_msg` lines, which repeat the messages, are left out.
namespace remit::trace {

namespace {

class Codex final : public Importer {
public:
    explicit Codex(Output& output) : m_output(output) {}

    void read(const Record& record) override
    {
        const JsonValue* payload = member(record.root, "payload");
        if (payload == nullptr || !payload->isObject()) {
            refuse(record);
            return;
        }
        m_time = parseRfc3339(text(record.root, "timestamp"));
        const std::string type = text(record.root, "type");
        if (type == "session_meta")
            open(payload);
        else if (type == "response_item")
            readItem(record, *payload);
        else if (type != "event_msg")
            run().note("codex-" + type, toJson(*payload));
    }

private:
    void open(const JsonValue* meta)
    {
        const std::string id = meta != nullptr ? text(*meta, "id") : std::string();
        m_run.emplace(m_output, id.empty() ? runIdOf(m_output, 0) : id);
        m_run->setTime(m_time);
        RunStart start;
        if (meta == nullptr) {
            m_run->start(std::move(start));
            return;
        }
        const std::string originator = text(*meta, "originator");
        start.agent = nonEmpty(originator.empty() ? text(*meta, "source") : originator);
        const std::string agent = start.agent.text;
        m_run->start(std::move(start));
        const JsonValue* parent =
            member(*meta, {"source", "subagent", "thread_spawn", "parent_thread_id"});
        if (parent != nullptr && parent->isString())
            m_run->delegate({parent->text, agent.empty() ? id : agent, {}, {}});
    }

    Conversation& run()
    {
        if (!m_run)
            open(nullptr);
        m_run->setTime(m_time);
        return *m_run;
    }

    void readItem(const Record& record, const JsonValue& item)
    {
        const std::string type = text(item, "type");
        if (type == "message") {
            if (!run().message(record.raw, item))
                refuse(record);
        } else if (type == "function_call") {
            run().call(record.raw, item.span.begin,
                       {text(item, "call_id"), text(item, "name"),
                        argumentsText(member(item, "arguments"))});
        } else if (type == "custom_tool_call") {
            // Its input is free text: it becomes the one argument `input`.
            run().call(record.raw, item.span.begin,
                       {text(item, "call_id"), text(item, "name"),
                        fmt::format(R"({{"input":{}}})", jsonQuoted(text(item, "input")))});
        } else if (type == "local_shell_call") {
            run().call(
                record.raw, item.span.begin,
                {text(item, "call_id"), "local_shell", argumentsText(member(item, "action"))});
        } else if (type.ends_with("_output")) {
            readOutput(record, item);
        } else if (type != "reasoning") {
            run().note("codex-" + type, toJson(item));
        }
    }

    void readOutput(const Record& record, const JsonValue& item)
    {
        const JsonValue* output = member(item, "output");
        std::string content = output != nullptr ? asText(*output) : std::string();
        bool ok = true;
        // Often a JSON text: {"output": …, "metadata": {"exit_code": …}}.
        const JsonDocument inner = parseJson(content);
        if (inner.root) {
            const JsonValue* status = member(*inner.root, {"metadata", "exit_code"});
            ok = status == nullptr || status->text == "0";
            const JsonValue* said = member(*inner.root, "output");
            if (said != nullptr)
                content = asText(*said);
        }
        run().result(record.raw, item.span.begin, {text(item, "call_id"), {}, std::nullopt},
                     std::move(content), ok);
    }

    void refuse(const Record& record)
    {
        m_output.report(record.raw, record.root.span.begin, Severity::Warning,
                        "trace/not-a-session-line", "this line is no item of a Codex session",
                        "it is left out; a line has timestamp, type and payload");
        m_output.skipRecord();
    }

    Output& m_output;
    std::optional<Conversation> m_run;
    std::optional<Instant> m_time;
};

} // namespace

const Format kCodex{
    "codex",
    "Codex session",
    "Session files name neither the human nor a task or credential.",
    [](const JsonValue& record) {
        const std::string type = text(record, "type");
        const bool known = type == "session_meta" || type == "response_item" ||
                           type == "event_msg" || type == "turn_context" || type == "compacted";
        return known && member(record, "payload") != nullptr ? 100 : 0;
    },
    [](Output& output) -> std::unique_ptr<Importer> { return std::make_unique<Codex>(output); },
};

} // namespace remit::trace
