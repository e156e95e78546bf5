// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/values/entity_uid.h"
#include "core/cedar/values/extension.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace remit::cedar {

class Value;

/// Attributes by name, sorted bytewise. What entities hold and what a context is.
using Attributes = std::map<std::string, Value, std::less<>>;

enum class ValueKind {
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

/// A Cedar value: immutable, cheap to copy, compared by content as Cedar's `==` does (sets
/// without order and duplicates; extension values by value). Safe to share between threads.
class Value {
public:
    /// `false`, so that a Value can stand in containers.
    Value() = default;

    [[nodiscard]] static Value boolean(bool value);
    [[nodiscard]] static Value integer(std::int64_t value);
    [[nodiscard]] static Value string(std::string value);
    [[nodiscard]] static Value entity(EntityUid uid);
    [[nodiscard]] static Value set(std::vector<Value> elements); ///< sorts, drops duplicates
    [[nodiscard]] static Value record(Attributes attributes);
    [[nodiscard]] static Value decimal(Decimal value);
    [[nodiscard]] static Value ipAddress(IpAddress value);
    [[nodiscard]] static Value datetime(Datetime value);
    [[nodiscard]] static Value duration(Duration value);

    [[nodiscard]] ValueKind kind() const { return static_cast<ValueKind>(m_data.index()); }
    [[nodiscard]] bool is(ValueKind wanted) const { return kind() == wanted; }

    // Each of these demands the kind of its name.
    [[nodiscard]] bool asBool() const { return std::get<bool>(m_data); }
    [[nodiscard]] std::int64_t asLong() const { return std::get<std::int64_t>(m_data); }
    [[nodiscard]] const std::string& asString() const { return *std::get<SharedString>(m_data); }
    [[nodiscard]] const EntityUid& asEntity() const { return *std::get<SharedUid>(m_data); }
    [[nodiscard]] const std::vector<Value>& asSet() const { return *std::get<SharedSet>(m_data); }
    [[nodiscard]] const Attributes& asRecord() const { return *std::get<SharedRecord>(m_data); }
    [[nodiscard]] Decimal asDecimal() const { return std::get<Decimal>(m_data); }
    [[nodiscard]] const IpAddress& asIpAddress() const { return std::get<IpAddress>(m_data); }
    [[nodiscard]] Datetime asDatetime() const { return std::get<Datetime>(m_data); }
    [[nodiscard]] Duration asDuration() const { return std::get<Duration>(m_data); }

    /// A total order over all values: first by kind, then by content. Its equality is Cedar's.
    [[nodiscard]] std::strong_ordering compare(const Value& other) const;
    friend bool operator==(const Value& a, const Value& b)
    {
        return a.compare(b) == std::strong_ordering::equal;
    }
    friend std::strong_ordering operator<=>(const Value& a, const Value& b) { return a.compare(b); }

private:
    using SharedString = std::shared_ptr<const std::string>;
    using SharedUid = std::shared_ptr<const EntityUid>;
    using SharedSet = std::shared_ptr<const std::vector<Value>>;
    using SharedRecord = std::shared_ptr<const Attributes>;
    /// In the order of ValueKind.
    using Data = std::variant<bool, std::int64_t, SharedString, SharedUid, SharedSet, SharedRecord,
                              Decimal, IpAddress, Datetime, Duration>;

    explicit Value(Data data) : m_data(std::move(data)) {}

    Data m_data{false};
};

/// Cedar text that evaluates to the value (`{"a": 1}`, `decimal("1.5000")`, `User::"x"`).
[[nodiscard]] std::string toText(const Value& value);

/// "bool", "long", "string", "(entity of type `T`)", "set", "record", "decimal" … as messages
/// name them.
[[nodiscard]] std::string typeName(const Value& value);

} // namespace remit::cedar
