// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/impact/facts_tape.h"

#include "core/cedar/engine/program.h"

#include <utility>

namespace remit::analysis {

namespace {

using cedar::Value;
using cedar::ValueKind;

/// What stands before a value: its ValueKind; of a set or record that is shared, this more.
constexpr std::uint8_t kSharedKind = 0x40;
constexpr std::uint8_t kTrue = 0x20; ///< with Bool: the value stands in the kind

enum CallFlag : std::uint8_t {
    kPrincipalKnown = 1,
    kResourceKnown = 2,
    kRequestFails = 4,
    kUnrepresentable = 8,
    kUnknownDiffers = 16,
};

void addByte(std::string& out, std::uint8_t byte)
{
    out += static_cast<char>(byte);
}

/// Seven bits a byte, the lowest first.
void addNumber(std::string& out, std::uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        addByte(out, static_cast<std::uint8_t>(number | 0x80));
    addByte(out, static_cast<std::uint8_t>(number));
}

/// Small ones of either sign in few bytes.
void addSigned(std::string& out, std::int64_t number)
{
    const auto bits = static_cast<std::uint64_t>(number);
    addNumber(out, (bits << 1) ^ (number < 0 ? ~std::uint64_t{0} : 0));
}

void addText(std::string& out, std::string_view text)
{
    addNumber(out, text.size());
    out += text;
}

void addUid(std::string& out, const cedar::EntityUid& uid)
{
    addText(out, uid.type);
    addText(out, uid.id);
}

/// What is shared is known by its address: sets, records, and strings in sets.
const void* addressOf(const Value& value)
{
    if (value.is(ValueKind::String))
        return &value.asString();
    return value.is(ValueKind::Set) ? static_cast<const void*>(&value.asSet()) : &value.asRecord();
}

} // namespace

WantedFacts::WantedFacts(const cedar::Program& program)
{
    for (const cedar::ProgramPolicy& policy : program.policies()) {
        for (const cedar::ContextPath& path : policy.reads) {
            Node* node = &m_context;
            for (const std::string& name : path)
                node = &node->members[name];
            node->whole = true;
        }
    }
}

std::uint32_t FactsTapeWriter::nameNumber(const std::string& name)
{
    const auto [found, isNew] =
        m_nameNumbers.try_emplace(name, static_cast<std::uint32_t>(m_names.size()));
    if (isNew)
        m_names.push_back(name);
    return found->second;
}

std::uint32_t FactsTapeWriter::sharedNumber(const Value& value)
{
    const auto known = m_sharedNumbers.find(addressOf(value));
    if (known != m_sharedNumbers.end())
        return known->second;
    std::string bytes;
    content(bytes, value);
    // What it holds has got its numbers by now.
    const auto number = static_cast<std::uint32_t>(m_kept.size());
    m_sharedNumbers.emplace(addressOf(value), number);
    m_kept.push_back(value);
    addByte(m_shared, static_cast<std::uint8_t>(value.kind()));
    addText(m_shared, bytes);
    return number;
}

void FactsTapeWriter::value(std::string& out, const Value& value)
{
    const auto kind = static_cast<std::uint8_t>(value.kind());
    if (value.is(ValueKind::Bool))
        return addByte(out, kind | (value.asBool() ? kTrue : 0));
    if (value.is(ValueKind::Set) || value.is(ValueKind::Record))
        return reference(out, value);
    addByte(out, kind);
    content(out, value);
}

void FactsTapeWriter::reference(std::string& out, const Value& value)
{
    addByte(out, static_cast<std::uint8_t>(value.kind()) | kSharedKind);
    addNumber(out, sharedNumber(value));
}

void FactsTapeWriter::content(std::string& out, const Value& value)
{
    switch (value.kind()) {
    case ValueKind::Bool:
        return;
    case ValueKind::Long:
        return addSigned(out, value.asLong());
    case ValueKind::String:
        return addText(out, value.asString());
    case ValueKind::Entity:
        return addUid(out, value.asEntity());
    case ValueKind::Set:
        addNumber(out, value.asSet().size());
        // A set that grows from call to call goes on sharing its strings.
        for (const Value& element : value.asSet())
            element.is(ValueKind::String) ? reference(out, element) : this->value(out, element);
        return;
    case ValueKind::Record:
        addNumber(out, value.asRecord().size());
        for (const auto& [name, member] : value.asRecord()) {
            addNumber(out, nameNumber(name));
            this->value(out, member);
        }
        return;
    case ValueKind::Decimal:
        return addSigned(out, value.asDecimal().scaled);
    case ValueKind::Datetime:
        return addSigned(out, value.asDatetime().milliseconds);
    case ValueKind::Duration:
        return addSigned(out, value.asDuration().milliseconds);
    case ValueKind::IpAddress: {
        const cedar::IpAddress& address = value.asIpAddress();
        for (const std::uint8_t byte : address.bytes)
            addByte(out, byte);
        addByte(out, address.prefix);
        return addByte(out, address.isV6 ? 1 : 0);
    }
    }
}

/// The context and its records are each call's own: only what lies deeper may be shared.
void FactsTapeWriter::context(const cedar::Attributes& members)
{
    addNumber(m_calls, members.size());
    for (const auto& [name, member] : members) {
        addNumber(m_calls, nameNumber(name));
        if (member.is(ValueKind::Record)) {
            addByte(m_calls, static_cast<std::uint8_t>(ValueKind::Record));
            content(m_calls, member);
        } else {
            value(m_calls, member);
        }
    }
}

void FactsTapeWriter::unknown(const std::vector<cedar::ContextPath>& paths)
{
    addNumber(m_calls, paths.size());
    for (const cedar::ContextPath& path : paths) {
        addNumber(m_calls, path.size());
        for (const std::string& name : path)
            addNumber(m_calls, nameNumber(name));
    }
    m_unknown = paths;
}

void FactsTapeWriter::add(const decision::PreparedCall& call, decision::Verdict verdict)
{
    const bool unknownDiffers = call.facts.unknown != m_unknown;
    addByte(m_calls,
            static_cast<std::uint8_t>((call.principalKnown ? kPrincipalKnown : 0) |
                                      (call.resourceKnown ? kResourceKnown : 0) |
                                      (call.requestCrossings.empty() ? 0 : kRequestFails) |
                                      (call.facts.unrepresentable.empty() ? 0 : kUnrepresentable) |
                                      (unknownDiffers ? kUnknownDiffers : 0)));
    addByte(m_calls, static_cast<std::uint8_t>(verdict));
    addUid(m_calls, call.principal);
    addUid(m_calls, call.action);
    addUid(m_calls, call.resource);
    if (unknownDiffers)
        unknown(call.facts.unknown);
    context(call.facts.context.asRecord());
}

std::string FactsTapeWriter::take()
{
    std::string tape;
    addNumber(tape, m_names.size());
    for (const std::string& name : m_names)
        addText(tape, name);
    addNumber(tape, m_kept.size());
    tape += m_shared;
    tape += m_calls;
    *this = FactsTapeWriter();
    return tape;
}

FactsTapeReader::FactsTapeReader(std::string_view tape, const WantedFacts& wanted)
    : m_tape(tape), m_wanted(wanted)
{
    m_names.resize(number());
    for (std::string_view& name : m_names)
        name = text();
    m_shared.resize(number());
    for (Shared& one : m_shared) {
        one.kind = byte();
        const std::size_t length = number();
        one.begin = m_at;
        m_at += length;
    }
}

std::uint64_t FactsTapeReader::number()
{
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        const std::uint8_t next = byte();
        value |= static_cast<std::uint64_t>(next & 0x7f) << shift;
        if (next < 0x80)
            return value;
    }
}

