// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/authorizer.h"
#include "core/cedar/entities/entity_store.h"
#include "core/cedar/values/entity_uid.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// What policies and scopes hand on, counted in accesses: pairs of an action and a resource.
namespace remit::authority {

/// One thing that can be done in a workspace.
struct Access {
    cedar::EntityUid action;
    cedar::EntityUid resource;
    std::string tool;                    ///< whose call it is; empty: of no tool
    std::optional<std::string> audience; ///< of that tool
    auto operator<=>(const Access&) const = default;
};

/// All of it: every tool on every resource that is known for it. Sorted, without duplicates.
class Inventory {
public:
    /// More accesses than these are not held (two bits each for every scope of a graph).
    static constexpr std::size_t kMaxAccesses = 100'000;

    Inventory() = default;
    explicit Inventory(std::vector<Access> accesses);

    [[nodiscard]] std::size_t size() const { return m_accesses.size(); }
    [[nodiscard]] const Access& operator[](std::size_t i) const { return m_accesses[i]; }
    [[nodiscard]] const std::vector<Access>& all() const { return m_accesses; }
    /// Accesses by action and by resource, ascending.
    [[nodiscard]] std::span<const std::uint32_t> ofAction(const cedar::EntityUid& action) const;
    [[nodiscard]] std::span<const std::uint32_t> ofResource(const cedar::EntityUid& resource) const;
    [[nodiscard]] const std::map<cedar::EntityUid, std::vector<std::uint32_t>>& byAction() const
    {
        return m_byAction;
    }
    [[nodiscard]] const std::map<cedar::EntityUid, std::vector<std::uint32_t>>& byResource() const
    {
        return m_byResource;
    }

private:
    std::vector<Access> m_accesses;
    std::map<cedar::EntityUid, std::vector<std::uint32_t>> m_byAction;
    std::map<cedar::EntityUid, std::vector<std::uint32_t>> m_byResource;
};

/// Whether an access is allowed, as far as that can be said without a call: some calls with some
/// context may be (Conditional), or every call is (Sure).
enum class Reach : std::uint8_t { None, Conditional, Sure };

/// A reach for every access of an inventory.
class AccessSet {
public:
    AccessSet() = default;
    explicit AccessSet(std::size_t size, Reach all = Reach::None);

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] Reach operator[](std::size_t i) const;
    void set(std::size_t i, Reach reach);
    /// The number of accesses that are not None.
    [[nodiscard]] std::size_t count() const;
    /// Those, ascending.
    [[nodiscard]] std::vector<std::uint32_t> members() const;
    [[nodiscard]] bool empty() const { return count() == 0; }

    AccessSet& operator&=(const AccessSet& other); ///< what both allow
    AccessSet& operator|=(const AccessSet& other); ///< what either allows
    /// Those of this set that the other has not at all.
    [[nodiscard]] AccessSet without(const AccessSet& other) const;
    bool operator==(const AccessSet&) const = default;

private:
    using Word = std::uint64_t;
    std::size_t m_size = 0;
    std::vector<Word> m_some; ///< not None
    std::vector<Word> m_sure; ///< Sure: a part of those
};

/// What the policies allow the principal, by the engine: policies that read the context are tried
/// by their scope only and make a reach conditional; the others are evaluated.
[[nodiscard]] AccessSet reachOf(const cedar::Program& program, const cedar::EntityStore& entities,
                                const Inventory& inventory, const cedar::EntityUid& principal,
                                cedar::Scratch& scratch);
/// The same for these accesses alone; the others are None.
[[nodiscard]] AccessSet reachOf(const cedar::Program& program, const cedar::EntityStore& entities,
                                const Inventory& inventory, const cedar::EntityUid& principal,
                                std::span<const std::uint32_t> accesses, cedar::Scratch& scratch);

} // namespace remit::authority
