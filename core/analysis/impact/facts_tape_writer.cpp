// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/impact/facts_tape.h"
#include "core/analysis/impact/facts_tape_code.h"
#include "core/cedar/engine/program.h"

#include <utility>

namespace remit::analysis {

namespace {

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
const void* addressOf(const cedar::Value& value)
{
    if (value.is(cedar::ValueKind::String))
        return &value.asString();
    return value.is(cedar::ValueKind::Set) ? static_cast<const void*>(&value.asSet())
                                           : &value.asRecord();
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

std::uint32_t FactsTapeWriter::sharedNumber(const cedar::Value& value)
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

void FactsTapeWriter::value(std::string& out, const cedar::Value& value)
{
    const auto kind = static_cast<std::uint8_t>(value.kind());
    if (value.is(cedar::ValueKind::Bool))
        return addByte(out, kind | (value.asBool() ? tape::kTrue : 0));
    if (value.is(cedar::ValueKind::Set) || value.is(cedar::ValueKind::Record))
        return reference(out, value);
    addByte(out, kind);
    content(out, value);
}

void FactsTapeWriter::reference(std::string& out, const cedar::Value& value)
{
    addByte(out, static_cast<std::uint8_t>(value.kind()) | tape::kSharedKind);
    addNumber(out, sharedNumber(value));
}

void FactsTapeWriter::content(std::string& out, const cedar::Value& value)
{
    switch (value.kind()) {
    case cedar::ValueKind::Bool:
        return;
    case cedar::ValueKind::Long:
        return addSigned(out, value.asLong());
    case cedar::ValueKind::String:
        return addText(out, value.asString());
    case cedar::ValueKind::Entity:
        return addUid(out, value.asEntity());
    case cedar::ValueKind::Set:
        addNumber(out, value.asSet().size());
        // A set that grows from call to call goes on sharing its strings.
        for (const cedar::Value& element : value.asSet())
            element.is(cedar::ValueKind::String) ? reference(out, element)
                                                 : this->value(out, element);
        return;
    case cedar::ValueKind::Record:
        addNumber(out, value.asRecord().size());
        for (const auto& [name, member] : value.asRecord()) {
            addNumber(out, nameNumber(name));
            this->value(out, member);
        }
        return;
    case cedar::ValueKind::Decimal:
        return addSigned(out, value.asDecimal().scaled);
    case cedar::ValueKind::Datetime:
        return addSigned(out, value.asDatetime().milliseconds);
    case cedar::ValueKind::Duration:
        return addSigned(out, value.asDuration().milliseconds);
    case cedar::ValueKind::IpAddress: {
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
        if (member.is(cedar::ValueKind::Record)) {
            addByte(m_calls, static_cast<std::uint8_t>(cedar::ValueKind::Record));
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
    addByte(m_calls, static_cast<std::uint8_t>(
                         (call.principalKnown ? tape::kPrincipalKnown : 0) |
                         (call.resourceKnown ? tape::kResourceKnown : 0) |
                         (call.requestCrossings.empty() ? 0 : tape::kRequestFails) |
                         (call.facts.unrepresentable.empty() ? 0 : tape::kUnrepresentable) |
                         (unknownDiffers ? tape::kUnknownDiffers : 0)));
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

} // namespace remit::analysis
