// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/entities/ancestry.h"

#include "core/base/limits.h"
#include "core/cedar/values/uid_table.h"

#include <algorithm>

namespace remit::cedar {

namespace {

constexpr std::size_t kAncestorScanLimit = 16;

} // namespace

bool Ancestry::has(std::span<const EntityNumber> list, EntityNumber number)
{
    if (list.size() <= kAncestorScanLimit)
        return std::find(list.begin(), list.end(), number) != list.end();
    return std::binary_search(list.begin(), list.end(), number);
}

/// Walks up from every number, with a stack of its own: chains may be longer than the call stack.
class AncestryBuilder {
public:
    explicit AncestryBuilder(const std::vector<Ancestry::Numbers>& parents)
        : m_parents(parents), m_states(parents.size(), State::New)
    {
        m_result.m_lists.resize(parents.size());
    }

    tl::expected<Ancestry, Ancestry::Failure> build()
    {
        for (EntityNumber number = 0; number < m_parents.size(); ++number) {
            if (!visit(number))
                return tl::unexpected(std::move(m_failure));
        }
        m_result.m_numbers.shrink_to_fit();
        return std::move(m_result);
    }

private:
    enum class State : std::uint8_t { New, Open, Done };
    struct Frame {
        EntityNumber number = 0;
        std::size_t nextParent = 0;
    };

    bool visit(EntityNumber start)
    {
        if (m_states[start] != State::New)
            return true;
        open(start);
        while (!m_stack.empty()) {
            Frame& frame = m_stack.back();
            const Ancestry::Numbers& parents = m_parents[frame.number];
            if (frame.nextParent == parents.size()) {
                if (!close(frame.number))
                    return false;
                continue;
            }
            const EntityNumber parent = parents[frame.nextParent++];
            if (parent >= m_parents.size() || m_states[parent] == State::Done)
                continue;
            if (m_states[parent] == State::Open)
                return failWithCycle(parent);
            open(parent);
        }
        return true;
    }

    void open(EntityNumber number)
    {
        m_states[number] = State::Open;
        m_stack.push_back({number, 0});
    }

    bool failWithCycle(EntityNumber again)
    {
        m_failure.kind = Ancestry::Failure::Kind::Cycle;
        std::size_t at = m_stack.size();
        while (m_stack[at - 1].number != again)
            --at;
        for (--at; at < m_stack.size(); ++at)
            m_failure.cycle.push_back(m_stack[at].number);
        m_failure.cycle.push_back(again);
        return false;
    }

    bool close(EntityNumber number)
    {
        m_states[number] = State::Done;
        m_stack.pop_back();
        m_list.clear();
        for (const EntityNumber parent : m_parents[number]) {
            const std::span<const EntityNumber> above = m_result.of(parent);
            m_list.push_back(parent);
            m_list.insert(m_list.end(), above.begin(), above.end());
        }
        std::sort(m_list.begin(), m_list.end());
        m_list.erase(std::unique(m_list.begin(), m_list.end()), m_list.end());
        return keep(number);
    }

    bool keep(EntityNumber number)
    {
        if (m_list.empty())
            return true;
        if ((m_kept + 1) * 2 > m_slots.size())
            growSlots();
        EntityNumber& slot = m_slots[place(m_list)];
        if (slot != UidTable::kNone) {
            m_result.m_lists[number] = m_result.m_lists[slot];
            return true;
        }
        Ancestry::Numbers& numbers = m_result.m_numbers;
        if (numbers.size() + m_list.size() > limits::kAncestorEntries) {
            m_failure.kind = Ancestry::Failure::Kind::TooLarge;
            return false;
        }
        m_result.m_lists[number] = {static_cast<std::uint32_t>(numbers.size()),
                                    static_cast<std::uint32_t>(m_list.size())};
        numbers.insert(numbers.end(), m_list.begin(), m_list.end());
        slot = number;
        ++m_kept;
        return true;
    }

    /// Slots hold a number whose list stands for all that are equal to it.
    [[nodiscard]] std::size_t place(std::span<const EntityNumber> list) const
    {
        const std::string_view bytes(reinterpret_cast<const char*>(list.data()),
                                     list.size() * sizeof(EntityNumber));
        const std::size_t mask = m_slots.size() - 1;
        std::size_t at = hashBytes(bytes, m_seed) & mask;
        while (m_slots[at] != UidTable::kNone) {
            const std::span<const EntityNumber> there = m_result.of(m_slots[at]);
            if (std::equal(there.begin(), there.end(), list.begin(), list.end()))
                break;
            at = (at + 1) & mask;
        }
        return at;
    }

    void growSlots()
    {
        std::vector<EntityNumber> old(std::max<std::size_t>(16, m_slots.size() * 2),
                                      UidTable::kNone);
        old.swap(m_slots);
        for (const EntityNumber number : old) {
            if (number != UidTable::kNone)
                m_slots[place(m_result.of(number))] = number;
        }
    }

    const std::vector<Ancestry::Numbers>& m_parents;
    std::vector<State> m_states;
    std::vector<Frame> m_stack;
    Ancestry::Numbers m_list;
    std::vector<EntityNumber> m_slots;
    std::size_t m_kept = 0;
    std::uint64_t m_seed = unforeseeableSeed();
    Ancestry m_result;
    Ancestry::Failure m_failure;
};

tl::expected<Ancestry, Ancestry::Failure> Ancestry::build(const std::vector<Numbers>& parents)
{
    return AncestryBuilder(parents).build();
}

} // namespace remit::cedar
