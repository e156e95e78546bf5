// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/cedar/values/datum.h"

#include <span>
#include <vector>

namespace remit::cedar {

/// The transitive closure of a parent relation: for each number the sorted numbers above it.
/// Entities with the same ancestors share one list.
class Ancestry {
public:
    using Numbers = std::vector<EntityNumber>;

    struct Failure {
        enum class Kind { Cycle, TooLarge };
        Kind kind = Kind::Cycle;
        Numbers cycle; ///< from a number up to itself, both ends named
    };

    /// `parents[n]` are the direct parents of number n; numbers from parents.size() on have none.
    [[nodiscard]] static tl::expected<Ancestry, Failure> build(const std::vector<Numbers>& parents);

    /// Where the numbers above one are.
    struct List {
        std::uint32_t begin = 0;
        std::uint32_t count = 0;
    };
    [[nodiscard]] List list(EntityNumber number) const
    {
        return number < m_lists.size() ? m_lists[number] : List{};
    }
    [[nodiscard]] std::span<const EntityNumber> all(const List& list) const
    {
        return {m_numbers.data() + list.begin, list.count};
    }
    [[nodiscard]] std::span<const EntityNumber> of(EntityNumber number) const
    {
        return all(list(number));
    }
    /// Whether the number is in a list of these.
    [[nodiscard]] static bool has(std::span<const EntityNumber> list, EntityNumber number);
    /// Gives the lists back; `all` still works on those that were taken.
    void forgetLists() { std::vector<List>().swap(m_lists); }
    [[nodiscard]] std::size_t bytes() const
    {
        return m_lists.capacity() * sizeof(List) + m_numbers.capacity() * sizeof(EntityNumber);
    }

private:
    friend class AncestryBuilder;

    std::vector<List> m_lists;
    Numbers m_numbers;
};

} // namespace remit::cedar
