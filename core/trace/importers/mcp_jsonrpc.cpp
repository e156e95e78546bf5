// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/trace/importers/formats.h"
#include "core/trace/importers/json_access.h"
#include "core/trace/importers/run_writer.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <unordered_map>

/// Logs of MCP's JSON-RPC messages, one a line or in an array; also wrapped by a logger as
/// `{timestamp|time|ts, message|msg|data|payload: {jsonrpc …}, sessionId?}`. Requests `tools/call`
/// become calls, and the responses of their id results; everything else is kept as notes. The
/// client that `initialize` or `_meta` names is the agent: it says so itself, nobody has checked
/// it.
namespace remit::trace {

namespace {

constexpr std::string_view kClientInfo = "io.modelcontextprotocol/clientInfo";

/// The message itself and what the logger says about it.
struct Logged {
    const JsonValue* message = nullptr;
    std::optional<Instant> time;
    std::string session;
};

bool isJsonRpc(const JsonValue& value)
{
    return text(value, "jsonrpc") == "2.0";
}

std::string firstText(const JsonValue& object, std::initializer_list<std::string_view> keys)
{
    for (const std::string_view key : keys) {
        if (std::string found = text(object, key); !found.empty())
            return found;
    }
    return {};
}

Logged unwrap(const JsonValue& record)
{
    Logged logged;
    if (isJsonRpc(record))
        logged.message = &record;
    for (const std::string_view key : {"message", "msg", "data", "payload"}) {
        const JsonValue* inner = member(record, key);
        if (logged.message == nullptr && inner != nullptr && isJsonRpc(*inner))
            logged.message = inner;
    }
    logged.time = parseRfc3339(firstText(record, {"timestamp", "time", "ts"}));
    logged.session = firstText(
        record, {"sessionId", "session_id", "mcp-session-id", "Mcp-Session-Id", "mcp.session.id"});
    return logged;
}

class McpJsonRpc final : public Importer {
public:
    explicit McpJsonRpc(Output& output) : m_output(output) {}

    void read(const Record& record) override
    {
        const Logged logged = unwrap(record.root);
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
        if (method == "tools/call")
            readCall(record, session, message, logged.time);
        else if (method.empty() && message.find("id") != nullptr)
            readResponse(session, message, logged.time);
        else
            session.writer.write(Note{"mcp-" + method, toJson(message)}, logged.time);
    }

private:
    struct Session {
        RunWriter writer;
        std::unordered_map<std::string, std::string> open; ///< request id to call id
        std::unordered_map<std::string, int> uses;         ///< of each request id
    };

    Session& sessionOf(const Logged& logged)
    {
        auto& session = m_sessions[logged.session];
        if (!session) {
            const std::string run =
                logged.session.empty() ? m_output.source().file : logged.session;
            session = std::make_unique<Session>(Session{RunWriter(m_output, run), {}, {}});
            RunStart start;
            start.agent = clientOf(*logged.message);
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

    void readCall(const Record& record, Session& session, const JsonValue& message,
                  std::optional<Instant> time)
    {
        const JsonValue* params = member(message, "params");
        const std::string tool = params != nullptr ? text(*params, "name") : std::string();
        if (tool.empty()) {
            m_output.report(record.raw, message.span.begin, Severity::Warning,
                            "trace/call-without-tool", "this tools/call names no tool",
                            "it is kept as a note");
            session.writer.write(Note{"mcp-tools/call", toJson(message)}, time);
            return;
        }
        Call call;
        call.agent = clientOf(message);
        call.tool = tool;
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
        session.open[request] = call.callId;
        session.writer.write(std::move(call), time);
    }

    void readResponse(Session& session, const JsonValue& message, std::optional<Instant> time)
    {
        const auto call = session.open.find(toJson(*message.find("id")));
        const JsonValue* result = member(message, "result");
        const bool ofTool = result != nullptr && result->find("content") != nullptr;
        if (call == session.open.end() && !ofTool) {
            session.writer.write(Note{"mcp-response", toJson(message)}, time);
            return;
        }
        CallResult answer;
        if (call == session.open.end()) {
            answer.callId = asText(*message.find("id"));
        } else {
            answer.callId = call->second;
            session.open.erase(call);
        }
        if (result != nullptr) {
            const JsonValue* failed = member(*result, "isError");
            answer.ok = failed == nullptr || !failed->isBool() || !failed->boolean;
            answer.content = contentText(result->find("content"));
            const JsonValue* structured = member(*result, "structuredContent");
            if (answer.content.empty() && structured != nullptr)
                answer.content = toJson(*structured);
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
    [](const JsonValue& record) { return unwrap(record).message != nullptr ? 90 : 0; },
    [](Output& output) -> std::unique_ptr<Importer> {
        return std::make_unique<McpJsonRpc>(output);
    },
};

} // namespace remit::trace
