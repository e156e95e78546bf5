// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/trace/importers/codex_events.h"
#include "core/trace/importers/conversation.h"
#include "core/trace/importers/formats.h"
#include "core/trace/importers/json_access.h"
#include "core/trace/importers/response_items.h"
#include "core/trace/importers/spans/attributes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

/// Codex rollout files: lines `{timestamp, type, payload}`, and before version 0.30 the bare items
/// after a line of the session. The run is the session's id, its agent the originator, or the role
/// that it was spawned in; a session that another one spawned begins with a `delegate` event, and
/// there is one where it spawns. Approval and sandbox policy (`turn_context`), approvals asked for
/// and errors are kept as notes; the model's private reasoning and the `event_msg` lines that
/// repeat the items are left out.
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

/// The first line of a session, as the first versions wrote it.
bool isBareHead(const JsonValue& record)
{
    return !text(record, "id").empty() && !text(record, "timestamp").empty() &&
           record.find("type") == nullptr && record.find("run_type") == nullptr &&
           (record.members.size() == 2 || record.find("instructions") != nullptr ||
            record.find("git") != nullptr);
}

class Codex final : public Importer {
public:
    explicit Codex(Output& output) : m_output(output) {}

    void read(const Record& record) override
    {
        if (!m_spokenOnce.hold(record))
            readLine(record);
        drain(false);
    }

    void finish() override { drain(true); }

private:
    void drain(bool all)
    {
        while (auto line = m_spokenOnce.next(all)) {
            line->raw.text = line->text;
            readLine({line->raw, line->root});
        }
    }

    void readLine(const Record& record)
    {
        const JsonValue* payload = member(record.root, "payload");
        const std::string type = text(record.root, "type");
        m_time = parseRfc3339(text(record.root, "timestamp"));
        if (payload == nullptr || !payload->isObject())
            readBare(record);
        else if (type == "session_meta")
            readHead(*payload);
        else if (type == "response_item")
            readItem(record, *payload);
        else if (type == "event_msg")
            readEvent(*payload);
        else
            run().note("codex-" + type, toJson(*payload));
    }

    /// A line as the first versions wrote them.
    void readBare(const Record& record)
    {
        if (text(record.root, "type") == "message" || isResponseItem(record.root))
            readItem(record, record.root);
        else if (isBareHead(record.root))
            readHead(record.root);
        else if (record.root.find("record_type") == nullptr)
            refuse(record);
    }

    void readEvent(const JsonValue& event)
    {
        if (const auto said = spokenIn(event)) { // as no item says it
            run().setUser({});
            run().say(said->role, said->text);
        }
        for (const SpawnedAgent& one : spawnedIn(event)) {
            const std::string id = m_id;
            const bool isOwn = one.from.empty() || one.from == id;
            std::string from = isOwn ? m_agent : one.from;
            if (!one.to.empty() && m_spawned.insert(from + '\n' + one.to).second)
                run().delegate({std::move(from), one.to, {}, {}});
        }
        if (!isToldElsewhere(event))
            run().note("codex-" + text(event, "type"), toJson(event));
    }

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
        m_id = meta != nullptr ? text(*meta, "id") : std::string();
        m_run.emplace(m_output, m_id.empty() ? runIdOf(m_output, 0) : m_id);
        m_run->setTime(m_time);
        RunStart start;
        const JsonValue* spawn =
            meta != nullptr ? member(*meta, {"source", "subagent", "thread_spawn"}) : nullptr;
        if (spawn != nullptr)
            m_agent = firstTextOf(*spawn, {"agent_role", "agent_nickname"});
        else
            m_agent.clear();
        if (meta != nullptr && m_agent.empty())
            m_agent = firstTextOf(*meta, {"originator", "source"});
        start.agent = nonEmpty(m_agent);
        if (m_agent.empty())
            m_agent = m_id;
        m_run->start(std::move(start));
        const JsonValue* parent = spawn != nullptr ? member(*spawn, "parent_thread_id") : nullptr;
        if (parent != nullptr && parent->isString())
            m_run->delegate({parent->text, m_agent, {}, {}});
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
        } else if (type.ends_with("_output")) {
            readOutput(record, item);
        } else if (callInItem(item)) {
            addResponseItem(run(), record.raw, item);
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
    SpokenOnce m_spokenOnce;
    std::string m_id; ///< the session's, where it says it
    std::string m_agent;
    std::set<std::string> m_spawned; ///< delegations that were written
    std::set<std::string> m_heads;   ///< ids of sessions whose head was read, or will be
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
        if (known && member(record, "payload") != nullptr)
            return 100;
        if (isBareHead(record) || text(record, "record_type") == "state")
            return 100;
        // Without that first line they are a conversation with OpenAI's models.
        return type == "message" || isResponseItem(record) ? 35 : 0;
    },
    [](Output& output) -> std::unique_ptr<Importer> { return std::make_unique<Codex>(output); },
};

} // namespace remit::trace
