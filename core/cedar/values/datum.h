// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/values/value.h"

#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <string_view>

/// The engine's form of a value: two machine words, copied without counting references. Text, sets
/// and records are borrowed from an entity store, a program, a request or an arena, and entities
/// are numbers that mean something only to who gave them out.
namespace remit::cedar {

using EntityNumber = std::uint32_t;

/// A borrowed name of an attribute. Size and first bytes tell most names apart at once.
struct AttributeName {
    const char* data = nullptr;
    std::uint32_t size = 0;
    std::uint32_t start = 0;

    [[nodiscard]] static AttributeName of(std::string_view text)
    {
        AttributeName name{text.data(), static_cast<std::uint32_t>(text.size()), 0};
        std::memcpy(&name.start, text.data(), text.size() < 4 ? text.size() : 4);
        return name;
    }
    [[nodiscard]] std::string_view text() const { return {data, size}; }
    friend bool operator==(const AttributeName& a, const AttributeName& b)
    {
        return a.size == b.size && a.start == b.start && std::memcmp(a.data, b.data, a.size) == 0;
    }
};

struct DatumSet;
struct DatumRecord;

struct Datum {
    /// Absent is no value: what a failed evaluation or a missing attribute gives.
    enum class Kind : std::uint8_t {
        Absent,
        Bool,
        Long,
        String,
        Entity,
        Set,
        Record,
        Decimal,
        IpAddress,
        Datetime,
        Duration
    };

    Kind kind = Kind::Absent;
    std::uint32_t size = 0; ///< String: bytes. Entity: its number.
    union {
        std::int64_t integer = 0; ///< Bool, Long; scaled or milliseconds of extension values
        const char* text;
        const DatumSet* set;
        const DatumRecord* record;
        const IpAddress* address;
    };

    [[nodiscard]] bool is(Kind wanted) const { return kind == wanted; }
    [[nodiscard]] bool absent() const { return kind == Kind::Absent; }
    [[nodiscard]] bool isTrue() const { return kind == Kind::Bool && integer != 0; }
    [[nodiscard]] std::string_view string() const { return {text, size}; }
    [[nodiscard]] EntityNumber entity() const { return size; }

    [[nodiscard]] static Datum ofBool(bool value) { return scalar(Kind::Bool, value ? 1 : 0); }
    [[nodiscard]] static Datum ofLong(std::int64_t value) { return scalar(Kind::Long, value); }
    [[nodiscard]] static Datum scalar(Kind kind, std::int64_t value)
    {
        Datum datum;
        datum.kind = kind;
        datum.integer = value;
        return datum;
    }
    [[nodiscard]] static Datum ofString(std::string_view value)
    {
        Datum datum;
        datum.kind = Kind::String;
        datum.size = static_cast<std::uint32_t>(value.size());
        datum.text = value.data();
        return datum;
    }
    [[nodiscard]] static Datum ofEntity(EntityNumber number)
    {
        Datum datum;
        datum.kind = Kind::Entity;
        datum.size = number;
        return datum;
    }
    [[nodiscard]] static Datum ofSet(const DatumSet* set)
    {
        Datum datum;
        datum.kind = Kind::Set;
        datum.set = set;
        return datum;
    }
    [[nodiscard]] static Datum ofRecord(const DatumRecord* record)
    {
        Datum datum;
        datum.kind = Kind::Record;
        datum.record = record;
        return datum;
    }
    [[nodiscard]] static Datum ofAddress(const IpAddress* address)
    {
        Datum datum;
        datum.kind = Kind::IpAddress;
        datum.address = address;
        return datum;
    }
};
static_assert(sizeof(Datum) == 16);

/// Sorted by `compare`, without duplicates.
struct DatumSet {
    const Datum* elements = nullptr;
    std::uint32_t count = 0;
    bool onlyEntities = false; ///< true for the empty set too

    [[nodiscard]] std::span<const Datum> all() const { return {elements, count}; }
};

/// Sorted bytewise by name.
struct DatumRecord {
    const AttributeName* names = nullptr;
    const Datum* values = nullptr;
    std::uint32_t count = 0;

    [[nodiscard]] const Datum* find(const AttributeName& name) const;
};

/// A total order: by kind, then by content, entities by number. Its equality is Cedar's `==`.
[[nodiscard]] int compare(const Datum& a, const Datum& b);
[[nodiscard]] inline bool same(const Datum& a, const Datum& b)
{
    return a.kind == b.kind && compare(a, b) == 0;
}

[[nodiscard]] bool contains(const DatumSet& set, const Datum& element);
[[nodiscard]] bool containsAll(const DatumSet& set, const DatumSet& others);
[[nodiscard]] bool containsAny(const DatumSet& set, const DatumSet& others);

/// Sorts the elements in place, drops duplicates and describes the result.
[[nodiscard]] DatumSet canonicalSet(std::span<Datum> elements);

/// Back to a value of its own.
using UidOfNumber = std::function<const EntityUid&(EntityNumber)>;
[[nodiscard]] Value toValue(const Datum& datum, const UidOfNumber& uidOf);

} // namespace remit::cedar
