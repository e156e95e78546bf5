// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/entities/ancestry.h"
#include "core/cedar/entities/entity_store.h"
#include "core/cedar/values/arena.h"
#include "core/cedar/values/compact_uid.h"
#include "core/cedar/values/datum.h"
#include "core/cedar/values/uid_table.h"

#include <span>

namespace remit::cedar {

/// Numbers for every uid of the store: first the entities in their order, then uids that are only
/// mentioned as parents or in values. With them, attributes in the engine's form and ancestors.
struct EntityStore::Index {
    /// Finding, reading and climbing from an entity touch this one cache line, not the Entity.
    struct alignas(64) Row {
        CompactUid uid;
        DatumRecord attributes;
        const DatumRecord* tags = nullptr; ///< null: none
        Ancestry::List ancestors;
    };
    static_assert(sizeof(Row) == 64);

    std::span<const Entity> entities;
    std::vector<const EntityUid*> mentioned; ///< of the numbers from entities.size() on
    UidTable numbers;
    std::vector<std::string_view> types; ///< of the entities
    std::vector<Row> rows;               ///< of the entities
    Ancestry ancestry;
    Arena arena;
    /// The same object as long as the store lives; whoever keeps it can tell stores apart.
    std::shared_ptr<const int> identity = std::make_shared<const int>(0);

    [[nodiscard]] std::uint32_t uidCount() const
    {
        return static_cast<std::uint32_t>(entities.size() + mentioned.size());
    }
    [[nodiscard]] const EntityUid& uid(EntityNumber number) const
    {
        return number < entities.size() ? entities[number].uid
                                        : *mentioned[number - entities.size()];
    }
    /// UidTable::kNone when nothing of the store names the uid.
    [[nodiscard]] EntityNumber find(const EntityUid& uid) const
    {
        return numbers.find(uid, [&](EntityNumber number) { return isUid(number, uid); });
    }
    [[nodiscard]] bool isUid(EntityNumber number, const EntityUid& uid) const
    {
        if (number >= rows.size())
            return *mentioned[number - rows.size()] == uid;
        const CompactUid& compact = rows[number].uid;
        return compact.hasId(uid.id) && types[compact.type()] == uid.type;
    }
    /// The row of an entity; null for a uid that is no entity of this store.
    [[nodiscard]] const Row* row(EntityNumber number) const
    {
        return number < rows.size() ? &rows[number] : nullptr;
    }
    [[nodiscard]] std::span<const EntityNumber> ancestors(EntityNumber number) const
    {
        return number < rows.size() ? ancestry.all(rows[number].ancestors)
                                    : std::span<const EntityNumber>();
    }
    [[nodiscard]] bool isAbove(EntityNumber ancestor, EntityNumber number) const
    {
        return Ancestry::has(ancestors(number), ancestor);
    }
};

} // namespace remit::cedar
