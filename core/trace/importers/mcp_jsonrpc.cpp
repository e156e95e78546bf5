// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/trace/importers/formats.h"
#include "core/trace/importers/json_access.h"
#include "core/trace/importers/run_writer.h"
#include "core/trace/importers/spans/attributes.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <unordered_map>

/// Logs of MCP's JSON-RPC messages, one a line or in an array; also wrapped by a logger as
/// `{timestamp|time|ts, message|msg|data|payload: {jsonrpc …}, sessionId?, server?}`, where the
/// message may be a text, or within lines of text as desktop clients log them
/// (`TIME [SERVER] [info] Message from client: {jsonrpc …}`). Requests `tools/call` become calls,
/// and the responses of their id results; everything else is kept as notes, also answers that ask
/// the client for more. The result of a task is that of the call that began it. Both sides number
/// their requests by themselves, so a response with the id of a call may answer another request:
/// what it holds tells. The client that `initialize` or `_meta` names is the agent: it says so
/// itself, nobody has checked it.
namespace remit::trace {

namespace {

constexpr std::string_view kClientInfo = "io.modelcontextprotocol/clientInfo";

bool isJsonRpc(const JsonValue& value)
{
    return text(value, "jsonrpc") == "2.0";
}

/// The message itself and what the logger says about it.
struct Logged {
    const JsonValue* message = nullptr;
    std::optional<Instant> time;
    std::string session;
    std::string server;
    JsonDocument inner; ///< holds the message where it was logged as a text
};

void findMessage(const JsonValue& record, Logged& logged)
{
    if (isJsonRpc(record)) {
        logged.message = &record;
        return;
    }
    for (const std::string_view key : {"message", "msg", "data", "payload"}) {
        const JsonValue* inner = member(record, key);
        if (inner == nullptr)
            continue;
        if (inner->isString() && inner->text.starts_with('{')) {
            logged.inner = parseJson(inner->text);
            inner = logged.inner.root ? &*logged.inner.root : inner;
        }
        if (isJsonRpc(*inner)) {
            logged.message = inner;
            return;
        }
    }
}

/// Time and server of `2026-01-10T15:00:00.1Z [crm] [info] Message from client:`.
void readText(std::string_view before, Logged& logged)
{
    if (before.starts_with('['))
        before.remove_prefix(1);
    const std::string stamp(before.substr(0, before.find_first_of(" ]\t")));
    logged.time = parseRfc3339(stamp);
    const std::size_t open = before.find('[');
    const std::size_t close = before.find(']', open == std::string_view::npos ? 0 : open);
    if (open != std::string_view::npos && close != std::string_view::npos)
        logged.server = before.substr(open + 1, close - open - 1);
}

/// `logged` stays where it is: its message may point into it.
void unwrap(const Record& from, Logged& logged)
{
    const JsonValue& record = from.root;
    findMessage(record, logged);
    if (!from.raw.before.empty()) {
        readText(from.raw.before, logged);
        return;
    }
    const auto time = nanoseconds(firstOf(record, {"timestamp", "time", "ts", "@timestamp"}));
    if (time)
        logged.time = Instant{*time / 1'000'000};
    logged.session = firstTextOf(
        record, {"sessionId", "session_id", "mcp-session-id", "Mcp-Session-Id", "mcp.session.id"});
    logged.server = firstTextOf(record, {"server", "serverName", "server_name", "mcp.server.name"});
}

/// Does it answer a `tools/call`, and no request that the server made?
bool isToolResult(const JsonValue& result)
{
    const JsonValue* content = member(result, "content");
    return (content != nullptr && content->isArray()) ||
           member(result, "structuredContent") != nullptr || member(result, "isError") != nullptr;
}

class McpJsonRpc final : public Importer {
public:
    explicit McpJsonRpc(Output& output) : m_output(output) {}

