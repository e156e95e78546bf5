// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/registry.h"
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/entities/entity_store.h"
#include "core/cedar/values/value.h"
#include "tests/core/decision/naive_authority.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// The naive model of a decision: what the world says stands in naive_world.cpp, chains in
/// naive_chains.cpp, what the policies say of a chain in naive_policies.cpp, and the procedure in
/// naive_authority.cpp. Slow and obvious, by the letter of the semantics.
namespace remit::test::naive {

using authority::Credential;
using authority::Grant;
using authority::Task;
using authority::TaskRef;
using Chain = std::vector<const Grant*>;

/// Yes, no or not known, with the words of a failure.
struct Outcome {
    char state = 'y'; ///< y, n, ?
    std::string kind;
};
inline const Outcome kYes{'y', ""};
inline const Outcome kUnknown{'?', ""};
inline Outcome no(std::string kind)
{
    return {'n', std::move(kind)};
}

struct LifeEvent {
    std::string object;
    std::string id;
    std::string event;
    std::optional<Instant> at; ///< nothing: within this run, at once
};

class Model {
public:
    explicit Model(const RandomWorld& made) : m_made(made), m_world(made.world)
    {
        cedar::ParsedEntities read = cedar::parseEntities(m_world.entities, "");
        m_entities = cedar::EntityStore::build(std::move(read.entities)).value();
        m_trusted = m_world.start.format == "trusted";
        for (const trace::Event& event : m_world.before) {
            if (const auto* life = std::get_if<trace::Lifecycle>(&event.body))
                addLife(event, *life);
        }
    }

    NaiveVerdict decide();

private:
    // Facts of the world
    void addLife(const trace::Event& event, const trace::Lifecycle& life)
    {
        LifeEvent one{life.objectKind, life.objectId, life.event, life.at ? life.at : event.time};
        if (one.event == "activate" && (!m_trusted || !one.at))
            return;
        m_life.push_back(one);
    }
    bool has(const cedar::EntityUid& who, const std::string& workload) const
    {
        const cedar::Entity* entity = m_entities->find(who);
        if (!entity || entity->attributes.count("workloads") == 0)
            return false;
        const auto& set = entity->attributes.at("workloads").asSet();
        return std::find(set.begin(), set.end(), cedar::Value::string(workload)) != set.end();
    }
    std::optional<cedar::EntityUid> ownerOf(const cedar::EntityUid& who) const
    {
        const cedar::Entity* entity = m_entities->find(who);
        if (!entity || entity->attributes.count("owner") == 0)
            return std::nullopt;
        return entity->attributes.at("owner").asEntity();
    }
    /// At or before the call; within this run where there are no times.
    bool counts(const std::optional<Instant>& at) const
    {
        return !at || (m_world.time && *at <= *m_world.time);
    }
    static bool issuedSince(const Grant& grant, const std::optional<Instant>& at)
    {
        return !at || grant.issuedAt >= *at;
    }
    bool revoked(const Grant& grant) const;
    bool revoked(const Credential& credential) const;
    const Task* task(const TaskRef& ref) const;
    std::string phase(const TaskRef& ref) const;
    std::string ownPhase(const Task& task) const;

    // Steps
    Outcome identity() const;
    Outcome credentialTime() const;
    Outcome credentialTask() const;
    Outcome holder(const Chain* chain) const;
    Outcome taskActive() const;
    std::vector<Chain> allChains() const;
    bool wellFormed(const Chain& chain) const;
    bool rightRequester(const Chain& chain) const;
    Outcome active(const Chain& chain) const;
    void resolveTask();
    void collectNamed();

    // Policies
    struct Known {
        std::set<std::string> unknown;
        cedar::Value context;
    };
    Known contextOf(const Chain& chain, bool chainKnown, const std::set<std::string>& roles,
                    bool rolesKnown) const;
    char ask(const std::vector<Clauses>& policies, const cedar::EntityUid& principal,
             const Known& known) const;
    bool holds(const std::string& text, const cedar::EntityUid& principal,
               const Known& known) const;
    std::set<std::string> rolesAtHand(const Chain& chain, bool& known) const;
    std::vector<cedar::EntityUid> principals(const Chain& chain) const;

    struct Ranked {
        int kind = 3; ///< 3 allow, 2 undecidable, 1 approval required, 0 deny
        int step = 9;
        std::size_t hop = 0;
        std::string first;
        std::size_t crossingHop = 0;
        char delegated = 'y';
        const Chain* chain = nullptr;
    };
    Ranked rank(const Chain& chain, bool counting, const Outcome& step4) const;

    const RandomWorld& m_made;
    const World& m_world;
    std::shared_ptr<const cedar::EntityStore> m_entities;
    std::vector<LifeEvent> m_life;
    bool m_trusted = false;
    std::optional<TaskRef> m_task;
    bool m_taskKnown = true;
    std::vector<cedar::EntityUid> m_requesters;
    std::vector<std::string> m_grants;
    const Credential* m_credential = nullptr;
};

} // namespace remit::test::naive
