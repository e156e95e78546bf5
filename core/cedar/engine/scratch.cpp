// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/scratch.h"

#include "core/cedar/values/datum_writer.h"

#include <algorithm>

namespace remit::cedar {

namespace {

/// Programs that one thread alternates between: a delegation chain's scopes and the workspace's
/// set stay bound.
constexpr std::size_t kBindings = 40;
constexpr std::uint32_t kSought = 1;
constexpr std::uint32_t kScanLimit = 16;

} // namespace

Scratch::Scratch() : m_state(std::make_unique<State>()) {}
Scratch::~Scratch() = default;
Scratch::Scratch(Scratch&&) noexcept = default;
Scratch& Scratch::operator=(Scratch&&) noexcept = default;

bool RequestSide::isIn(std::uint32_t symbol) const
{
    const std::uint32_t key = entityKey(symbol);
    const auto end = keys.begin() + entityKeys;
    return entityKeys <= kScanLimit ? std::find(keys.begin(), end, key) != end
                                    : std::binary_search(keys.begin(), end, key);
}

void Scratch::State::bind(const Program::Code& code, const EntityStore::Index& entities,
                          const EntityUid& principalUid, const EntityUid& actionUid,
                          const EntityUid& resourceUid, const Value& requestContext)
{
    program = &code;
    store = &entities;
    useBinding();
    m_requestMemory.reset();
    m_requestNumbers.clear();
    m_requestUids.clear();
    m_context = &requestContext;
    m_contextDatum = {};
    m_slots.assign(code.context->size(), Datum{});
    keyBits.principal = bindSide(principal, principalUid, true);
    keyBits.action = bindSide(action, actionUid, false);
    keyBits.resource = bindSide(resource, resourceUid, true);
}

void Scratch::State::useBinding()
{
    const auto found = std::find_if(m_bindings.begin(), m_bindings.end(), [this](const auto& each) {
        return each->isOf(*program, *store);
    });
    if (found == m_bindings.end()) {
        if (m_bindings.size() == kBindings)
            m_bindings.pop_back();
        m_bindings.insert(m_bindings.begin(), std::make_unique<Binding>(*program, *store));
    } else if (found != m_bindings.begin()) {
        std::rotate(m_bindings.begin(), found, found + 1);
    }
    binding = m_bindings.front().get();
}

KeyBits Scratch::State::bindSide(RequestSide& side, const EntityUid& uid, bool typed)
{
    side.uid = &uid;
    side.number = numberOf(uid);
    side.keys.clear();
    side.self = SymbolTable::kNone;
    if (side.number < binding->firstRequestNumber())
        side.self = binding->symbolOfNumber(*program, *store, side.number);
    if (side.self != SymbolTable::kNone)
        side.keys.push_back(entityKey(side.self));
    for (const EntityNumber ancestor : store->ancestors(side.number)) {
        const std::uint32_t symbol = binding->symbolOfNumber(*program, *store, ancestor);
        if (symbol != SymbolTable::kNone)
            side.keys.push_back(entityKey(symbol));
    }
    std::sort(side.keys.begin(), side.keys.end());
    side.entityKeys = static_cast<std::uint32_t>(side.keys.size());
    side.type = typed && program->symbols->typeCount() > 0 ? program->symbols->findType(uid.type)
                                                           : SymbolTable::kNone;
    if (side.type != SymbolTable::kNone)
        side.keys.push_back(wordKey(side.type));
    KeyBits bits;
    for (const std::uint32_t key : side.keys)
        bits.add(key);
    return bits;
}

EntityNumber Scratch::State::numberOf(const EntityUid& uid)
{
    const EntityNumber inStore = store->find(uid);
    if (inStore != UidTable::kNone)
        return inStore;
    const std::uint32_t symbol = program->symbols->findEntity(uid);
    if (symbol != SymbolTable::kNone)
        return binding->firstProgramNumber() + symbol;
    const EntityNumber first = binding->firstRequestNumber();
    const auto next = first + static_cast<EntityNumber>(m_requestUids.size());
    const EntityNumber number = m_requestNumbers.findOrAdd(
        uid, next, [&](EntityNumber n) { return *m_requestUids[n - first] == uid; });
    if (number == next)
        m_requestUids.push_back(&uid);
    return number;
}

const EntityUid& Scratch::State::uidOf(EntityNumber number) const
{
    if (number < binding->firstProgramNumber())
        return store->uid(number);
    if (number < binding->firstRequestNumber())
        return program->symbols->entity(number - binding->firstProgramNumber());
    return *m_requestUids[number - binding->firstRequestNumber()];
}

bool Scratch::State::isInAny(EntityNumber below, const DatumSet& above) const
{
    const std::span<const EntityNumber> ancestors = store->ancestors(below);
    if (above.count <= ancestors.size() + 1)
        return std::any_of(above.elements, above.elements + above.count,
                           [&](const Datum& each) { return isIn(below, each.entity()); });
    return contains(above, Datum::ofEntity(below)) ||
           std::any_of(ancestors.begin(), ancestors.end(),
                       [&](EntityNumber each) { return contains(above, Datum::ofEntity(each)); });
}

Datum Scratch::State::write(const Value& value)
{
    auto number = [this](const EntityUid& uid) { return numberOf(uid); };
    return DatumWriter<decltype(number)>(m_requestMemory, number).write(value);
}

const Datum& Scratch::State::context()
{
    if (m_contextDatum.absent())
        m_contextDatum = write(*m_context);
    return m_contextDatum;
}

const Datum& Scratch::State::contextMember(std::uint32_t slot)
{
    Datum& member = m_slots[slot];
    if (member.absent() && member.size != kSought) {
        const Attributes& attributes = m_context->asRecord();
        const auto found = attributes.find(program->context->name(slot));
        if (found == attributes.end())
            member.size = kSought;
        else
            member = write(found->second);
    }
    return member;
}

std::uint32_t Scratch::State::contextKey(std::uint32_t slot)
{
    const Datum& member = contextMember(slot);
    if (member.absent())
        return PolicyIndex::kMissing;
    std::uint32_t symbol = SymbolTable::kNone;
    if (member.is(Datum::Kind::String)) {
        symbol = program->symbols->findText(member.string());
        return symbol == SymbolTable::kNone ? IndexEntry::kNone : wordKey(symbol);
    }
    if (member.is(Datum::Kind::Entity) && member.entity() < binding->firstRequestNumber())
        symbol = binding->symbolOfNumber(*program, *store, member.entity());
    return symbol == SymbolTable::kNone ? IndexEntry::kNone : entityKey(symbol);
}

} // namespace remit::cedar
