// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/extension_functions.h"

#include <array>

namespace remit::cedar {

namespace {

using Kind = Datum::Kind;

/// In the order of ExtensionOp.
constexpr std::array<ExtensionSignature, 22> kSignatures = {{
    {"decimal", "decimal", 1, Kind::String, Kind::Absent},
    {"ip", "ipaddr", 1, Kind::String, Kind::Absent},
    {"datetime", "datetime", 1, Kind::String, Kind::Absent},
    {"duration", "duration", 1, Kind::String, Kind::Absent},
    {"lessThan", "decimal", 2, Kind::Decimal, Kind::Decimal},
    {"lessThanOrEqual", "decimal", 2, Kind::Decimal, Kind::Decimal},
    {"greaterThan", "decimal", 2, Kind::Decimal, Kind::Decimal},
    {"greaterThanOrEqual", "decimal", 2, Kind::Decimal, Kind::Decimal},
    {"isIpv4", "ipaddr", 1, Kind::IpAddress, Kind::Absent},
    {"isIpv6", "ipaddr", 1, Kind::IpAddress, Kind::Absent},
    {"isLoopback", "ipaddr", 1, Kind::IpAddress, Kind::Absent},
    {"isMulticast", "ipaddr", 1, Kind::IpAddress, Kind::Absent},
    {"isInRange", "ipaddr", 2, Kind::IpAddress, Kind::IpAddress},
    {"offset", "offset", 2, Kind::Datetime, Kind::Duration},
    {"durationSince", "durationSince", 2, Kind::Datetime, Kind::Datetime},
    {"toDate", "toDate", 1, Kind::Datetime, Kind::Absent},
    {"toTime", "toTime", 1, Kind::Datetime, Kind::Absent},
    {"toMilliseconds", "toMilliseconds", 1, Kind::Duration, Kind::Absent},
    {"toSeconds", "toSeconds", 1, Kind::Duration, Kind::Absent},
    {"toMinutes", "toMinutes", 1, Kind::Duration, Kind::Absent},
    {"toHours", "toHours", 1, Kind::Duration, Kind::Absent},
    {"toDays", "toDays", 1, Kind::Duration, Kind::Absent},
}};

template <class T>
Datum failed(const ExtensionResult<T>& result, std::string* why)
{
    if (why)
        *why = result.error();
    return {};
}

Datum decimalOf(std::string_view text, std::string* why)
{
    const auto value = parseDecimal(text);
    return value ? Datum::scalar(Kind::Decimal, value->scaled) : failed(value, why);
}

Datum addressOf(std::string_view text, Arena& arena, std::string* why)
{
    const auto value = parseIpAddress(text);
    if (!value)
        return failed(value, why);
    auto* address = arena.make<IpAddress>();
    *address = *value;
    return Datum::ofAddress(address);
}

Datum result(const ExtensionResult<Datetime>& value, std::string* why)
{
    return value ? Datum::scalar(Kind::Datetime, value->milliseconds) : failed(value, why);
}

Datum result(const ExtensionResult<Duration>& value, std::string* why)
{
    return value ? Datum::scalar(Kind::Duration, value->milliseconds) : failed(value, why);
}

} // namespace

const ExtensionSignature& signatureOf(ExtensionOp function)
{
    return kSignatures[static_cast<std::size_t>(function)];
}

std::optional<ExtensionOp> extensionFunction(std::string_view name)
{
    for (std::size_t i = 0; i < kSignatures.size(); ++i) {
        if (kSignatures[i].name == name)
            return static_cast<ExtensionOp>(i);
    }
    return std::nullopt;
}

Datum apply(ExtensionOp function, const Datum& first, const Datum& second, Arena& arena,
            std::string* why)
{
    using F = ExtensionOp;
    constexpr std::int64_t kSecond = 1000;
    constexpr std::int64_t kMinute = 60 * kSecond;
    constexpr std::int64_t kHour = 60 * kMinute;
    constexpr std::int64_t kDay = 24 * kHour;
    switch (function) {
    case F::Decimal:
        return decimalOf(first.string(), why);
    case F::Ip:
        return addressOf(first.string(), arena, why);
    case F::Datetime:
        return result(parseDatetime(first.string()), why);
    case F::Duration:
        return result(parseDuration(first.string()), why);
    case F::LessThan:
        return Datum::ofBool(first.integer < second.integer);
    case F::LessThanOrEqual:
        return Datum::ofBool(first.integer <= second.integer);
    case F::GreaterThan:
        return Datum::ofBool(first.integer > second.integer);
    case F::GreaterThanOrEqual:
        return Datum::ofBool(first.integer >= second.integer);
    case F::IsIpv4:
        return Datum::ofBool(isIpv4(*first.address));
    case F::IsIpv6:
        return Datum::ofBool(isIpv6(*first.address));
    case F::IsLoopback:
        return Datum::ofBool(isLoopback(*first.address));
    case F::IsMulticast:
        return Datum::ofBool(isMulticast(*first.address));
    case F::IsInRange:
        return Datum::ofBool(isInRange(*first.address, *second.address));
    case F::Offset:
        return result(offset({first.integer}, {second.integer}), why);
    case F::DurationSince:
        return result(durationSince({first.integer}, {second.integer}), why);
    case F::ToDate:
        return result(toDate({first.integer}), why);
    case F::ToTime:
        return Datum::scalar(Kind::Duration, toTime({first.integer}).milliseconds);
    case F::ToMilliseconds:
        return Datum::ofLong(first.integer);
    case F::ToSeconds:
        return Datum::ofLong(first.integer / kSecond);
    case F::ToMinutes:
        return Datum::ofLong(first.integer / kMinute);
    case F::ToHours:
        return Datum::ofLong(first.integer / kHour);
    case F::ToDays:
        return Datum::ofLong(first.integer / kDay);
    }
    return {};
}

} // namespace remit::cedar
