// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/values/arena.h"
#include "core/cedar/values/datum.h"

namespace remit::cedar {

/// Writes values in the engine's form. Text and addresses stay borrowed from the value, which must
/// outlive the datum; sets and records go into the arena. `numberOf` maps an EntityUid to its
/// number.
template <class NumberOf>
class DatumWriter {
public:
    DatumWriter(Arena& arena, NumberOf numberOf) : m_arena(arena), m_numberOf(std::move(numberOf))
    {}

    [[nodiscard]] Datum write(const Value& value)
    {
        switch (value.kind()) {
        case ValueKind::Bool:
            return Datum::ofBool(value.asBool());
        case ValueKind::Long:
            return Datum::ofLong(value.asLong());
        case ValueKind::String:
            return Datum::ofString(value.asString());
        case ValueKind::Entity:
            return Datum::ofEntity(m_numberOf(value.asEntity()));
        case ValueKind::Set:
            return writeSet(value.asSet());
        case ValueKind::Record:
            return Datum::ofRecord(writeRecord(value.asRecord()));
        case ValueKind::Decimal:
            return Datum::scalar(Datum::Kind::Decimal, value.asDecimal().scaled);
        case ValueKind::IpAddress:
            return Datum::ofAddress(&value.asIpAddress());
        case ValueKind::Datetime:
            return Datum::scalar(Datum::Kind::Datetime, value.asDatetime().milliseconds);
        case ValueKind::Duration:
            return Datum::scalar(Datum::Kind::Duration, value.asDuration().milliseconds);
        }
        return {};
    }

    /// The values alone, in the order of the attributes' names.
    [[nodiscard]] const Datum* writeValues(const Attributes& attributes)
    {
        Datum* values = m_arena.make<Datum>(attributes.size());
        Datum* next = values;
        for (const auto& [name, value] : attributes)
            *next++ = write(value);
        return values;
    }

    [[nodiscard]] const DatumRecord* writeRecord(const Attributes& attributes)
    {
        AttributeName* names = m_arena.make<AttributeName>(attributes.size());
        AttributeName* next = names;
        for (const auto& [name, value] : attributes)
            *next++ = AttributeName::of(name);
        const Datum* values = writeValues(attributes);
        auto* record = m_arena.make<DatumRecord>();
        *record = {names, values, static_cast<std::uint32_t>(attributes.size())};
        return record;
    }

private:
    [[nodiscard]] Datum writeSet(const std::vector<Value>& elements)
    {
        Datum* written = m_arena.make<Datum>(elements.size());
        Datum* next = written;
        for (const Value& element : elements)
            *next++ = write(element);
        auto* set = m_arena.make<DatumSet>();
        *set = canonicalSet({written, elements.size()});
        return Datum::ofSet(set);
    }

    Arena& m_arena;
    NumberOf m_numberOf;
};

} // namespace remit::cedar