    void read(const Record& record) override
    {
        Logged logged;
        unwrap(record, logged);
        if (logged.message == nullptr) {
            m_output.report(record.raw, record.root.span.begin, Severity::Warning,
                            "trace/not-json-rpc", "this record holds no JSON-RPC 2.0 message",
                            "it is left out");
            m_output.skipRecord();
            return;
        }
        Session& session = sessionOf(logged);
        const JsonValue& message = *logged.message;
        const std::string method = text(message, "method");
        if (const Field client = clientOf(message); client.isPresent() && method == "initialize")
            session.client = client;
        if (method == "tasks/result" || method == "tasks/get")
            rememberTask(session, message);
        if (method == "tools/call") {
            readCall(record, session, logged);
        } else if (method.empty() && message.find("id") != nullptr) {
            readResponse(session, message, logged.time);
        } else {
            if (const JsonValue* id = message.find("id"))
                session.others[toJson(*id)] = ++session.order;
            session.writer.write(Note{"mcp-" + method, toJson(message)}, logged.time);
        }
    }

private:
    struct OpenCall {
        std::string id;
        std::uint64_t order = 0; ///< of the request among all of the session
    };

    struct Session {
        explicit Session(RunWriter out) : writer(std::move(out)) {}

        RunWriter writer;
        Field agent;                                           ///< the run's
        Field client;                                          ///< who connected last
        std::unordered_map<std::string, OpenCall> open;        ///< by the request's id
        std::unordered_map<std::string, std::uint64_t> others; ///< requests that call no tool
        std::unordered_map<std::string, int> uses;             ///< of each request id
        std::unordered_map<std::string, std::string> tasks;    ///< call, by the task it became
        std::unordered_map<std::string, std::string> asked; ///< task, by the request for its result
        std::uint64_t order = 0;
    };

    Session& sessionOf(const Logged& logged)
    {
        auto& session = m_sessions[logged.session];
        if (!session) {
            const std::string run = logged.session.empty() ? m_output.runName() : logged.session;
            session = std::make_unique<Session>(RunWriter(m_output, run));
            RunStart start;
            start.agent = clientOf(*logged.message);
            session->agent = start.agent;
            session->writer.write(std::move(start), logged.time);
        }
        return *session;
    }

    static Field clientOf(const JsonValue& message)
    {
        const JsonValue* client = member(message, {"params", "_meta", kClientInfo, "name"});
        if (client == nullptr)
            client = member(message, {"params", "clientInfo", "name"});
        return client != nullptr && client->isString() ? nonEmpty(client->text) : Field();
    }

    void readCall(const Record& record, Session& session, const Logged& logged)
    {
        const JsonValue& message = *logged.message;
        const JsonValue* params = member(message, "params");
        const std::string tool = params != nullptr ? text(*params, "name") : std::string();
        if (tool.empty()) {
            m_output.report(record.raw, record.root.span.begin, Severity::Warning,
                            "trace/call-without-tool", "this tools/call names no tool",
                            "it is kept as a note");
            session.writer.write(Note{"mcp-tools/call", toJson(message)}, logged.time);
            return;
        }
        Call call;
        call.agent = clientOf(message);
        if (!call.agent.isPresent() && session.client != session.agent)
            call.agent = session.client;
        call.tool = tool;
        call.server = nonEmpty(logged.server);
        // Left out means none here: the protocol makes arguments optional.
        const JsonValue* arguments = member(*params, "arguments");
        call.arguments =
            arguments == nullptr ? std::optional<std::string>("{}") : argumentsText(arguments);
        const JsonValue* id = message.find("id");
        const std::string request = id != nullptr ? toJson(*id) : std::string("notification");
        const int use = ++session.uses[request];
        call.callId = id != nullptr ? asText(*id) : request;
        if (use > 1)
            call.callId += '#' + std::to_string(use);
        session.open[request] = {call.callId, ++session.order};
        session.writer.write(std::move(call), logged.time);
    }

    /// The call that the response answers; nothing where it answers another request, or none.
    static std::optional<std::string> answeredCall(Session& session, const JsonValue& message)
    {
        const std::string request = toJson(*message.find("id"));
        const auto call = session.open.find(request);
        const auto other = session.others.find(request);
        const JsonValue* result = member(message, "result");
        bool isCall = call != session.open.end();
        if (isCall && other != session.others.end())
            isCall = result != nullptr ? isToolResult(*result) : call->second.order > other->second;
        if (!isCall) {
            if (other != session.others.end())
                session.others.erase(other);
            return std::nullopt;
        }
        std::string id = std::move(call->second.id);
        session.open.erase(call);
        return id;
    }

