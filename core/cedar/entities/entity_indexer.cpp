// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/entities/entity_indexer.h"

#include "core/base/limits.h"
#include "core/cedar/values/datum_writer.h"

#include <map>
#include <unordered_map>

namespace remit::cedar {

namespace {

class EntityIndexer {
public:
    EntityIndexer(std::span<const Entity> entities, EntityStore::Index& index) : m_index(index)
    {
        m_index.entities = entities;
    }

    Result<> run()
    {
        numberEntities();
        Result<> closed = closeParents();
        if (closed)
            writeRows();
        return closed;
    }

private:
    void numberEntities()
    {
        m_index.numbers.reserve(m_index.entities.size());
        m_index.rows.resize(m_index.entities.size());
        EntityNumber next = 0;
        for (const Entity& entity : m_index.entities) {
            m_index.rows[next].uid = CompactUid(typeNumber(entity.uid.type), entity.uid.id);
            // They differ: nothing needs to be compared.
            m_index.numbers.findOrAdd(entity.uid, next++, [](EntityNumber) { return false; });
        }
    }

    std::uint32_t typeNumber(std::string_view type)
    {
        const auto next = static_cast<std::uint32_t>(m_index.types.size());
        const auto [found, isNew] = m_types.try_emplace(type, next);
        if (isNew)
            m_index.types.push_back(type);
        return found->second;
    }

    /// The number of a uid that is an entity or only mentioned.
    EntityNumber numberOf(const EntityUid& uid)
    {
        const EntityNumber next = m_index.uidCount();
        const EntityNumber number = m_index.numbers.findOrAdd(
            uid, next, [&](EntityNumber other) { return m_index.isUid(other, uid); });
        if (number == next)
            m_index.mentioned.push_back(&uid);
        return number;
    }

    Result<> closeParents()
    {
        std::vector<Ancestry::Numbers> parents(m_index.entities.size());
        for (std::size_t i = 0; i < parents.size(); ++i) {
            parents[i].reserve(m_index.entities[i].parents.size());
            for (const EntityUid& parent : m_index.entities[i].parents)
                parents[i].push_back(numberOf(parent));
        }
        auto ancestry = Ancestry::build(parents);
        if (!ancestry)
            return explained(ancestry.error());
        m_index.ancestry = std::move(*ancestry);
        return {};
    }

    [[nodiscard]] Result<> explained(const Ancestry::Failure& fault) const
    {
        if (fault.kind == Ancestry::Failure::Kind::TooLarge)
            return failure(ErrorCode::TooLarge,
                           "the entities have more than " +
                               std::to_string(limits::kAncestorEntries) + " ancestors in all",
                           "Make the hierarchy flatter.");
        std::string path;
        for (const EntityNumber number : fault.cycle)
            path += (path.empty() ? "`" : " in `") + toText(m_index.uid(number)) + "`";
        return failure(ErrorCode::Invalid, "the parents of entities form a cycle: " + path,
                       "Take one of these parents away.");
    }

    void writeRows()
    {
        for (EntityNumber i = 0; i < m_index.rows.size(); ++i) {
            const Entity& entity = m_index.entities[i];
            m_index.rows[i].ancestors = m_index.ancestry.list(i);
            m_index.rows[i].attributes = record(entity.attributes);
            if (!entity.tags.empty()) {
                auto* tags = m_index.arena.make<DatumRecord>();
                *tags = record(entity.tags);
                m_index.rows[i].tags = tags;
            }
        }
        m_index.ancestry.forgetLists();
    }

    /// Entities of one type mostly have the same names: they share them.
    DatumRecord record(const Attributes& attributes)
    {
        if (!hasNames(m_lastNames, attributes))
            m_lastNames = sharedNames(attributes);
        auto number = [this](const EntityUid& uid) { return numberOf(uid); };
        DatumWriter<decltype(number)> writer(m_index.arena, number);
        return {m_lastNames.data(), writer.writeValues(attributes),
                static_cast<std::uint32_t>(attributes.size())};
    }

    static bool hasNames(std::span<const AttributeName> names, const Attributes& attributes)
    {
        if (names.size() != attributes.size())
            return false;
        const AttributeName* name = names.data();
        for (const auto& [key, value] : attributes) {
            if ((name++)->text() != key)
                return false;
        }
        return true;
    }

    std::span<const AttributeName> sharedNames(const Attributes& attributes)
    {
        std::vector<std::string_view> keys;
        keys.reserve(attributes.size());
        for (const auto& [key, value] : attributes)
            keys.push_back(key);
        const auto [found, isNew] = m_shapes.try_emplace(std::move(keys));
        if (isNew) {
            AttributeName* names = m_index.arena.make<AttributeName>(attributes.size());
            found->second = {names, attributes.size()};
            for (const std::string_view key : found->first)
                *names++ = AttributeName::of(key);
        }
        return found->second;
    }

    EntityStore::Index& m_index;
    std::unordered_map<std::string_view, std::uint32_t> m_types;
    std::span<const AttributeName> m_lastNames;
    std::map<std::vector<std::string_view>, std::span<const AttributeName>> m_shapes;
};

} // namespace

Result<> indexEntities(std::span<const Entity> entities, EntityStore::Index& index)
{
    return EntityIndexer(entities, index).run();
}

} // namespace remit::cedar
