// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"
#include "core/trace/importers/importer.h"
#include "core/trace/importers/pending_calls.h"
#include "core/trace/importers/run_writer.h"

#include <optional>
#include <string>

namespace remit::trace {

/// Turns the messages of one conversation with a model into the events of one run. Reads both ways
/// of writing them, which logs mix: OpenAI's (`tool_calls` with arguments as a string, messages of
/// role `tool`) and Anthropic's (content blocks `tool_use` and `tool_result`).
class Conversation {
public:
    Conversation(Output& output, std::string run, std::string session = {})
        : m_output(output), m_writer(output, std::move(run), std::move(session))
    {}

    /// Opens the run. Its agent is the one that assistant messages are from.
    void start(RunStart start);
    [[nodiscard]] bool isStarted() const { return !m_writer.isEmpty(); }

    /// What the later events carry.
    void setTime(std::optional<Instant> time) { m_time = time; }
    /// The agent of later messages and calls where it is not the run's own.
    void setAgent(Field agent) { m_agent = std::move(agent); }

    /// Who speaks in later messages of role `user`, where that is not the human.
    struct Speaker {
        Role role = Role::User;
        Field from;
        Field to;
    };
    void setUser(Speaker user) { m_user = std::move(user); }

    /// One message `{role, content, tool_calls?, tool_call_id? …}` of the record. False: it is
    /// none; nothing was written.
    bool message(const RawRecord& record, const JsonValue& message);

    /// Single pieces, for formats that log them apart.
    void say(Role role, std::string text);
    void call(const RawRecord& record, std::size_t offset, PendingCalls::Call call);
    void result(const RawRecord& record, std::size_t offset, const PendingCalls::Call& answered,
                std::string content, bool ok);
    void delegate(Delegate delegate);
    void note(std::string type, std::string json);

private:
    void blocks(const RawRecord& record, Role role, const JsonValue& content);
    void toolUse(const RawRecord& record, const JsonValue& block);
    void toolResult(const RawRecord& record, const JsonValue& block);
    void toolCalls(const RawRecord& record, const JsonValue& message);
    void toolMessage(const RawRecord& record, const JsonValue& message);

    Output& m_output;
    RunWriter m_writer;
    std::optional<Instant> m_time;
    Field m_speaker; ///< the run's agent
    Field m_agent;
    Speaker m_user;
    PendingCalls m_calls;
};

/// The role as OpenAI, Anthropic and LangChain name it; nothing for "tool" and unknown ones.
[[nodiscard]] std::optional<Role> roleOf(std::string_view name);

/// The server in the name `mcp__<server>__<tool>` that coding agents give to MCP's tools; else "".
[[nodiscard]] std::string serverInName(std::string_view tool);

/// A run id for a format that has none: the file's name and, from the second one on, a number.
[[nodiscard]] std::string runIdOf(const Output& output, std::size_t number);

} // namespace remit::trace
