// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/strict_json.h"
#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// What a recorded trace says, event by event. Every importer produces these; nothing in them is
/// authority (semantics R9): they are evidence, and partly written by attackers.
namespace remit::trace {

/// A field of a recorded event: *not recorded* (left out: unknown) is not the same as *none*
/// (recorded as null: nothing was presented).
struct Field {
    enum class State : std::uint8_t { NotRecorded, None, Present };
    State state = State::NotRecorded;
    std::string text; ///< when Present

    Field() = default;
    Field(std::string value) : state(State::Present), text(std::move(value)) {}
    static Field none()
    {
        Field field;
        field.state = State::None;
        return field;
    }
    [[nodiscard]] bool isPresent() const { return state == State::Present; }
    [[nodiscard]] bool isRecorded() const { return state != State::NotRecorded; }
    bool operator==(const Field&) const = default;
};

/// What the source says of a run under its own names ("service.name"): import rules fill fields
/// from it. It is not kept in a store.
using Attributes = std::vector<std::pair<std::string, std::string>>;

/// Opens a run: who acts, for whom, on which task.
struct RunStart {
    Field agent;
    Field onBehalfOf;
    Field task; ///< "id" or "id@version"
    Field credential;
    Field workload;
    std::string format; ///< of the importer: "agentdojo", "remit-jsonl" …
    std::string file;   ///< as given to the importer
    /// The run has no times of its own: an import rule gave its start, and its events follow at
    /// one-second steps (R6).
    bool timeAssumed = false;
    Attributes attributes;
};

enum class Role : std::uint8_t { User, System, Agent };

struct Message {
    Role role = Role::User;
    Field from;
    Field to;
    std::string text;
};

struct Call {
    std::string callId; ///< unique in its run; the importer makes one where the source has none
    Field agent;        ///< where it differs from the run's
    std::string tool;
    Field server;
    /// The arguments as JSON text (an object, numbers as written), or not recorded.
    std::optional<std::string> arguments;
    Field credential;
    Field workload;
    Field audience;
    Field task;
    /// JSON Pointers into the arguments to values that redaction took out: what stands there now is
    /// not what was recorded, so they are unknown to every policy. "" is the arguments as a whole.
    std::vector<std::string> redacted;
};

struct CallResult {
    std::string callId;
    bool ok = true;
    std::string content;
};

struct Delegate {
    std::string from;
    std::string to;
    Field grant;
    Field requester;
};

struct Approve {
    std::string approver;
    std::string role;
    Field agent;
    Field task;
    std::optional<std::int64_t> taskVersion;
    Field action;
    Field resource;
    Field argsHash;
    std::optional<Instant> expires;
    std::optional<std::int64_t> count;
};

struct Lifecycle {
    std::string objectKind; ///< task, grant, credential, workload, principal
    std::string objectId;
    std::string event; ///< activate, complete, cancel, scope-change, revoke, expire, compromise …
    std::optional<Instant> at;
};

/// A note, or an event of a type that this version does not know: kept and shown, never used.
struct Note {
    std::string type; ///< "note", or the unknown type
    std::string json; ///< the event's other members as JSON text
};

using EventBody =
    std::variant<RunStart, Message, Call, CallResult, Delegate, Approve, Lifecycle, Note>;

struct Event {
    std::string run;
    std::string session; ///< empty: the run is its own session
    std::optional<Instant> time;
    std::int64_t sequence = 0; ///< ascending in a run
    EventBody body;
};

/// "run", "message", "call", "result", "delegate", "approve", "lifecycle", or a note's own type.
[[nodiscard]] std::string_view typeName(const EventBody& body);
[[nodiscard]] std::string_view roleName(Role role); ///< "user", "system", "agent"

} // namespace remit::trace
