// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/binding.h"

#include "core/cedar/values/datum_writer.h"

namespace remit::cedar {

namespace {

/// Below this share of the store's uids a program is bound at once.
constexpr std::uint32_t kFewNames = 8;

} // namespace

Binding::Binding(const Program::Code& program, const EntityStore::Index& store)
    : m_programIdentity(program.identity)
    , m_storeIdentity(store.identity)
    , m_firstProgramNumber(store.uidCount())
    , m_firstRequestNumber(store.uidCount() + program.symbols->entityCount())
    , m_numbers(program.symbols->entityCount(), kUnknown)
    , m_constants(program.symbols->constantCount())
{
    if (program.symbols->entityCount() < store.uidCount() / kFewNames)
        bindAll(program, store);
    else
        m_symbols.assign(store.uidCount() + 1, kUnasked); // never empty
}

void Binding::bindAll(const Program::Code& program, const EntityStore::Index& store)
{
    std::size_t slots = 2;
    while (slots < m_numbers.size() * 2)
        slots *= 2;
    m_named.resize(slots);
    for (std::uint32_t symbol = 0; symbol < m_numbers.size(); ++symbol) {
        const EntityNumber number = numberOfSymbol(program, store, symbol);
        std::size_t at = spread(number);
        while (m_named[at].number != kUnknown)
            at = (at + 1) & (slots - 1);
        m_named[at] = {number, symbol};
    }
}

EntityNumber Binding::findNumber(const Program::Code& program, const EntityStore::Index& store,
                                 std::uint32_t symbol) const
{
    const EntityNumber number = store.find(program.symbols->entity(symbol));
    return number == UidTable::kNone ? m_firstProgramNumber + symbol : number;
}

const Datum& Binding::constant(const Program::Code& program, const EntityStore::Index& store,
                               std::uint32_t number)
{
    Datum& datum = m_constants[number];
    if (datum.absent()) {
        auto numberOf = [&](const EntityUid& uid) {
            return numberOfSymbol(program, store, program.symbols->findEntity(uid));
        };
        DatumWriter<decltype(numberOf)> writer(m_arena, numberOf);
        datum = writer.write(program.symbols->constant(number));
    }
    return datum;
}

} // namespace remit::cedar
