// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/code.h"
#include "core/cedar/engine/loose_uids.h"
#include "core/cedar/entities/entity_index.h"

#include <vector>

namespace remit::cedar {

/// Which entity of a store each symbol of a program is, and the reverse. One thread's. A program
/// that names few of the store's entities is bound at once, in memory of the program's size; for
/// others each name is looked up when first asked for, and remembered.
class Binding {
public:
    Binding(const Program::Code& program, const EntityStore::Index& store, LooseUids& loose);

    [[nodiscard]] bool isOf(const Program::Code& program, const EntityStore::Index& store) const
    {
        return m_programIdentity == program.identity && m_storeIdentity == store.identity;
    }

    [[nodiscard]] EntityNumber numberOfSymbol(std::uint32_t symbol)
    {
        EntityNumber& number = m_numbers[symbol];
        if (number == kUnknown)
            number = findNumber(symbol);
        return number;
    }

    /// SymbolTable::kNone when the program does not name the entity.
    [[nodiscard]] std::uint32_t symbolOfNumber(EntityNumber number)
    {
        if (!LooseUids::isOfStore(number))
            return symbolOfLoose(number);
        if (m_symbols.empty())
            return symbolOfNamed(number);
        std::uint32_t& symbol = m_symbols[number];
        if (symbol == kUnasked)
            symbol = m_program->symbols->findEntity(m_store->uid(number)) + kOffset;
        return symbol - kOffset;
    }

    /// The program's symbol of the type; `number` is an entity of that type.
    [[nodiscard]] std::uint32_t typeSymbol(EntityNumber number, std::string_view type);

    /// A constant that holds entities.
    [[nodiscard]] const Datum& constant(std::uint32_t number);

private:
    static constexpr EntityNumber kUnknown = UidTable::kNone;
    // Zero means unasked, so that a large table costs nothing until it is used; kNone + kOffset
    // is 1.
    static constexpr std::uint32_t kUnasked = 0;
    static constexpr std::uint32_t kOffset = 2;

    struct Named {
        EntityNumber number = kUnknown;
        std::uint32_t symbol = SymbolTable::kNone;
    };

    [[nodiscard]] EntityNumber findNumber(std::uint32_t symbol) const;
    [[nodiscard]] std::uint32_t symbolOfLoose(EntityNumber number);
    void bindAll();
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

    // The owners of program and store may be gone when the binding lies unused; they are looked at
    // only after isOf.
    const Program::Code* m_program;
    const EntityStore::Index* m_store;
    LooseUids* m_loose;
    std::shared_ptr<const int> m_programIdentity;
    std::shared_ptr<const int> m_storeIdentity;
    std::vector<EntityNumber> m_numbers;
    std::vector<std::uint32_t> m_symbols; ///< by number, when names are looked up one by one
    std::vector<Named> m_named;           ///< a hash table, when all are bound at once
    std::vector<std::uint32_t> m_loosely; ///< symbols of kept loose uids, asked one by one
    std::vector<std::uint32_t> m_types;   ///< by the store's number of the type
    std::vector<Datum> m_constants;
    Arena m_arena;
};

} // namespace remit::cedar
