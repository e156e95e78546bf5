// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/scratch.h"

#include "core/cedar/values/datum_writer.h"

#include <algorithm>

namespace remit::cedar {

namespace {

/// Programs that one thread alternates between: a delegation chain's scopes and the workspace's
/// set stay bound.
constexpr std::size_t kBoundPrograms = 40;
/// Uids of programs that may be long gone; beyond that many, all are forgotten.
constexpr std::size_t kMaxLoose = 1U << 20U;
/// A program that names many more members of the context than a request has is not gone through
/// for each request.
constexpr std::size_t kMergedNames = 8;

} // namespace

Scratch::Scratch() : m_state(std::make_unique<State>()) {}
Scratch::~Scratch() = default;
Scratch::Scratch(Scratch&&) noexcept = default;
Scratch& Scratch::operator=(Scratch&&) noexcept = default;

void Scratch::State::bind(const Program::Code& code, const EntityStore::Index& entities,
                          const EntityUid& principalUid, const EntityUid& actionUid,
                          const EntityUid& resourceUid, const Value& requestContext)
{
    const Program::Code* only = &code;
    beginCall(Programs(&only, 1), entities, actionUid, resourceUid, requestContext);
    useProgram(code);
    bindPrincipal(principalUid);
}

void Scratch::State::beginCall(Programs all, const EntityStore::Index& entities,
                               const EntityUid& actionUid, const EntityUid& resourceUid,
                               const Value& requestContext)
{
    m_loose.forgetRequest();
    if (m_loose.keptCount() > kMaxLoose)
        forgetOldPrograms(all);
    m_requestMemory.reset();
    m_written.clear();
    m_call = ++m_counter;
    store = &entities;
    programs.assign(all.begin(), all.end());
    m_context = &requestContext;
    m_contextDatum = {};
    action.uid = &actionUid;
    action.number = numberOf(actionUid);
    resource.uid = &resourceUid;
    resource.number = numberOf(resourceUid);
}

void Scratch::State::forgetOldPrograms(Programs used)
{
    std::size_t named = 0;
    for (const Program::Code* each : used)
        named += each->symbols->entityCount();
    if (m_loose.keptCount() < kMaxLoose + 2 * named)
        return;
    m_bound.clear();
    m_loose.clear();
}

void Scratch::State::useProgram(const Program::Code& code)
{
    program = &code;
    const auto found = std::find_if(m_bound.begin(), m_bound.end(), [this](const auto& each) {
        return each->names.isOf(*program, *store);
    });
    if (found == m_bound.end()) {
        if (m_bound.size() == kBoundPrograms)
            m_bound.pop_back();
        m_bound.insert(m_bound.begin(), std::make_unique<BoundProgram>(code, *store, m_loose));
    } else if (found != m_bound.begin()) {
        std::rotate(m_bound.begin(), found, found + 1);
    }
    bound = m_bound.front().get();
    bindMembers();
    bindSide(action, false, keyBits.action);
    bindSide(resource, true, keyBits.resource);
}

void Scratch::State::bindPrincipal(const EntityUid& uid)
{
    m_principal = ++m_counter;
    principal.uid = &uid;
    principal.number = numberOf(uid);
    bindSide(principal, true, keyBits.principal);
}

void Scratch::State::bindSide(RequestSide& side, bool typed, KeyBits& bits)
{
    Binding& names = bound->names;
    side.keys.clear();
    side.self = names.symbolOfNumber(side.number);
    if (side.self != SymbolTable::kNone)
        side.keys.push_back(entityKey(side.self));
    for (const EntityNumber ancestor : store->ancestors(side.number)) {
        const std::uint32_t symbol = names.symbolOfNumber(ancestor);
        if (symbol != SymbolTable::kNone)
            side.keys.push_back(entityKey(symbol));
    }
    if (side.keys.size() > 1)
        std::sort(side.keys.begin(), side.keys.end());
    side.entityKeys = static_cast<std::uint32_t>(side.keys.size());
    side.type = typed ? names.typeSymbol(side.number, side.uid->type) : SymbolTable::kNone;
    if (side.type != SymbolTable::kNone)
        side.keys.push_back(wordKey(side.type));
    bits = {};
    for (const std::uint32_t key : side.keys)
        bits.add(key);
}

EntityNumber Scratch::State::numberOf(const EntityUid& uid)
{
    const EntityNumber inStore = store->find(uid);
    if (inStore != UidTable::kNone)
        return inStore;
    const EntityNumber kept = m_loose.findKept(uid);
    if (kept != UidTable::kNone)
        return kept;
    const bool named = std::any_of(programs.begin(), programs.end(), [&](const auto* each) {
        return each->symbols->findEntity(uid) != SymbolTable::kNone;
    });
    return named ? m_loose.keep(uid) : m_loose.ofRequest(uid);
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
    const bool small = !value.is(ValueKind::Set) && !value.is(ValueKind::Record);
    if (!small) {
        for (const Written& written : m_written) {
            if (written.value == &value)
                return written.datum;
        }
    }
    auto number = [this](const EntityUid& uid) { return numberOf(uid); };
    const Datum datum = DatumWriter<decltype(number)>(m_requestMemory, number).write(value);
    if (!small)
        m_written.push_back({&value, datum});
    return datum;
}

const Datum& Scratch::State::context()
{
    if (m_contextDatum.absent())
        m_contextDatum = write(*m_context);
    return m_contextDatum;
}

/// Members that need no memory of their own are taken over at once, in one pass over both lists of
/// names; the others when they are first read.
void Scratch::State::bindMembers()
{
    const Attributes& attributes = m_context->asRecord();
    const auto& slots = program->context->slots();
    if (slots.size() > kMergedNames + 2 * attributes.size()) {
        for (const auto& [name, value] : attributes) {
            if (const auto found = slots.find(name); found != slots.end())
                bindMember(found->second, value);
        }
        return;
    }
    auto given = attributes.begin();
    for (const auto& [name, slot] : slots) {
        int order = 1;
        while (given != attributes.end() && (order = given->first.compare(name)) < 0)
            ++given;
        if (given == attributes.end() || order != 0)
            bound->members[slot] = {m_call, {}};
        else
            bindMember(slot, given->second);
    }
}

void Scratch::State::bindMember(std::uint32_t slot, const Value& value)
{
    Datum datum;
    switch (value.kind()) {
    case ValueKind::Bool:
        datum = Datum::ofBool(value.asBool());
        break;
    case ValueKind::Long:
        datum = Datum::ofLong(value.asLong());
        break;
    case ValueKind::String:
        datum = Datum::ofString(value.asString());
        break;
    case ValueKind::Datetime:
        datum = Datum::scalar(Datum::Kind::Datetime, value.asDatetime().milliseconds);
        break;
    case ValueKind::Decimal:
        datum = Datum::scalar(Datum::Kind::Decimal, value.asDecimal().scaled);
        break;
    default:
        return; // an entity is looked up, a set or record written
    }
    bound->members[slot] = {m_call, datum};
}

const Datum& Scratch::State::readMember(std::uint32_t slot, BoundProgram::Member& member)
{
    const Attributes& attributes = m_context->asRecord();
    const auto found = attributes.find(program->context->name(slot));
    member.call = m_call;
    member.value = found == attributes.end() ? Datum{} : write(found->second);
    return member.value;
}

std::uint32_t Scratch::State::findContextKey(std::uint32_t path)
{
    const ContextLayout::Path& asked = program->context->path(path);
    const Datum* member = &contextMember(asked.slot);
    for (const std::string& name : asked.below)
        member = member ? memberOf(*member, name) : nullptr;
    if (!member || member->absent())
        return PolicyIndex::kMissing;
    std::uint32_t symbol = SymbolTable::kNone;
    if (member->is(Datum::Kind::String)) {
        symbol = program->symbols->findText(member->string());
        return symbol == SymbolTable::kNone ? IndexEntry::kNone : wordKey(symbol);
    }
    if (member->is(Datum::Kind::Entity))
        symbol = bound->names.symbolOfNumber(member->entity());
    return symbol == SymbolTable::kNone ? IndexEntry::kNone : entityKey(symbol);
}

/// What `value.name` is; null where that fails.
const Datum* Scratch::State::memberOf(const Datum& value, std::string_view name) const
{
    if (value.is(Datum::Kind::Record))
        return value.record->find(AttributeName::of(name));
    const EntityStore::Index::Row* row =
        value.is(Datum::Kind::Entity) ? store->row(value.entity()) : nullptr;
    return row ? row->attributes.find(AttributeName::of(name)) : nullptr;
}

} // namespace remit::cedar
