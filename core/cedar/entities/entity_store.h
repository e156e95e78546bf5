// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/cedar/values/value.h"

#include <memory>
#include <span>
#include <vector>

namespace remit::cedar {

struct Entity {
    EntityUid uid;
    Attributes attributes;
    std::vector<EntityUid> parents; ///< as given: direct, or already closed; order is kept
    Attributes tags;
};

/// An immutable set of entities with the transitive closure of their parents. Shared between
/// threads by `std::shared_ptr<const EntityStore>`.
class EntityStore {
public:
    /// Errors: (Invalid) the same uid twice with different content, a cycle, which is named;
    /// (TooLarge) limits::kAncestorEntries. Identical repetitions are dropped. Parents that are not
    /// themselves in the store are legal and are ancestors.
    [[nodiscard]] static Result<std::shared_ptr<const EntityStore>>
    build(std::vector<Entity> entities);

    ~EntityStore();

    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] std::span<const Entity> entities() const;
    /// The entity, or nullptr when the store has none of that uid.
    [[nodiscard]] const Entity* find(const EntityUid& uid) const;
    /// Is `ancestor` among the (proper) ancestors of `uid`? Cedar's `in` also holds for itself.
    [[nodiscard]] bool isDescendant(const EntityUid& uid, const EntityUid& ancestor) const;
    [[nodiscard]] std::vector<EntityUid> ancestors(const EntityUid& uid) const;

    /// Bytes that the store takes beyond the entities themselves.
    [[nodiscard]] std::size_t indexBytes() const;

    /// What the engine alone reads: interned ids and the closure in its compact form.
    struct Index;
    [[nodiscard]] const Index& index() const;

private:
    EntityStore();
    std::vector<Entity> m_entities;
    std::unique_ptr<Index> m_index;
};

} // namespace remit::cedar
