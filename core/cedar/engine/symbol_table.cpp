// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/symbol_table.h"

namespace remit::cedar {

SymbolTable::SymbolTable(std::shared_ptr<const SymbolTable> base) : m_base(std::move(base))
{
    if (!m_base)
        return;
    m_firstEntity = m_base->entityCount();
    m_firstConstant = m_base->constantCount();
    m_types.first = m_base->typeCount();
    m_texts.first = m_base->m_texts.first + m_base->m_texts.count();
}

std::uint32_t SymbolTable::addEntity(const EntityUid& uid)
{
    if (const std::uint32_t known = m_base ? m_base->findEntity(uid) : kNone; known != kNone)
        return known;
    const std::uint32_t next = entityCount();
    const std::uint32_t number =
        m_entityNumbers.findOrAdd(uid, next, [&](std::uint32_t n) { return entity(n) == uid; });
    if (number == next)
        m_entities.push_back(uid);
    return number;
}

std::uint32_t SymbolTable::addWord(Words& words, Find find, std::string_view text)
{
    if (const std::uint32_t known = (this->*find)(text); known != kNone)
        return known;
    const std::uint32_t number = words.first + words.count();
    words.numbers.emplace(text, number);
    return number;
}

std::uint32_t SymbolTable::addConstant(Value value)
{
    addEntitiesOf(value);
    m_constants.push_back(std::move(value));
    return constantCount() - 1;
}

void SymbolTable::addEntitiesOf(const Value& value)
{
    if (value.is(ValueKind::Entity)) {
        addEntity(value.asEntity());
    } else if (value.is(ValueKind::Set)) {
        for (const Value& element : value.asSet())
            addEntitiesOf(element);
    } else if (value.is(ValueKind::Record)) {
        for (const auto& [name, member] : value.asRecord())
            addEntitiesOf(member);
    }
}

std::uint32_t SymbolTable::findEntity(const EntityUid& uid) const
{
    if (const std::uint32_t known = m_base ? m_base->findEntity(uid) : kNone; known != kNone)
        return known;
    return m_entityNumbers.find(uid, [&](std::uint32_t n) { return entity(n) == uid; });
}

std::uint32_t SymbolTable::findType(std::string_view name) const
{
    const std::uint32_t own = m_types.find(name);
    return own == kNone && m_base ? m_base->findType(name) : own;
}

std::uint32_t SymbolTable::findText(std::string_view text) const
{
    const std::uint32_t own = m_texts.find(text);
    return own == kNone && m_base ? m_base->findText(text) : own;
}

const EntityUid& SymbolTable::entity(std::uint32_t symbol) const
{
    return symbol < m_firstEntity ? m_base->entity(symbol) : m_entities[symbol - m_firstEntity];
}

const Value& SymbolTable::constant(std::uint32_t number) const
{
    return number < m_firstConstant ? m_base->constant(number)
                                    : m_constants[number - m_firstConstant];
}

} // namespace remit::cedar