    static void rememberTask(Session& session, const JsonValue& message)
    {
        const JsonValue* id = message.find("id");
        const JsonValue* task = member(message, {"params", "taskId"});
        if (id != nullptr && task != nullptr)
            session.asked[toJson(*id)] = asText(*task);
    }

    /// A task is begun for the call, or more is asked of the client, which will call again: the
    /// call has no result yet. True: that is so, and the answer was kept.
    static bool readOpenEnd(Session& session, const JsonValue& message, std::optional<Instant> time)
    {
        const JsonValue* result = member(message, "result");
        if (result == nullptr || isToolResult(*result))
            return false;
        const std::string type = text(*result, "resultType");
        const JsonValue* task = member(*result, {"task", "taskId"});
        if (task == nullptr && type == "task")
            task = member(*result, "taskId");
        const auto call = session.open.find(toJson(*message.find("id")));
        const bool isMore = type == "input_required" || type == "incomplete";
        if (call == session.open.end() || (task == nullptr && !isMore))
            return false;
        if (task != nullptr)
            session.tasks[asText(*task)] = call->second.id;
        session.open.erase(call);
        session.writer.write(Note{"mcp-response", toJson(message)}, time);
        return true;
    }

    /// The call whose task's result this is; its answer stands in `result`, or within it.
    static std::optional<std::string> answeredTask(Session& session, const JsonValue& message,
                                                   const JsonValue*& result)
    {
        const auto asked = session.asked.find(toJson(*message.find("id")));
        if (asked == session.asked.end() || result == nullptr)
            return std::nullopt;
        const JsonValue* inner = member(*result, "result");
        const JsonValue& given = inner != nullptr ? *inner : *result;
        const auto task = session.tasks.find(asked->second);
        if (task == session.tasks.end() || !isToolResult(given))
            return std::nullopt;
        std::string call = std::move(task->second);
        session.tasks.erase(task);
        session.asked.erase(asked);
        result = &given;
        return call;
    }

    static void readResponse(Session& session, const JsonValue& message,
                             std::optional<Instant> time)
    {
        if (readOpenEnd(session, message, time))
            return;
        const JsonValue* result = member(message, "result");
        const bool known = session.others.count(toJson(*message.find("id"))) > 0;
        auto call = answeredTask(session, message, result);
        if (!call)
            call = answeredCall(session, message);
        // Before its request, or without one: a tool's all the same.
        if (!call && !known && result != nullptr && isToolResult(*result))
            call = asText(*message.find("id"));
        if (!call) {
            session.writer.write(Note{"mcp-response", toJson(message)}, time);
            return;
        }
        CallResult answer;
        answer.callId = std::move(*call);
        if (result != nullptr) {
            const JsonValue* failed = member(*result, "isError");
            answer.ok = failed == nullptr || !failed->isBool() || !failed->boolean;
            answer.content = contentText(result->find("content"));
            const JsonValue* structured = member(*result, "structuredContent");
            if (answer.content.empty() && structured != nullptr)
                answer.content = toJson(*structured);
            else if (answer.content.empty() && !isToolResult(*result))
                answer.content = toJson(*result);
        } else {
            const JsonValue* error = member(message, {"error", "message"});
            answer.ok = false;
            answer.content = error != nullptr ? asText(*error) : std::string();
        }
        session.writer.write(std::move(answer), time);
    }

    Output& m_output;
    std::map<std::string, std::unique_ptr<Session>> m_sessions;
};

} // namespace

const Format kMcpJsonRpc{
    "mcp-jsonrpc",
    "MCP JSON-RPC log",
    "The protocol carries no human, task or credential, and a time only where the logger adds it.",
    [](const JsonValue& record) {
        Logged logged;
        findMessage(record, logged);
        return logged.message != nullptr ? 90 : 0;
    },
    [](Output& output) -> std::unique_ptr<Importer> {
        return std::make_unique<McpJsonRpc>(output);
    },
};

} // namespace remit::trace
