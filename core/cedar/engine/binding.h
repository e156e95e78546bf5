// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/code.h"
#include "core/cedar/entities/entity_index.h"

#include <vector>

namespace remit::cedar {

/// Which entity of a store each symbol of a program is, and the reverse. One thread's. A program
/// that names few of the store's entities is bound at once, in memory of the program's size; for
/// others each name is looked up when first asked for, and remembered.
///
/// Numbers are the store's; uids that only the program names follow, then those of one request.
class Binding {
public:
    Binding(const Program::Code& program, const EntityStore::Index& store);

    [[nodiscard]] bool isOf(const Program::Code& program, const EntityStore::Index& store) const
    {
        return m_programIdentity == program.identity && m_storeIdentity == store.identity;
    }

    [[nodiscard]] std::uint32_t firstProgramNumber() const { return m_firstProgramNumber; }
    [[nodiscard]] std::uint32_t firstRequestNumber() const { return m_firstRequestNumber; }

    [[nodiscard]] EntityNumber numberOfSymbol(const Program::Code& program,
                                              const EntityStore::Index& store, std::uint32_t symbol)
    {
        EntityNumber& number = m_numbers[symbol];
        if (number == kUnknown)
            number = findNumber(program, store, symbol);
        return number;
    }

    /// SymbolTable::kNone when the program does not name the entity. Not for numbers of a request.
    [[nodiscard]] std::uint32_t symbolOfNumber(const Program::Code& program,
                                               const EntityStore::Index& store, EntityNumber number)
    {
        if (number >= m_firstProgramNumber)
            return number - m_firstProgramNumber;
        if (m_symbols.empty())
            return symbolOfNamed(number);
        std::uint32_t& symbol = m_symbols[number];
        if (symbol == kUnasked)
            symbol = program.symbols->findEntity(store.uid(number)) + kOffset;
        return symbol - kOffset;
    }

    /// A constant that holds entities.
    [[nodiscard]] const Datum& constant(const Program::Code& program,
                                        const EntityStore::Index& store, std::uint32_t number);

private:
    static constexpr EntityNumber kUnknown = UidTable::kNone;
    // Zero means unasked, so that a large table costs nothing until it is used; kNone + kOffset
    // is 1.
    static constexpr std::uint32_t kUnasked = 0;
    static constexpr std::uint32_t kOffset = 2;

    [[nodiscard]] EntityNumber findNumber(const Program::Code& program,
                                          const EntityStore::Index& store,
                                          std::uint32_t symbol) const;

    struct Named {
        EntityNumber number = kUnknown;
        std::uint32_t symbol = SymbolTable::kNone;
    };
    void bindAll(const Program::Code& program, const EntityStore::Index& store);
    [[nodiscard]] std::uint32_t symbolOfNamed(EntityNumber number) const
    {
        std::size_t at = spread(number);
        while (m_named[at].number != number && m_named[at].number != kUnknown)
            at = (at + 1) & (m_named.size() - 1);
        return m_named[at].symbol;
    }
    [[nodiscard]] std::size_t spread(EntityNumber number) const
    {
        return (number * 0x9e3779b97f4a7c15ULL >> 32U) & (m_named.size() - 1);
    }

    std::shared_ptr<const int> m_programIdentity;
    std::shared_ptr<const int> m_storeIdentity;
    std::uint32_t m_firstProgramNumber = 0;
    std::uint32_t m_firstRequestNumber = 0;
    std::vector<EntityNumber> m_numbers;
    std::vector<std::uint32_t> m_symbols; ///< by number, when names are looked up one by one
    std::vector<Named> m_named;           ///< a hash table, when all are bound at once
    std::vector<Datum> m_constants;
    Arena m_arena;
};

} // namespace remit::cedar
