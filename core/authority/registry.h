// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/objects.h"
#include "core/base/diagnostic.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace remit::authority {

struct Objects {
    std::vector<Task> tasks;
    std::vector<Credential> credentials;
    std::vector<Grant> grants;
    std::vector<Actor> actors;
};

/// All objects of a workspace under their names. Immutable once built and shared between threads;
/// the pointers it gives out live as long as it does.
class Registry {
public:
    Registry() = default;
    /// Reports what is wrong with names: an id that stands twice (the first one counts), a parent
    /// or a task that does not exist, a transition after the end of a task version. Decisions fail
    /// closed on all of these by themselves.
    Registry(Objects objects, Diagnostics& diagnostics);
    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;
    Registry(Registry&&) = default;
    Registry& operator=(Registry&&) = default;

    [[nodiscard]] const std::vector<Task>& tasks() const { return m_objects.tasks; }
    [[nodiscard]] const std::vector<Credential>& credentials() const
    {
        return m_objects.credentials;
    }
    [[nodiscard]] const std::vector<Grant>& grants() const { return m_objects.grants; }
    [[nodiscard]] const std::vector<Actor>& actors() const { return m_objects.actors; }

    [[nodiscard]] const Task* task(const TaskRef& ref) const;
    [[nodiscard]] const Credential* credential(std::string_view id) const;
    [[nodiscard]] const Grant* grant(std::string_view id) const;
    [[nodiscard]] const Actor* actor(const cedar::EntityUid& uid) const;
    /// Is the SPIFFE ID an identity of that actor?
    [[nodiscard]] bool hasWorkload(const cedar::EntityUid& uid, std::string_view workload) const;

    /// Grants by receiver, by giver, and by parent; in the order of their ids.
    [[nodiscard]] std::span<const Grant* const> grantsTo(const cedar::EntityUid& uid) const;
    [[nodiscard]] std::span<const Grant* const> grantsFrom(const cedar::EntityUid& uid) const;
    [[nodiscard]] std::span<const Grant* const> grantsBelow(std::string_view id) const;
    /// What is bound to a workload identity, and what a principal holds; in the order of the files.
    [[nodiscard]] std::span<const Grant* const> grantsBoundTo(std::string_view workload) const;
    [[nodiscard]] std::span<const Credential* const>
    credentialsBoundTo(std::string_view workload) const;
    [[nodiscard]] std::span<const Credential* const>
    credentialsOf(const cedar::EntityUid& holder) const;
    /// Versions of a task, ascending.
    [[nodiscard]] std::vector<const Task*> versions(std::string_view id) const;

private:
    using GrantsByUid =
        std::unordered_map<cedar::EntityUid, std::vector<const Grant*>, cedar::EntityUidHash>;

    void indexTasks(Diagnostics& diagnostics);
    void indexCredentials(Diagnostics& diagnostics);
    void indexGrants(Diagnostics& diagnostics);
    void checkReferences(Diagnostics& diagnostics) const;

    Objects m_objects;
    std::map<TaskRef, const Task*> m_tasks;
    std::unordered_map<std::string_view, const Credential*> m_credentials;
    std::unordered_map<std::string_view, const Grant*> m_grants;
    std::unordered_map<cedar::EntityUid, const Actor*, cedar::EntityUidHash> m_actors;
    GrantsByUid m_grantsTo;
    GrantsByUid m_grantsFrom;
    std::unordered_map<std::string_view, std::vector<const Grant*>> m_grantsBelow;
    std::unordered_map<std::string_view, std::vector<const Grant*>> m_grantsBoundTo;
    std::unordered_map<std::string_view, std::vector<const Credential*>> m_credentialsBoundTo;
    std::unordered_map<cedar::EntityUid, std::vector<const Credential*>, cedar::EntityUidHash>
        m_credentialsOf;
};

} // namespace remit::authority
