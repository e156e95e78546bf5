// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/status/status_list.h"

#include "core/base/text.h"
#include "core/bundle/payload_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace remit::bundle {
namespace {

const std::vector<std::string>& statusObjects()
{
    static const std::vector<std::string> words{"grant", "task", "credential", "workload",
                                                "principal"};
    return words;
}

/// Which events an object of that kind can have; all of them take something away.
const std::vector<std::string>& statusEventsOf(std::string_view object)
{
    static const std::vector<std::string> ofTask{"complete", "cancel", "scope-change", "expire"};
    static const std::vector<std::string> ofGrant{"revoke", "expire"};
    static const std::vector<std::string> ofCredential{"revoke", "expire", "compromise"};
    static const std::vector<std::string> ofOthers{"compromise"};
    if (object == "task")
        return ofTask;
    if (object == "grant")
        return ofGrant;
    return object == "credential" ? ofCredential : ofOthers;
}

bool isOneOf(const std::vector<std::string>& words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

StatusEvent readSignedEvent(const JsonValue& value, std::string& problem)
{
    PayloadReader reader(value, "event", problem);
    StatusEvent event;
    event.object = reader.text("object");
    event.id = reader.text("id");
    event.event = reader.text("event");
    event.at = reader.instant("at");
    if (!isOneOf(statusObjects(), event.object))
        reader.wrong("object", "is none of grant, task, credential, workload, principal");
    else if (!isOneOf(statusEventsOf(event.object), event.event))
        reader.wrong("event", "is none that can happen to a " + event.object);
    reader.finish();
    return event;
}

/// A member that must be one of a few words.
std::string wordOf(ObjectReader& reader, const JsonValue& value, std::string_view key,
                   const std::vector<std::string>& words)
{
    const std::string word = reader.requiredString(key);
    const JsonValue* written = value.find(key);
    if (written == nullptr || !written->isString() || isOneOf(words, word))
        return word;
    const auto near = nearest(word, words);
    reader.report("status/unknown-word", written->span,
                  fmt::format("{} is not what \"{}\" can be here", jsonQuoted(word), key),
                  near ? fmt::format("Did you mean {}?", jsonQuoted(*near))
                       : fmt::format("One of: {}.", joined(words, ", ")));
    return word;
}

StatusEvent readWrittenEvent(const JsonValue& value, const std::string& file,
                             Diagnostics& diagnostics)
{
    ObjectReader reader(value, "event", file, diagnostics);
    StatusEvent event;
    event.object = wordOf(reader, value, "object", statusObjects());
    event.event = wordOf(reader, value, "event", statusEventsOf(event.object));
    event.id = reader.requiredString("id");
    const JsonValue* at = reader.required("at", JsonKind::String);
    const auto instant = at == nullptr ? std::nullopt : parseRfc3339(at->text);
    if (at != nullptr && !instant)
        reader.report("status/bad-time", at->span, jsonQuoted(at->text) + " is not a point in time",
                      "Write it as in RFC 3339: \"2026-03-01T09:15:00Z\".");
    event.at = instant.value_or(Instant{});
    reader.finish();
    return event;
}

} // namespace

std::string statusText(const StatusList& list)
{
    std::string events;
    for (const StatusEvent& event : list.events)
        events += fmt::format(R"({}{{"object":"{}","id":{},"event":"{}","at":"{}"}})",
                              events.empty() ? "" : ",", event.object, jsonQuoted(event.id),
                              event.event, rfc3339(event.at));
    return fmt::format(
        R"({{"_type":"{}","bundleId":{},"number":{},"issuedAt":"{}","events":[{}]}})", kStatusType,
        jsonQuoted(list.bundleId), list.number, rfc3339(list.issuedAt), events);
}

Checked<StatusList> readStatus(std::string_view payload)
{
    StatusList list;
    std::string problem;
    if (const auto root = parsePayload(payload, problem)) {
        PayloadReader reader(*root, "status list", problem);
        if (reader.text("_type") != kStatusType)
            reader.wrong("_type", "is not that of a status list");
        list.bundleId = reader.text("bundleId");
        if (list.bundleId.empty())
            reader.wrong("bundleId", "is empty");
        list.number = reader.number("number", 1);
        list.issuedAt = reader.instant("issuedAt");
        if (const JsonValue* events = reader.array("events")) {
            for (const JsonValue& item : events->items)
                list.events.push_back(readSignedEvent(item, problem));
        }
        reader.finish();
    }
    if (!problem.empty())
        return refused(RefusalKind::BadStatusList, "what is signed is no status list: " + problem,
                       "ask its signers for one of this version of Remit");
    return list;
}

ReadStatusEvents readStatusEvents(std::string_view text, const std::string& file)
{
    ReadStatusEvents result;
    JsonDocument document = parseJson(text, file);
    result.diagnostics = std::move(document.diagnostics);
    if (!document.root)
        return result;
    if (!document.root->isArray()) {
        result.events.push_back(readWrittenEvent(*document.root, file, result.diagnostics));
        return result;
    }
    for (const JsonValue& item : document.root->items)
        result.events.push_back(readWrittenEvent(item, file, result.diagnostics));
    return result;
}

std::vector<StatusEvent> mergedEvents(std::vector<StatusEvent> before,
                                      const std::vector<StatusEvent>& more)
{
    before.insert(before.end(), more.begin(), more.end());
    const auto key = [](const StatusEvent& event) {
        return std::tie(event.at, event.object, event.id, event.event);
    };
    std::sort(before.begin(), before.end(),
              [&](const StatusEvent& a, const StatusEvent& b) { return key(a) < key(b); });
    before.erase(std::unique(before.begin(), before.end()), before.end());
    return before;
}

std::vector<trace::Event> asTrace(const StatusList& list)
{
    std::vector<trace::Event> events;
    for (const StatusEvent& one : list.events) {
        trace::Event event;
        event.run = fmt::format("status {} {}", list.bundleId, list.number);
        event.time = one.at;
        event.sequence = static_cast<std::int64_t>(events.size());
        event.body = trace::Lifecycle{one.object, one.id, one.event, one.at};
        events.push_back(std::move(event));
    }
    return events;
}

} // namespace remit::bundle
