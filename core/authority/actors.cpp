// SPDX-License-Identifier: Apache-2.0
#include "core/authority/authority_json.h"
#include "core/authority/spiffe_id.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::authority {
namespace {

using cedar::Value;
using cedar::ValueKind;

/// Reads the attributes of one entity; a problem names the entity, since the store has no places.
class ActorReader {
public:
    ActorReader(const cedar::Entity& entity, Diagnostics& diagnostics)
        : m_entity(entity), m_diagnostics(diagnostics)
    {}

    Actor read()
    {
        Actor actor;
        actor.uid = m_entity.uid;
        if (const Value* value = attribute("profile", ValueKind::String, "a string")) {
            actor.profile = profileNamed(value->asString());
            if (!actor.profile)
                problem(fmt::format("has the unknown profile \"{}\"", value->asString()),
                        "one of batch, exploratory, code-writing, customer-facing");
        }
        if (const Value* value = attribute("owner", ValueKind::Entity, "an entity"))
            actor.owner = value->asEntity();
        if (const Value* value = attribute("workloads", ValueKind::Set, "a set of SPIFFE IDs"))
            readWorkloads(*value, actor);
        return actor;
    }

private:
    const Value* attribute(std::string_view key, ValueKind kind, std::string_view wanted)
    {
        const auto found = m_entity.attributes.find(key);
        if (found == m_entity.attributes.end())
            return nullptr;
        if (found->second.is(kind))
            return &found->second;
        problem(fmt::format("has a \"{}\" that is not {}", key, wanted), {});
        return nullptr;
    }

    void readWorkloads(const Value& set, Actor& actor)
    {
        for (const Value& item : set.asSet()) {
            if (!item.is(ValueKind::String)) {
                problem("has a workload that is no string", "workloads are SPIFFE IDs");
                continue;
            }
            if (const auto id = parseSpiffeId(item.asString()); !id)
                problem(fmt::format("has the workload \"{}\": {}", item.asString(), id.error()),
                        {});
            else
                actor.workloads.push_back(item.asString());
        }
    }

    void problem(const std::string& what, std::string help)
    {
        Diagnostic diagnostic;
        diagnostic.code = "authority/bad-actor";
        diagnostic.message = fmt::format("{} {}", toText(m_entity.uid), what);
        diagnostic.help = std::move(help);
        m_diagnostics.push_back(std::move(diagnostic));
    }

    const cedar::Entity& m_entity;
    Diagnostics& m_diagnostics;
};

} // namespace

std::vector<Actor> readActors(const cedar::EntityStore& entities,
                              const std::vector<std::string>& actorTypes, Diagnostics& diagnostics)
{
    std::vector<Actor> actors;
    for (const cedar::Entity& entity : entities.entities()) {
        if (std::find(actorTypes.begin(), actorTypes.end(), entity.uid.type) != actorTypes.end())
            actors.push_back(ActorReader(entity, diagnostics).read());
    }
    return actors;
}

} // namespace remit::authority
