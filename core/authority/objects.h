// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_text.h"
#include "core/base/time.h"
#include "core/cedar/values/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The objects of delegated authority (semantics/1, "Objects"): plain values, as the workspace's
/// files declare them.
namespace remit::authority {

/// Where an object is written, for findings and diagnostics.
struct Place {
    std::string file;
    Span span;
};

/// A task and one of its versions; "pay-bill@2".
struct TaskRef {
    std::string id;
    std::int64_t version = 1;
    auto operator<=>(const TaskRef&) const = default;
};
[[nodiscard]] std::string toText(const TaskRef& task);
/// "id@version"; without a version: nothing.
[[nodiscard]] std::optional<TaskRef> parseTaskRef(std::string_view text);

enum class Profile : std::uint8_t { Batch, Exploratory, CodeWriting, CustomerFacing };
[[nodiscard]] std::string_view name(Profile profile);
[[nodiscard]] std::optional<Profile> profileNamed(std::string_view name);

enum class CredentialKind : std::uint8_t { Svid, OAuth, TransactionToken, ApiKey, Session };
[[nodiscard]] std::string_view name(CredentialKind kind);
[[nodiscard]] std::optional<CredentialKind> credentialKindNamed(std::string_view name);

/// What an agent presents. Without `boundTo` it authenticates whoever bears it.
struct Credential {
    std::string id;
    CredentialKind kind = CredentialKind::OAuth;
    cedar::EntityUid holder;
    std::optional<std::string> boundTo; ///< SPIFFE ID
    std::optional<std::string> audience;
    std::optional<TaskRef> task;
    Instant issuedAt;
    std::optional<Instant> expiresAt; ///< may be missing for an api-key only
    std::optional<Instant> revokedAt;
    Place place;
};

enum class TaskEvent : std::uint8_t { Activate, Complete, Cancel, ScopeChange };
[[nodiscard]] std::string_view name(TaskEvent event);
[[nodiscard]] std::optional<TaskEvent> taskEventNamed(std::string_view name);

struct Transition {
    Instant at;
    TaskEvent event = TaskEvent::Activate;
    auto operator<=>(const Transition&) const = default;
};

/// A declared piece of work, one version of it.
struct Task {
    TaskRef ref;
    std::string purpose;
    cedar::EntityUid owner;
    Profile profile = Profile::Exploratory;
    std::optional<std::vector<std::string>> plan; ///< tools of the intended workflow
    std::optional<TaskRef> parent;                ///< of a subtask
    std::int64_t maxDuration = 0;                 ///< milliseconds, positive
    std::vector<std::string> trustedSources;
    cedar::Attributes limits;
    std::vector<std::string> escalation; ///< whom to call
    std::vector<Transition> transitions; ///< by time
    Place place;
};

/// One delegation. Its scope is a policy set of its own, `grants/ID.cedar`, never merged into the
/// workspace's.
struct Grant {
    std::string id;
    cedar::EntityUid from;
    cedar::EntityUid to;
    TaskRef task;
    Instant issuedAt;
    Instant notBefore;
    Instant expiresAt;
    std::int64_t depth = 0;            ///< how many more hops may follow
    std::optional<std::string> parent; ///< nothing: root
    std::optional<std::string> boundTo;
    std::optional<std::string> audience;
    std::optional<Instant> revokedAt;
    Place place;
};

/// What the entities say about an agent or a service account.
struct Actor {
    cedar::EntityUid uid;
    std::optional<Profile> profile;
    std::optional<cedar::EntityUid> owner; ///< an accountable human
    std::vector<std::string> workloads;    ///< SPIFFE IDs
};

} // namespace remit::authority
