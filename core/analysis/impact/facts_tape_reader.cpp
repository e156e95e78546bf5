// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/impact/facts_tape.h"
#include "core/analysis/impact/facts_tape_code.h"

#include <utility>

namespace remit::analysis {

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
    asked.principalKnown = (flags & tape::kPrincipalKnown) != 0;
    asked.resourceKnown = (flags & tape::kResourceKnown) != 0;
    asked.requestFails = (flags & tape::kRequestFails) != 0;
    asked.unrepresentable = (flags & tape::kUnrepresentable) != 0;
    uid(asked.request.principal);
    uid(asked.request.action);
    uid(asked.request.resource);
    if ((flags & tape::kUnknownDiffers) != 0)
        unknown(asked.unknown);
    else if (!m_begun)
        asked.unknown.clear();
    m_begun = true;
    asked.request.context = record(m_wanted.context());
    return true;
}

cedar::Value FactsTapeReader::record(const WantedFacts::Node& wanted)
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
    return cedar::Value::record(std::move(members));
}

cedar::Value FactsTapeReader::set()
{
    static const WantedFacts::Node kWhole{true, {}};
    std::vector<cedar::Value> elements;
    const std::size_t count = number();
    elements.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        elements.push_back(value(kWhole));
    return cedar::Value::set(std::move(elements));
}

cedar::Value FactsTapeReader::shared(const WantedFacts::Node& wanted)
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

cedar::Value FactsTapeReader::value(const WantedFacts::Node& wanted)
{
    const std::uint8_t kind = byte();
    return (kind & tape::kSharedKind) != 0 ? shared(wanted) : content(kind, wanted);
}

cedar::Value FactsTapeReader::content(std::uint8_t kind, const WantedFacts::Node& wanted)
{
    if (kind == tape::kTrue) // of cedar::ValueKind::Bool, which is 0
        return cedar::Value::boolean(true);
    switch (static_cast<cedar::ValueKind>(kind)) {
    case cedar::ValueKind::Bool:
        break;
    case cedar::ValueKind::Long:
        return cedar::Value::integer(signedNumber());
    case cedar::ValueKind::String:
        return cedar::Value::string(std::string(text()));
    case cedar::ValueKind::Entity: {
        cedar::EntityUid read;
        uid(read);
        return cedar::Value::entity(std::move(read));
    }
    case cedar::ValueKind::Set:
        return set();
    case cedar::ValueKind::Record:
        return record(wanted);
    case cedar::ValueKind::Decimal:
        return cedar::Value::decimal({signedNumber()});
    case cedar::ValueKind::Datetime:
        return cedar::Value::datetime({signedNumber()});
    case cedar::ValueKind::Duration:
        return cedar::Value::duration({signedNumber()});
    case cedar::ValueKind::IpAddress: {
        cedar::IpAddress address;
        for (std::uint8_t& one : address.bytes)
            one = byte();
        address.prefix = byte();
        address.isV6 = byte() != 0;
        return cedar::Value::ipAddress(address);
    }
    }
    return cedar::Value::boolean(false);
}

void FactsTapeReader::skip()
{
    const std::uint8_t kind = byte();
    if ((kind & tape::kSharedKind) != 0) {
        (void)number();
        return;
    }
    switch (static_cast<cedar::ValueKind>(kind & ~tape::kTrue)) {
    case cedar::ValueKind::Bool:
        return;
    case cedar::ValueKind::Long:
    case cedar::ValueKind::Decimal:
    case cedar::ValueKind::Datetime:
    case cedar::ValueKind::Duration:
        (void)number();
        return;
    case cedar::ValueKind::String:
        (void)text();
        return;
    case cedar::ValueKind::Entity:
        (void)text();
        (void)text();
        return;
    case cedar::ValueKind::Set:
        for (std::size_t left = number(); left > 0; --left)
            skip();
        return;
    case cedar::ValueKind::Record:
        for (std::size_t left = number(); left > 0; --left) {
            (void)number();
            skip();
        }
        return;
    case cedar::ValueKind::IpAddress:
        m_at += 18;
        return;
    }
}

} // namespace remit::analysis
