// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/binding.h"

#include "core/cedar/values/datum_writer.h"

namespace remit::cedar {

namespace {

/// Below this share of the store's uids a program is bound at once.
constexpr std::uint32_t kFewNames = 8;

} // namespace

Binding::Binding(const Program::Code& program, const EntityStore::Index& store, LooseUids& loose)
    : m_program(&program)
    , m_store(&store)
    , m_loose(&loose)
    , m_programIdentity(program.identity)
    , m_storeIdentity(store.identity)
    , m_numbers(program.symbols->entityCount(), kUnknown)
    , m_types(store.types.size(), kUnasked)
    , m_constants(program.symbols->constantCount())
{
    if (program.symbols->entityCount() < store.uidCount() / kFewNames)
        bindAll();
    else
        m_symbols.assign(store.uidCount() + 1, kUnasked); // never empty
}

void Binding::bindAll()
{
    std::size_t slots = 2;
    while (slots < m_numbers.size() * 2)
        slots *= 2;
    m_named.resize(slots);
    for (std::uint32_t symbol = 0; symbol < m_numbers.size(); ++symbol) {
        const EntityNumber number = numberOfSymbol(symbol);
        std::size_t at = spread(number);
        while (m_named[at].number != kUnknown)
            at = (at + 1) & (slots - 1);
        m_named[at] = {number, symbol};
    }
}

EntityNumber Binding::findNumber(std::uint32_t symbol) const
{
    const EntityUid& uid = m_program->symbols->entity(symbol);
    const EntityNumber number = m_store->find(uid);
    return number == UidTable::kNone ? m_loose->keep(uid) : number;
}

std::uint32_t Binding::symbolOfLoose(EntityNumber number)
{
    if (LooseUids::isOfRequest(number))
        return SymbolTable::kNone;
    const std::size_t at = number - LooseUids::kFirst;
    if (at >= m_loosely.size())
        m_loosely.resize(m_loose->keptCount(), kUnasked);
    std::uint32_t& symbol = m_loosely[at];
    if (symbol == kUnasked)
        symbol = m_program->symbols->findEntity(m_loose->uid(number)) + kOffset;
    return symbol - kOffset;
}

std::uint32_t Binding::typeSymbol(EntityNumber number, std::string_view type)
{
    if (m_program->symbols->typeCount() == 0)
        return SymbolTable::kNone;
    const EntityStore::Index::Row* row =
        LooseUids::isOfStore(number) ? m_store->row(number) : nullptr;
    if (!row)
        return m_program->symbols->findType(type);
    std::uint32_t& symbol = m_types[row->uid.type()];
    if (symbol == kUnasked)
        symbol = m_program->symbols->findType(type) + kOffset;
    return symbol - kOffset;
}

const Datum& Binding::constant(std::uint32_t number)
{
    Datum& datum = m_constants[number];
    if (datum.absent()) {
        auto numberOf = [&](const EntityUid& uid) {
            return numberOfSymbol(m_program->symbols->findEntity(uid));
        };
        DatumWriter<decltype(numberOf)> writer(m_arena, numberOf);
        datum = writer.write(m_program->symbols->constant(number));
    }
    return datum;
}

} // namespace remit::cedar
