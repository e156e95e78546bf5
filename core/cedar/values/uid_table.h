// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/values/entity_uid.h"

#include <cstdint>
#include <vector>

namespace remit::cedar {

/// A 64-bit hash of the bytes under the seed.
[[nodiscard]] std::uint64_t hashBytes(std::string_view bytes, std::uint64_t seed);
[[nodiscard]] std::uint64_t hashUid(const EntityUid& uid, std::uint64_t seed);
/// A seed that nobody outside can foresee: names in data of others cannot be chosen to collide.
[[nodiscard]] std::uint64_t unforeseeableSeed();

/// Numbers by entity uid, in one flat array. The table holds numbers only; `isUid(number)` says
/// whether it is that of the uid sought.
class UidTable {
public:
    static constexpr std::uint32_t kNone = 0xffffffff;

    UidTable() : m_seed(unforeseeableSeed()) {}

    void reserve(std::size_t count)
    {
        std::size_t slots = kLeastSlots;
        while (slots < count * 2)
            slots *= 2;
        if (slots > m_slots.size())
            resize(slots);
    }

    void clear()
    {
        if (m_count > 0)
            m_slots.assign(m_slots.size(), Slot{});
        m_count = 0;
    }

    template <class IsUid>
    [[nodiscard]] std::uint32_t find(const EntityUid& uid, const IsUid& isUid) const
    {
        return m_count == 0 ? kNone : m_slots[place(hashUid(uid, m_seed), isUid)].number;
    }

    /// The number of the uid: the one it has, or `number`, which it then has.
    template <class IsUid>
    std::uint32_t findOrAdd(const EntityUid& uid, std::uint32_t number, const IsUid& isUid)
    {
        if ((m_count + 1) * 2 > m_slots.size())
            reserve(m_count + 1);
        const std::uint64_t hash = hashUid(uid, m_seed);
        Slot& slot = m_slots[place(hash, isUid)];
        if (slot.number == kNone) {
            slot = {tagOf(hash), number};
            ++m_count;
        }
        return slot.number;
    }

    [[nodiscard]] std::size_t bytes() const { return m_slots.capacity() * sizeof(Slot); }

private:
    static constexpr std::size_t kLeastSlots = 16;

    /// `tag` spares most looks at the uid, and carries the bits that place the slot.
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t number = kNone;
    };

    static std::uint32_t tagOf(std::uint64_t hash) { return static_cast<std::uint32_t>(hash); }

    /// The uid's slot, or the empty one where it belongs.
    template <class IsUid>
    [[nodiscard]] std::size_t place(std::uint64_t hash, const IsUid& isUid) const
    {
        const std::size_t mask = m_slots.size() - 1;
        const std::uint32_t tag = tagOf(hash);
        std::size_t at = tag & mask;
        while (m_slots[at].number != kNone &&
               !(m_slots[at].tag == tag && isUid(m_slots[at].number)))
            at = (at + 1) & mask;
        return at;
    }

    void resize(std::size_t slots)
    {
        std::vector<Slot> old(slots);
        old.swap(m_slots);
        const std::size_t mask = slots - 1;
        for (const Slot& slot : old) {
            if (slot.number == kNone)
                continue;
            std::size_t at = slot.tag & mask;
            while (m_slots[at].number != kNone)
                at = (at + 1) & mask;
            m_slots[at] = slot;
        }
    }

    std::vector<Slot> m_slots;
    std::size_t m_count = 0;
    std::uint64_t m_seed;
};

} // namespace remit::cedar
