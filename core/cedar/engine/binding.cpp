// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/binding.h"

#include "core/cedar/values/datum_writer.h"

namespace remit::cedar {

Binding::Binding(const Program::Code& program, const EntityStore::Index& store)
    : m_programIdentity(program.identity)
    , m_storeIdentity(store.identity)
    , m_firstProgramNumber(store.uidCount())
    , m_firstRequestNumber(store.uidCount() + program.symbols->entityCount())
    , m_numbers(program.symbols->entityCount(), kUnknown)
    , m_symbols(store.uidCount(), kUnasked)
    , m_constants(program.symbols->constantCount())
{}

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
