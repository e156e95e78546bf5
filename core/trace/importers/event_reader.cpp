// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/event_reader.h"

#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace remit::trace {

namespace {

constexpr std::int64_t kVersion = 1;

/// The members of one event: those that all have, then those of its type.
class EventReader {
public:
    EventReader(const JsonValue& json, Diagnostics& diagnostics)
        : m_json(json), m_members(json, "trace event", {}, m_own), m_diagnostics(diagnostics)
    {}

    std::optional<Event> read()
    {
        Event event;
        if (m_members.isObject() && checkVersion()) {
            event.run = requiredName("run");
            event.session = m_members.optionalString("session").value_or(std::string());
            event.sequence = m_members.requiredInt("seq");
            if (event.sequence < 0)
                complain("trace/negative-sequence", "seq", "\"seq\" counts from 0");
            event.time = time("time");
            const std::string type = requiredName("type");
            if (!hasErrors(m_own))
                event.body = readBody(type);
        }
        return finish() ? std::optional(std::move(event)) : std::nullopt;
    }

    std::optional<EventBody> readBodyOf(std::string_view type)
    {
        EventBody body = readBody(std::string(type));
        return hasErrors(m_own) ? std::nullopt : std::optional(std::move(body));
    }

private:
    bool checkVersion()
    {
        const std::int64_t version = m_members.requiredInt("v");
        if (!m_own.empty() || version == kVersion)
            return m_own.empty();
        complain("trace/newer-version", "v",
                 fmt::format("this line is of version {} of the format; this program reads {}",
                             version, kVersion),
                 "read it with a newer version of Remit");
        return false;
    }

    EventBody readBody(const std::string& type)
    {
        struct Kind {
            std::string_view name;
            EventBody (EventReader::*read)();
        };
        static constexpr std::array<Kind, 7> kKinds{{
            {"run", &EventReader::readRun},
            {"message", &EventReader::readMessage},
            {"call", &EventReader::readCall},
            {"result", &EventReader::readResult},
            {"delegate", &EventReader::readDelegate},
            {"approve", &EventReader::readApprove},
            {"lifecycle", &EventReader::readLifecycle},
        }};
        for (const Kind& kind : kKinds) {
            if (kind.name == type)
                return (this->*kind.read)();
        }
        return readNote(type);
    }

    EventBody readRun()
    {
        RunStart run;
        run.agent = field("agent");
        run.onBehalfOf = field("onBehalfOf");
        run.task = field("task");
        run.credential = field("credential");
        run.workload = field("workload");
        run.timeAssumed = m_members.optionalBool("timeAssumed").value_or(false);
        (void)field("format"); // a claim of the file about itself: not used
        (void)field("file");
        return run;
    }

    EventBody readMessage()
    {
        Message message;
        const std::string role = requiredName("role");
        if (role == "user")
            message.role = Role::User;
        else if (role == "system")
            message.role = Role::System;
        else if (role == "agent" || role == "assistant")
            message.role = Role::Agent;
        else if (!role.empty())
            complain("trace/unknown-role", "role", fmt::format("\"{}\" is no role", role),
                     "roles are \"user\", \"system\" and \"agent\"");
        message.from = field("from");
        message.to = field("to");
        message.text = content("text");
        return message;
    }

    EventBody readCall()
    {
        Call call;
        call.callId = callId();
        call.agent = field("agent");
        call.tool = requiredName("tool");
        call.server = field("server");
        call.arguments = arguments();
        call.redacted = m_members.optionalStrings("redacted");
        call.credential = field("credential");
        call.workload = field("workload");
        call.audience = field("audience");
        call.task = field("task");
        return call;
    }

    EventBody readResult()
    {
        CallResult result;
        result.callId = callId();
        const auto ok = m_members.optionalBool("ok");
        const JsonValue* error = m_members.optional("error");
        const JsonValue* status = m_members.optional("status");
        result.content = content("content");
        if (ok)
            result.ok = *ok;
        else if (status != nullptr && status->isString())
            result.ok = status->text == "ok";
        else if (error != nullptr)
            result.ok = error->isNull() || (error->isBool() && !error->boolean);
        if (result.content.empty() && error != nullptr && error->isString())
            result.content = error->text;
        return result;
    }

    EventBody readDelegate()
    {
        Delegate delegate;
        delegate.from = requiredName("from");
        delegate.to = requiredName("to");
        delegate.grant = field("grant");
        delegate.requester = field("requester");
        return delegate;
    }

    EventBody readApprove()
    {
        Approve approve;
        approve.approver = requiredName("approver");
        approve.role = requiredName("role");
        approve.agent = field("agent");
        approve.task = field("task");
        approve.taskVersion = m_members.optionalInt("taskVersion");
        approve.action = field("action");
        approve.resource = field("resource");
        approve.argsHash = field("argsHash");
        // An approval without an end never counts for longer than its author meant: a wrong time
        // costs the event, where elsewhere it costs the time.
        approve.expires = time("expires", Severity::Error);
        approve.count = m_members.optionalInt("count");
        return approve;
    }

