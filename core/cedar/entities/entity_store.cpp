// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/entities/entity_store.h"

#include "core/cedar/entities/entity_index.h"
#include "core/cedar/entities/entity_indexer.h"

#include <algorithm>

namespace remit::cedar {

namespace {

std::vector<EntityUid> sortedParents(const Entity& entity)
{
    std::vector<EntityUid> parents = entity.parents;
    std::sort(parents.begin(), parents.end());
    parents.erase(std::unique(parents.begin(), parents.end()), parents.end());
    return parents;
}

bool identical(const Entity& a, const Entity& b)
{
    return a.attributes == b.attributes && a.tags == b.tags && sortedParents(a) == sortedParents(b);
}

/// Drops entities that repeat an earlier one; one that contradicts it is an error.
Result<> dropRepeated(std::vector<Entity>& entities)
{
    UidTable seen;
    seen.reserve(entities.size());
    std::uint32_t kept = 0;
    for (std::size_t i = 0; i < entities.size(); ++i) {
        const EntityUid& uid = entities[i].uid;
        const std::uint32_t number = seen.findOrAdd(
            uid, kept, [&](std::uint32_t other) { return entities[other].uid == uid; });
        if (number < kept) {
            if (identical(entities[number], entities[i]))
                continue;
            return failure(ErrorCode::Invalid,
                           "entity `" + toText(entities[i].uid) +
                               "` is given twice, with different content",
                           "Keep one of the two.");
        }
        if (kept != i)
            entities[kept] = std::move(entities[i]);
        ++kept;
    }
    entities.resize(kept);
    return {};
}

} // namespace

EntityStore::EntityStore() = default;
EntityStore::~EntityStore() = default;

Result<std::shared_ptr<const EntityStore>> EntityStore::build(std::vector<Entity> entities)
{
    if (Result<> unique = dropRepeated(entities); !unique)
        return tl::unexpected(unique.error());
    std::shared_ptr<EntityStore> store(new EntityStore);
    store->m_entities = std::move(entities);
    store->m_index = std::make_unique<Index>();
    if (Result<> indexed = indexEntities(store->m_entities, *store->m_index); !indexed)
        return tl::unexpected(indexed.error());
    return std::shared_ptr<const EntityStore>(std::move(store));
}

std::size_t EntityStore::size() const
{
    return m_entities.size();
}

std::span<const Entity> EntityStore::entities() const
{
    return m_entities;
}

const Entity* EntityStore::find(const EntityUid& uid) const
{
    const EntityNumber number = m_index->find(uid);
    return number < m_entities.size() ? &m_entities[number] : nullptr;
}

bool EntityStore::isDescendant(const EntityUid& uid, const EntityUid& ancestor) const
{
    const EntityNumber below = m_index->find(uid);
    const EntityNumber above = m_index->find(ancestor);
    return below != UidTable::kNone && above != UidTable::kNone && m_index->isAbove(above, below);
}

std::vector<EntityUid> EntityStore::ancestors(const EntityUid& uid) const
{
    std::vector<EntityUid> result;
    if (const EntityNumber number = m_index->find(uid); number != UidTable::kNone) {
        for (const EntityNumber ancestor : m_index->ancestors(number))
            result.push_back(m_index->uid(ancestor));
    }
    return result;
}

std::size_t EntityStore::indexBytes() const
{
    return m_index->rows.capacity() * sizeof(Index::Row) +
           m_index->mentioned.capacity() * sizeof(const EntityUid*) + m_index->numbers.bytes() +
           m_index->ancestry.bytes() + m_index->arena.capacity();
}

const EntityStore::Index& EntityStore::index() const
{
    return *m_index;
}

} // namespace remit::cedar
