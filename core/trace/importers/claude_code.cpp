// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/conversation.h"
#include "core/trace/importers/formats.h"
#include "core/trace/importers/json_access.h"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>
#include <unordered_set>

/// Claude Code session files: a line for each message, with sessionId and timestamp; and what
/// `--output-format stream-json` prints, with session_id and without times. Each session is a run.
/// Lines of a side chain are a sub-agent's (`agentId`, else that of the line before it, else
/// "sidechain"; printed lines name the call that started it, and the agent is the kind that the
/// call asked for); its first one is preceded by a `delegate` event from the main agent. The human
/// is the one at the keyboard, whose name the file does not say.
///
/// Not every line of type `user` is the human's: in a side chain the main agent writes the prompt,
/// `isMeta` marks what the program put in, and `isCompactSummary` what the model wrote of earlier
/// turns. The same message under the same `uuid` is the same line again, as after a resumed
/// session.
namespace remit::trace {

namespace {

constexpr std::string_view kMainAgent = "main";

class ClaudeCode final : public Importer {
public:
    explicit ClaudeCode(Output& output) : m_output(output) {}

    void read(const Record& record) override
    {
        const std::string type = text(record.root, "type");
        const std::string session = sessionOf(record.root);
        if (type == "stream_event")
            return; // a piece of a message that follows whole
        if (type == "user" || type == "assistant") {
            readMessage(record, session);
        } else if (!type.empty()) {
            // Summaries, snapshots and system lines: kept with the session that they name, or the
            // last one.
            const std::string run = session.empty() ? m_last : session;
            if (!run.empty())
                runOf(run, timeOf(record.root)).note("claude-code-" + type, toJson(record.root));
            else if (record.root.isObject())
                m_early.push_back({"claude-code-" + type, toJson(record.root)});
        } else {
            refuse(record);
        }
    }

private:
    static std::string sessionOf(const JsonValue& line)
    {
        std::string session = text(line, "sessionId");
        return session.empty() ? text(line, "session_id") : session;
    }

    static std::optional<Instant> timeOf(const JsonValue& line)
    {
        return parseRfc3339(text(line, "timestamp"));
    }

    void readMessage(const Record& record, const std::string& session)
    {
        const JsonValue* message = member(record.root, "message");
        if (message == nullptr || !message->isObject() || session.empty()) {
            refuse(record);
            return;
        }
        Conversation& run = runOf(session, timeOf(record.root));
        const Field agent = agentOf(record.root);
        if (agent.isPresent())
            begin(run, session, agent.text);
        else if (const JsonValue* done = member(record.root, {"toolUseResult", "agentId"}))
            begin(run, session, asText(*done)); // whose own lines are in another file
        run.setAgent(agent);
        rememberTasks(*message);
        if (isRepeated(session, record.root, *message))
            return;
        run.setUser(userOf(record.root, agent));
        if (!run.message(record.raw, *message))
            refuse(record);
    }

    void begin(Conversation& run, const std::string& session, const std::string& agent)
    {
        if (!agent.empty() && m_seenAgents[session].insert(agent).second)
            run.delegate({std::string(kMainAgent), agent, {}, {}});
    }

    /// Calls that start sub-agents say of which kind these are.
    void rememberTasks(const JsonValue& message)
    {
        const JsonValue* content = member(message, "content");
        if (content == nullptr || !content->isArray())
            return;
        for (const JsonValue& block : content->items) {
            const JsonValue* kind = member(block, {"input", "subagent_type"});
            if (kind != nullptr && kind->isString() && !kind->text.empty())
                m_tasks[text(block, "id")] = kind->text;
        }
    }

    /// Who speaks in a message of role `user`.
    static Conversation::Speaker userOf(const JsonValue& line, const Field& agent)
    {
        if (agent.isPresent() || isSet(line, "isCompactSummary"))
            return {Role::Agent, Field(std::string(kMainAgent)), agent};
        return {isSet(line, "isMeta") ? Role::System : Role::User, {}, {}};
    }

    static bool isSet(const JsonValue& line, std::string_view key)
    {
        const JsonValue* flag = member(line, key);
        return flag != nullptr && flag->isBool() && flag->boolean;
    }

    bool isRepeated(const std::string& session, const JsonValue& line, const JsonValue& message)
    {
        const std::string id = text(line, "uuid");
        if (id.empty())
            return false;
        const std::string whole = session + '\n' + id + '\n' + toJson(message);
        return !m_lines.insert(std::hash<std::string>{}(whole)).second;
    }

    /// Not recorded for the main agent, which is the run's.
    Field agentOf(const JsonValue& line)
    {
        const std::string task = text(line, "parent_tool_use_id");
        if (!task.empty()) {
            const std::string kind = text(line, "subagent_type");
            const auto asked = m_tasks.find(task);
            return Field(!kind.empty() ? kind : asked != m_tasks.end() ? asked->second : task);
        }
        if (!isSet(line, "isSidechain"))
            return {};
        std::string agent = text(line, "agentId");
        const auto before = m_sideChain.find(text(line, "parentUuid"));
        if (agent.empty())
            agent = before != m_sideChain.end() ? before->second : "sidechain";
        if (const std::string id = text(line, "uuid"); !id.empty())
            m_sideChain[id] = agent;
        return Field(agent);
    }

    Conversation& runOf(const std::string& session, std::optional<Instant> time)
    {
        auto& run = m_runs[session];
        if (!run) {
            run = std::make_unique<Conversation>(m_output, session);
            run->setTime(time);
            RunStart start;
            start.agent = Field(std::string(kMainAgent));
            run->start(std::move(start));
            for (Note& note : m_early)
                run->note(std::move(note.type), std::move(note.json));
            m_early.clear();
        }
        run->setTime(time);
        m_last = session;
        return *run;
    }

    void refuse(const Record& record)
    {
        m_output.report(record.raw, record.root.span.begin, Severity::Warning,
                        "trace/not-a-session-line", "this line is no message of a session",
                        "it is left out; a message has type, sessionId and message");
        m_output.skipRecord();
    }

    Output& m_output;
    std::map<std::string, std::unique_ptr<Conversation>> m_runs;
    std::map<std::string, std::set<std::string>> m_seenAgents;
    std::unordered_map<std::string, std::string> m_tasks;     ///< kind of sub-agent, by the call
    std::unordered_map<std::string, std::string> m_sideChain; ///< agent of a line, by its uuid
    std::unordered_set<std::size_t> m_lines;                  ///< hashes of those read
    std::vector<Note> m_early;                                ///< before the first session
    std::string m_last;
};

} // namespace

const Format kClaudeCode{
    "claude-code",
    "Claude Code session",
    "Session files name neither the human nor a task or credential.",
    [](const JsonValue& record) {
        const std::string type = text(record, "type");
        const bool line = type == "user" || type == "assistant";
        const bool printed = record.find("session_id") != nullptr;
        if (line && (printed || record.find("sessionId") != nullptr) &&
            record.find("message") != nullptr)
            return 100;
        if (printed && (type == "stream_event" || (record.find("subtype") != nullptr &&
                                                   (type == "system" || type == "result"))))
            return 90;
        return type == "summary" && record.find("leafUuid") != nullptr ? 60 : 0;
    },
    [](Output& output) -> std::unique_ptr<Importer> {
        return std::make_unique<ClaudeCode>(output);
    },
};

} // namespace remit::trace