    EventBody readLifecycle()
    {
        Lifecycle lifecycle;
        lifecycle.objectKind = requiredName(firstOf({"object", "objectKind", "kind"}));
        lifecycle.objectId = requiredName(firstOf({"id", "objectId"}));
        lifecycle.event = requiredName("event");
        lifecycle.at = time("at");
        return lifecycle;
    }

    EventBody readNote(const std::string& type)
    {
        static constexpr std::array<std::string_view, 6> kCommon{"v",   "run",  "session",
                                                                 "seq", "time", "type"};
        JsonValue rest;
        rest.kind = JsonKind::Object;
        for (const JsonMember& member : m_json.members) {
            if (std::find(kCommon.begin(), kCommon.end(), member.key) != kCommon.end())
                continue;
            rest.members.push_back(member);
            (void)m_members.optional(member.key); // asked for: every member of a note is known
        }
        return Note{type, toJson(rest)};
    }

    std::string callId() { return requiredName(firstOf({"callId", "call", "call_id"})); }

    /// Of names that mean the same, the one that is there; else the first, which is the one
    /// written.
    std::string_view firstOf(std::initializer_list<std::string_view> names)
    {
        for (const std::string_view name : names) {
            if (m_json.find(name) != nullptr)
                return name;
        }
        return *names.begin();
    }

    std::string requiredName(std::string_view key)
    {
        const std::size_t before = m_own.size();
        std::string name = m_members.requiredString(key);
        if (name.empty() && m_own.size() == before)
            complain("trace/empty-name", key, fmt::format("\"{}\" is empty", key));
        return name;
    }

    Field field(std::string_view key)
    {
        const JsonValue* value = m_members.optional(key);
        if (value == nullptr)
            return {};
        if (value->isNull())
            return Field::none();
        if (value->isString())
            return Field(value->text);
        complain(
            "json/wrong-kind", key,
            fmt::format("\"{}\" is a string or null, this is {}", key, jsonKindName(value->kind)));
        return {};
    }

    std::string content(std::string_view key)
    {
        const JsonValue* value = m_members.optional(key);
        if (value == nullptr || value->isNull())
            return {};
        return value->isString() ? value->text : toJson(*value);
    }

    /// Left out: not recorded. Null: the call had none, as with every other member.
    std::optional<std::string> arguments()
    {
        const JsonValue* value = m_members.optional("args");
        if (value == nullptr)
            return std::nullopt;
        if (value->isNull())
            return "{}";
        if (value->isObject())
            return toJson(*value);
        complain("trace/arguments-not-recorded", "args",
                 fmt::format("\"args\" is an object, this is {}", jsonKindName(value->kind)),
                 "the call is kept as one whose arguments were not recorded", Severity::Warning);
        return std::nullopt;
    }

    std::optional<Instant> time(std::string_view key, Severity severity = Severity::Warning)
    {
        const JsonValue* value = m_members.optional(key);
        if (value == nullptr || value->isNull())
            return std::nullopt;
        const auto instant = value->isString() ? parseRfc3339(value->text) : std::nullopt;
        if (!instant)
            complain("trace/not-a-time", key, fmt::format("\"{}\" is no time", key),
                     "times are RFC 3339: \"2026-03-01T09:15:00Z\"", severity);
        return instant;
    }

    void complain(std::string code, std::string_view key, std::string message,
                  std::string help = {}, Severity severity = Severity::Error)
    {
        const JsonValue* value = m_json.find(key);
        m_members.report(std::move(code), value != nullptr ? value->span : m_json.span,
                         std::move(message), std::move(help));
        m_own.back().severity = severity;
    }

    /// True when nothing but warnings was found.
    bool finish()
    {
        const bool usable = m_members.isObject() && !hasErrors(m_own);
        if (usable) {
            const std::size_t before = m_own.size();
            m_members.finish();
            for (std::size_t i = before; i < m_own.size(); ++i)
                m_own[i].severity = Severity::Warning;
        }
        std::move(m_own.begin(), m_own.end(), std::back_inserter(m_diagnostics));
        return usable;
    }

    const JsonValue& m_json;
    Diagnostics m_own;
    ObjectReader m_members;
    Diagnostics& m_diagnostics;
};

} // namespace

std::optional<Event> readEvent(const JsonValue& json, Diagnostics& diagnostics)
{
    return EventReader(json, diagnostics).read();
}

std::optional<EventBody> readEventBody(std::string_view type, const JsonValue& json)
{
    Diagnostics ignored;
    return EventReader(json, ignored).readBodyOf(type);
}

} // namespace remit::trace
