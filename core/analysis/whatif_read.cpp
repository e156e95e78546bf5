// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/whatif.h"
#include "core/authority/authority_json.h"
#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"

#include <fmt/format.h>

#include <array>

namespace remit::analysis {
namespace {

using authority::LifecycleEvent;
using authority::ObjectKind;

constexpr std::array kObjects{
    std::pair{"task", ObjectKind::Task}, std::pair{"grant", ObjectKind::Grant},
    std::pair{"credential", ObjectKind::Credential}, std::pair{"workload", ObjectKind::Workload},
    std::pair{"principal", ObjectKind::Principal}};
constexpr std::array kEvents{std::pair{"activate", LifecycleEvent::Kind::Activate},
                             std::pair{"complete", LifecycleEvent::Kind::Complete},
                             std::pair{"cancel", LifecycleEvent::Kind::Cancel},
                             std::pair{"scope-change", LifecycleEvent::Kind::ScopeChange},
                             std::pair{"expire", LifecycleEvent::Kind::Expire},
                             std::pair{"revoke", LifecycleEvent::Kind::Revoke},
                             std::pair{"compromise", LifecycleEvent::Kind::Compromise}};

template <class Table>
auto named(const Table& table, const std::string& name)
    -> std::optional<decltype(table.front().second)>
{
    for (const auto& [text, value] : table) {
        if (text == name)
            return value;
    }
    return std::nullopt;
}

/// Reads one event object.
class EventObject {
public:
    EventObject(const JsonValue& value, std::string_view text, std::string file,
                const decision::Setup& setup, Diagnostics& diagnostics)
        : m_value(value)
        , m_text(text)
        , m_file(std::move(file))
        , m_setup(setup)
        , m_diagnostics(diagnostics)
        , m_reader(value, "event", m_file, diagnostics)
        , m_before(diagnostics.size())
    {}

    std::optional<WhatIfEvent> read()
    {
        WhatIfEvent event;
        const std::string kind = m_reader.requiredString("event");
        event.at = instant("at");
        if (kind == "approve")
            event.what = approval();
        else if (kind == "redelegate")
            event.what = redelegation();
        else
            event.what = lifecycle(kind, event.at);
        m_reader.finish();
        const std::span added(m_diagnostics.begin() + static_cast<std::ptrdiff_t>(m_before),
                              m_diagnostics.end());
        for (const Diagnostic& diagnostic : added) {
            if (diagnostic.severity == Severity::Error)
                return std::nullopt;
        }
        return event;
    }

private:
    void problem(std::string code, std::string_view key, std::string message, std::string help)
    {
        const JsonValue* member = m_value.find(key);
        m_reader.report(std::move(code), member ? member->span : m_value.span, std::move(message),
                        std::move(help));
    }

    Instant instant(std::string_view key)
    {
        const std::string text = m_reader.requiredString(key);
        const auto read = parseRfc3339(text);
        if (!read && !text.empty())
            problem("whatif/bad-time", key, fmt::format("{} is no time", jsonQuoted(text)),
                    "write it as 2026-03-02T10:05:00Z");
        return read.value_or(Instant{});
    }

    LifecycleEvent lifecycle(const std::string& kind, Instant at)
    {
        LifecycleEvent event;
        const std::string object = m_reader.requiredString("object");
        event.object = m_reader.requiredString("id");
        event.at = event.recordedAt = at;
        const auto eventKind = named(kEvents, kind);
        const auto objectKind = named(kObjects, object);
        if (!eventKind && !kind.empty())
            problem("whatif/unknown-event", "event",
                    fmt::format("there is no event {}", jsonQuoted(kind)),
                    "revoke, expire, complete, cancel, scope-change, compromise, approve or "
                    "redelegate");
        if (!objectKind && !object.empty())
            problem("whatif/unknown-object", "object",
                    fmt::format("there is no kind of object {}", jsonQuoted(object)),
                    "grant, credential, task, workload or principal");
        event.kind = eventKind.value_or(LifecycleEvent::Kind::Revoke);
        event.objectKind = objectKind.value_or(ObjectKind::Grant);
        if (objectKind && !event.object.empty() && !exists(event))
            problem("whatif/unknown-object", "id",
                    fmt::format("the workspace has no {} {}", object, jsonQuoted(event.object)),
                    "name an object that stands in the workspace's files");
        return event;
    }

    [[nodiscard]] bool exists(const LifecycleEvent& event) const
    {
        const authority::Registry& registry = *m_setup.registry;
        switch (event.objectKind) {
        case ObjectKind::Grant:
            return registry.grant(event.object) != nullptr;
        case ObjectKind::Credential:
            return registry.credential(event.object) != nullptr;
        case ObjectKind::Task: {
            const auto ref = authority::parseTaskRef(event.object);
            return ref ? registry.task(*ref) != nullptr : !registry.versions(event.object).empty();
        }
        case ObjectKind::Workload:
        case ObjectKind::Principal:
            return true; // known by what they hold, which may be nothing
        }
        return false;
    }

    trace::Approve approval()
    {
        trace::Approve approve;
        approve.approver = m_reader.requiredString("approver");
        approve.role = m_reader.requiredString("role");
        approve.agent = m_reader.requiredString("agent");
        approve.task = m_reader.requiredString("task");
        approve.taskVersion = m_reader.optionalInt("taskVersion");
        approve.action = m_reader.requiredString("action");
        approve.resource = m_reader.requiredString("resource");
        approve.argsHash = m_reader.requiredString("argsHash");
        approve.expires = instant("expires");
        approve.count = m_reader.optionalInt("count");
        return approve;
    }

    Redelegation redelegation()
    {
        Redelegation result;
        const JsonValue* object = m_reader.required("grant", JsonKind::Object);
        result.scope = m_reader.requiredString("scope");
        if (!object)
            return result;
        result.json = std::string(m_text.substr(object->span.begin, object->span.size()));
        std::vector<authority::Grant> grants =
            authority::readGrants(result.json, m_file, m_diagnostics);
        if (!grants.empty())
            result.grant = std::move(grants.front());
        if (m_setup.registry->grant(result.grant.id))
            problem("whatif/taken-id", "grant",
                    fmt::format("grant {} exists already", result.grant.id),
                    "give the new grant an id of its own");
        for (Diagnostic& diagnostic : cedar::parsePolicies(result.scope, m_file).diagnostics) {
            diagnostic.span = object->span; // the text stands escaped in the event
            m_diagnostics.push_back(std::move(diagnostic));
        }
        return result;
    }

    const JsonValue& m_value;
    std::string_view m_text;
    std::string m_file;
    const decision::Setup& m_setup;
    Diagnostics& m_diagnostics;
    ObjectReader m_reader;
    std::size_t m_before;
};

} // namespace

std::vector<WhatIfEvent> readWhatIfEvents(std::string_view text, std::string_view file,
                                          const decision::Setup& setup, Diagnostics& diagnostics)
{
    std::vector<WhatIfEvent> events;
    JsonDocument document = parseJson(text, file);
    diagnostics.insert(diagnostics.end(), document.diagnostics.begin(), document.diagnostics.end());
    if (!document.root)
        return events;
    const auto add = [&](const JsonValue& value) {
        if (auto event = EventObject(value, text, std::string(file), setup, diagnostics).read())
            events.push_back(std::move(*event));
    };
    if (document.root->isArray())
        std::for_each(document.root->items.begin(), document.root->items.end(), add);
    else
        add(*document.root);
    return events;
}

} // namespace remit::analysis
