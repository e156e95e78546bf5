// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/trace/importers/conversation.h"
#include "core/trace/importers/formats.h"
#include "core/trace/importers/json_access.h"
#include "core/trace/importers/spans/attributes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

/// Codex rollout files: lines `{timestamp, type, payload}`. The run is the session's id, its agent
/// the originator; a session that another one spawned begins with a `delegate` event. Approval and
/// sandbox policy (`turn_context`) are kept as notes; the model's private reasoning and the
/// `event_msg` lines, which repeat the messages, are left out.
///
/// Messages of role `user` that the program puts in (`<environment_context>` and the like) are the
/// system's. A forked or resumed session repeats the head of the earlier one: that is a note.
namespace remit::trace {

namespace {

/// What the program says under the role of the user begins with one of these.
constexpr std::array<std::string_view, 5> kOfProgram{"<environment_context>", "<user_instructions>",
                                                     "<permissions instructions>", "<turn_aborted>",
                                                     "# AGENTS.md instructions for "};

bool isOfProgram(const JsonValue& item)
{
    if (text(item, "role") != "user")
        return false;
    const std::string said = contentText(item.find("content"));
    return std::any_of(kOfProgram.begin(), kOfProgram.end(),
                       [&](std::string_view start) { return said.starts_with(start); });
}

/// The exit code in the first lines of an output that is plain text: "Exit code: 1", "Process
/// exited with code 1".
std::optional<std::string_view> exitCodeIn(std::string_view output)
{
    const std::string_view head = output.substr(0, output.find("\nOutput:"));
    for (const std::string_view before : {"Exit code: ", "Process exited with code "}) {
        const std::size_t at = head.find(before);
        if (at == std::string_view::npos || (at > 0 && head[at - 1] != '\n'))
            continue;
        const std::string_view rest = head.substr(at + before.size());
        return rest.substr(0, rest.find_first_not_of("-0123456789"));
    }
    return std::nullopt;
}

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
            readHead(*payload);
        else if (type == "response_item")
            readItem(record, *payload);
        else if (type != "event_msg")
            run().note("codex-" + type, toJson(*payload));
    }

private:
    void readHead(const JsonValue& meta)
    {
        const std::string id = text(meta, "id");
        if (m_run && !id.empty() && m_heads.count(id) > 0) {
            run().note("codex-session_meta", toJson(meta));
            return;
        }
        m_heads.insert(id);
        for (const std::string_view origin : {"forked_from_id", "parent_thread_id"})
            m_heads.insert(text(meta, origin)); // its head follows
        open(&meta);
    }

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
            Conversation& run = this->run();
            run.setUser({isOfProgram(item) ? Role::System : Role::User, {}, {}});
            if (!run.message(record.raw, item))
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
        std::string content = output != nullptr && output->isArray() ? contentText(output)
                              : output != nullptr                    ? asText(*output)
                                                                     : std::string();
        bool ok = true;
        // Often a JSON text: {"output": …, "metadata": {"exit_code": …}}.
        const JsonDocument inner = parseJson(content);
        if (inner.root && inner.root->isObject()) {
            const JsonValue* status = member(*inner.root, {"metadata", "exit_code"});
            const JsonValue* success = member(*inner.root, "success");
            ok = (status == nullptr || status->text == "0") &&
                 (success == nullptr || !success->isBool() || success->boolean);
            const JsonValue* said = firstOf(*inner.root, {"output", "content"});
            if (said != nullptr)
                content = asText(*said);
        } else if (const auto code = exitCodeIn(content)) {
            ok = *code == "0";
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
    std::set<std::string> m_heads; ///< ids of sessions whose head was read, or will be
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