std::int64_t FactsTapeReader::signedNumber()
{
    const std::uint64_t value = number();
    return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

std::string_view FactsTapeReader::text()
{
    const std::size_t length = number();
    const std::string_view text = m_tape.substr(m_at, length);
    m_at += length;
    return text;
}

void FactsTapeReader::uid(cedar::EntityUid& uid)
{
    uid.type.assign(text());
    uid.id.assign(text());
}

void FactsTapeReader::unknown(std::vector<cedar::ContextPath>& paths)
{
    paths.resize(number());
    for (cedar::ContextPath& path : paths) {
        path.resize(number());
        for (std::string& name : path)
            name.assign(m_names[number()]);
    }
}

bool FactsTapeReader::next(TapedCall& call)
{
    if (m_at >= m_tape.size())
        return false;
    const std::uint8_t flags = byte();
    call.verdict = static_cast<decision::Verdict>(byte());
    decision::AskedCall& asked = call.asked;
    asked.principalKnown = (flags & kPrincipalKnown) != 0;
    asked.resourceKnown = (flags & kResourceKnown) != 0;
    asked.requestFails = (flags & kRequestFails) != 0;
    asked.unrepresentable = (flags & kUnrepresentable) != 0;
    uid(asked.request.principal);
    uid(asked.request.action);
    uid(asked.request.resource);
    if ((flags & kUnknownDiffers) != 0)
        unknown(asked.unknown);
    else if (!m_begun)
        asked.unknown.clear();
    m_begun = true;
    asked.request.context = record(m_wanted.context());
    return true;
}

Value FactsTapeReader::record(const WantedFacts::Node& wanted)
{
    cedar::Attributes members;
    for (std::size_t left = number(); left > 0; --left) {
        const std::string_view name = m_names[number()];
        if (wanted.whole) {
            members.emplace_hint(members.end(), name, value(wanted));
            continue;
        }
        const auto below = wanted.members.find(name);
        if (below == wanted.members.end())
            skip();
        else
            members.emplace_hint(members.end(), name, value(below->second));
    }
    return Value::record(std::move(members));
}

Value FactsTapeReader::set()
{
    static const WantedFacts::Node kWhole{true, {}};
    std::vector<Value> elements;
    const std::size_t count = number();
    elements.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        elements.push_back(value(kWhole));
    return Value::set(std::move(elements));
}

Value FactsTapeReader::shared(const WantedFacts::Node& wanted)
{
    Shared& one = m_shared[number()];
    if (one.wanted == &wanted)
        return one.value;
    const std::size_t back = std::exchange(m_at, one.begin);
    one.value = content(one.kind, wanted);
    one.wanted = &wanted;
    m_at = back;
    return one.value;
}

Value FactsTapeReader::value(const WantedFacts::Node& wanted)
{
    const std::uint8_t kind = byte();
    return (kind & kSharedKind) != 0 ? shared(wanted) : content(kind, wanted);
}

Value FactsTapeReader::content(std::uint8_t kind, const WantedFacts::Node& wanted)
{
    if (kind == kTrue) // of ValueKind::Bool, which is 0
        return Value::boolean(true);
    switch (static_cast<ValueKind>(kind)) {
    case ValueKind::Bool:
        break;
    case ValueKind::Long:
        return Value::integer(signedNumber());
    case ValueKind::String:
        return Value::string(std::string(text()));
    case ValueKind::Entity: {
        cedar::EntityUid read;
        uid(read);
        return Value::entity(std::move(read));
    }
    case ValueKind::Set:
        return set();
    case ValueKind::Record:
        return record(wanted);
    case ValueKind::Decimal:
        return Value::decimal({signedNumber()});
    case ValueKind::Datetime:
        return Value::datetime({signedNumber()});
    case ValueKind::Duration:
        return Value::duration({signedNumber()});
    case ValueKind::IpAddress: {
        cedar::IpAddress address;
        for (std::uint8_t& one : address.bytes)
            one = byte();
        address.prefix = byte();
        address.isV6 = byte() != 0;
        return Value::ipAddress(address);
    }
    }
    return Value::boolean(false);
}

void FactsTapeReader::skip()
{
    const std::uint8_t kind = byte();
    if ((kind & kSharedKind) != 0) {
        (void)number();
        return;
    }
    switch (static_cast<ValueKind>(kind & ~kTrue)) {
    case ValueKind::Bool:
        return;
    case ValueKind::Long:
    case ValueKind::Decimal:
    case ValueKind::Datetime:
    case ValueKind::Duration:
        (void)number();
        return;
    case ValueKind::String:
        (void)text();
        return;
    case ValueKind::Entity:
        (void)text();
        (void)text();
        return;
    case ValueKind::Set:
        for (std::size_t left = number(); left > 0; --left)
            skip();
        return;
    case ValueKind::Record:
        for (std::size_t left = number(); left > 0; --left) {
            (void)number();
            skip();
        }
        return;
    case ValueKind::IpAddress:
        m_at += 18;
        return;
    }
}

} // namespace remit::analysis
