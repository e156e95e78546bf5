// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/entities/ancestry.h"
#include "core/cedar/entities/entity_store.h"
#include "core/cedar/values/arena.h"
#include "core/cedar/values/datum.h"
#include "core/cedar/values/uid_table.h"

#include <span>

namespace remit::cedar {

/// Numbers for every uid of the store: first the entities in their order, then uids that are only
/// mentioned as parents or in values. With them, attributes in the engine's form and ancestors.
struct EntityStore::Index {
    struct Row {
        DatumRecord attributes;
        const DatumRecord* tags = nullptr; ///< null: none
    };

    std::span<const Entity> entities;
    std::vector<const EntityUid*> mentioned; ///< of the numbers from entities.size() on
    UidTable numbers;
    std::vector<Row> rows; ///< of the entities
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
        return numbers.find(uid,
                            [this](EntityNumber n) -> const EntityUid& { return this->uid(n); });
    }
    /// The row of an entity; null for a uid that is no entity of this store.
    [[nodiscard]] const Row* row(EntityNumber number) const
    {
        return number < rows.size() ? &rows[number] : nullptr;
    }
    [[nodiscard]] std::span<const EntityNumber> ancestors(EntityNumber number) const
    {
        return ancestry.of(number);
    }
};

} // namespace remit::cedar
