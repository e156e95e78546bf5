// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/conversation.h"
#include "core/trace/importers/formats.h"
#include "core/trace/importers/json_access.h"

#include <fmt/format.h>

#include <array>
#include <set>

/// What `codex exec --json` prints: `thread.started`, `turn.*` and `item.*` events, one a line,
/// without times. The thread is the run. Commands, changes of files, calls of MCP servers and web
/// searches are calls, begun at `item.started` where that is recorded; what they gave is their
/// result. The model's private reasoning is left out; errors and plans are notes.
namespace remit::trace {

namespace {

/// An item that is a call: its type, the tool's name, and the members that are its arguments.
struct CodexTool {
    std::string_view type;
    std::string_view tool;
    std::string_view arguments;
    std::string_view result;
};

constexpr std::array kCodexTools{
    CodexTool{"command_execution", "shell", "command", "aggregated_output"},
    CodexTool{"file_change", "apply_patch", "changes", ""},
    CodexTool{"web_search", "web_search", "query", ""},
    CodexTool{"mcp_tool_call", "", "arguments", "result"},
};

const CodexTool* codexTool(std::string_view type)
{
    for (const CodexTool& tool : kCodexTools) {
        if (tool.type == type)
            return &tool;
    }
    return nullptr;
}

class CodexStream final : public Importer {
public:
    explicit CodexStream(Output& output) : m_output(output) {}

    void read(const Record& record) override
    {
        const std::string type = text(record.root, "type");
        const JsonValue* item = member(record.root, "item");
        if (type == "thread.started")
            open(text(record.root, "thread_id"));
        else if (type.starts_with("item.") && item != nullptr && item->isObject())
            readItem(record, *item, type == "item.completed");
        else if (type == "turn.failed" || type == "error")
            run().note("codex-" + type, toJson(record.root));
        else if (!type.starts_with("turn."))
            refuse(record);
    }

private:
    void open(const std::string& thread)
    {
        m_run.emplace(m_output, thread.empty() ? runIdOf(m_output, m_threads) : thread);
        ++m_threads;
        m_begun.clear();
        RunStart start;
        start.agent = Field(std::string("codex_exec"));
        m_run->start(std::move(start));
    }

    Conversation& run()
    {
        if (!m_run)
            open({});
        return *m_run;
    }

    void readItem(const Record& record, const JsonValue& item, bool completed)
    {
        // Before version 0.44 the type stood in `item_type`.
        std::string type = text(item, "type");
        if (type.empty())
            type = text(item, "item_type");
        if (const CodexTool* tool = codexTool(type)) {
            readCall(record, item, *tool, completed);
        } else if (completed && (type == "agent_message" || type == "assistant_message")) {
            run().say(Role::Agent, text(item, "text"));
        } else if (completed && type != "reasoning") {
            run().note("codex-" + type, toJson(item));
        }
    }

    void readCall(const Record& record, const JsonValue& item, const CodexTool& tool,
                  bool completed)
    {
        const std::string id = text(item, "id");
        if (m_begun.insert(id).second || id.empty())
            run().call(record.raw, item.span.begin,
                       {id, nameOf(item, tool), argumentsOf(item, tool)});
        if (!completed)
            return;
        const std::string status = text(item, "status");
        const JsonValue* code = member(item, "exit_code");
        const JsonValue* error = member(item, "error");
        const JsonValue* result = tool.result.empty() ? nullptr : member(item, tool.result);
        const bool ok = status != "failed" && status != "declined" && error == nullptr &&
                        (code == nullptr || code->text == "0");
        std::string content = result != nullptr  ? resultText(*result)
                              : error != nullptr ? asText(*error)
                                                 : std::string();
        run().result(record.raw, item.span.begin, {id, {}, std::nullopt}, std::move(content), ok);
        m_begun.erase(id);
    }

    static std::string nameOf(const JsonValue& item, const CodexTool& tool)
    {
        if (!tool.tool.empty())
            return std::string(tool.tool);
        // As the tools of MCP servers are called in rollout files.
        const std::string server = text(item, "server");
        return server.empty() ? text(item, "tool")
                              : fmt::format("mcp__{}__{}", server, text(item, "tool"));
    }

    /// An object as it is; anything else is the one argument of its name.
    static std::optional<std::string> argumentsOf(const JsonValue& item, const CodexTool& tool)
    {
        const JsonValue* given = member(item, tool.arguments);
        if (given == nullptr || given->isObject())
            return argumentsText(given);
        return fmt::format(R"({{"{}":{}}})", tool.arguments, toJson(*given));
    }

    static std::string resultText(const JsonValue& result)
    {
        const JsonValue* content = result.isObject() ? member(result, "content") : nullptr;
        return content != nullptr ? contentText(content) : asText(result);
    }

    void refuse(const Record& record)
    {
        m_output.report(record.raw, record.root.span.begin, Severity::Warning,
                        "trace/not-a-session-line", "this line is no event of a Codex thread",
                        "it is left out; an event has a type, and an item where it is one's");
        m_output.skipRecord();
    }

    Output& m_output;
    std::optional<Conversation> m_run;
    std::size_t m_threads = 0;
    std::set<std::string> m_begun; ///< ids of items whose call was written
};

} // namespace

const Format kCodexStream{
    "codex-exec",
    "Codex events (codex exec --json)",
    "These events record no time, name neither the human nor a task or credential, and not what "
    "the human asked.",
    [](const JsonValue& record) {
        const std::string type = text(record, "type");
        if (type == "thread.started" && record.find("thread_id") != nullptr)
            return 100;
        const bool item = type == "item.started" || type == "item.completed";
        if (item && member(record, "item") != nullptr)
            return 90;
        return type == "turn.started" || type == "turn.completed" ? 40 : 0;
    },
    [](Output& output) -> std::unique_ptr<Importer> {
        return std::make_unique<CodexStream>(output);
    },
};

} // namespace remit::trace
