// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/registry.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace remit::authority {

/// Which events a question counts (R4): those that were in force at the time, or of them only
/// those that had been recorded by then.
enum class Knowledge : std::uint8_t { Effective, AsKnownThen };

enum class ObjectKind : std::uint8_t { Task, Grant, Credential, Workload, Principal };

/// An event in the life of an object, from a file, a trace or a what-if. `object` is the id; for a
/// principal its uid text; for a task "id@version", or "id" for all its versions.
struct LifecycleEvent {
    enum class Kind : std::uint8_t {
        Activate,
        Complete,
        Cancel,
        ScopeChange,
        Expire,
        Revoke,
        Compromise
    };
    ObjectKind objectKind = ObjectKind::Grant;
    std::string object;
    Kind kind = Kind::Revoke;
    Instant at;         ///< in force from here on
    Instant recordedAt; ///< known from here on
};

/// When something was taken away, and since when that is known.
struct Removal {
    Instant at;
    Instant recordedAt;
};

/// What has happened to the objects of a registry: their own dates and transitions, and the events
/// of traces and what-ifs. Immutable once built; shared between threads.
///
/// A `compromise` at t₀ revokes at t₀ (R4): the named credential; for a workload every credential
/// and grant bound to it; for a principal every credential and grant held by it; for both every
/// grant issued at or after t₀ by the principal (for a workload: by the actors it belongs to).
///
/// A history may lie on another one and add a few events to it: what a run without times knows
/// beside the timeline, or what a what-if inserts. It costs what is added.
class History {
public:
    History(const Registry& registry, const std::vector<LifecycleEvent>& events);
    /// The events of `below` and these.
    History(std::shared_ptr<const History> below, const std::vector<LifecycleEvent>& events);

    /// Was it revoked at or before t? The earliest removal that counts, else nothing.
    [[nodiscard]] std::optional<Removal> grantRevoked(const Grant& grant, Instant t,
                                                      Knowledge knowledge) const;
    [[nodiscard]] std::optional<Removal> credentialRevoked(const Credential& credential, Instant t,
                                                           Knowledge knowledge) const;

    enum class TaskPhase : std::uint8_t {
        Unknown, ///< no such task version
        Waiting, ///< not activated yet
        Active,
        Completed,
        Cancelled,
        ScopeChanged,
        Expired,     ///< ended by itself at activation + maxDuration, or by an expire event
        ParentEnded, ///< it was active or waits, and the task above it is not or has ended
    };
    struct TaskState {
        TaskPhase phase = TaskPhase::Unknown;
        std::optional<Instant> activated;
        std::optional<Instant> ends; ///< when it ended or will end by itself
    };
    [[nodiscard]] TaskState taskState(const TaskRef& task, Instant t, Knowledge knowledge) const;

    /// False: no grant was ever revoked, by a file or an event.
    [[nodiscard]] bool anyGrantRevoked() const;
    /// Is some event in force from before it was recorded, so that the two kinds of knowledge can
    /// differ?
    [[nodiscard]] bool anyRecordedLate() const;

private:
    struct TimedEvent {
        LifecycleEvent::Kind kind;
        Instant at;
        Instant recordedAt;
    };

    using Removals = std::vector<Removal>;

    void addDeclared();
    void addAll(const std::vector<LifecycleEvent>& events);
    void add(const LifecycleEvent& event);
    void addTaskEvent(const LifecycleEvent& event);
    std::vector<TimedEvent>& eventsOf(const TaskRef& task);
    void compromise(const LifecycleEvent& event);
    void compromiseWorkload(const std::string& workload, Removal removal);
    void compromisePrincipal(const cedar::EntityUid& principal, Removal removal);
    void revokeGrant(const Grant& grant, Removal removal);
    void revokeCredential(const Credential& credential, Removal removal);
    void revokeIssuedSince(const cedar::EntityUid& issuer, Removal removal);
    [[nodiscard]] const std::vector<TimedEvent>* findEvents(const TaskRef& task) const;
    [[nodiscard]] TaskState ownState(const Task& task, Instant t, Knowledge knowledge) const;

    const Registry* m_registry;
    std::shared_ptr<const History> m_below; ///< null: this is the lowest
    std::unordered_map<const Grant*, Removals> m_grants;
    std::unordered_map<const Credential*, Removals> m_credentials;
    /// By time. Of a task that has events here: all, those below too.
    std::map<TaskRef, std::vector<TimedEvent>> m_tasks;
    bool m_recordedLate = false;
};

[[nodiscard]] std::string_view name(History::TaskPhase phase);

} // namespace remit::authority
