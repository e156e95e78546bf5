// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/entities/escape_function.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace remit::cedar {
namespace {

using Arguments = std::span<const Value>;
using EscapeResult = ExtensionResult<Value>;

EscapeResult wrap(ExtensionResult<Decimal> value)
{
    return value.map(&Value::decimal);
}
EscapeResult wrap(ExtensionResult<IpAddress> value)
{
    return value.map(&Value::ipAddress);
}
EscapeResult wrap(ExtensionResult<Datetime> value)
{
    return value.map(&Value::datetime);
}
EscapeResult wrap(ExtensionResult<Duration> value)
{
    return value.map(&Value::duration);
}

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

template <std::int64_t unit>
EscapeResult inUnit(Arguments a)
{
    return Value::integer(a[0].asDuration().milliseconds / unit);
}

template <bool (*test)(const IpAddress&)>
EscapeResult ofAddress(Arguments a)
{
    return Value::boolean(test(a[0].asIpAddress()));
}

std::vector<EscapeFunction> makeFunctions()
{
    using enum ValueKind;
    return {
        {"decimal", {String}, [](Arguments a) { return wrap(parseDecimal(a[0].asString())); }},
        {"ip", {String}, [](Arguments a) { return wrap(parseIpAddress(a[0].asString())); }},
        {"datetime", {String}, [](Arguments a) { return wrap(parseDatetime(a[0].asString())); }},
        {"duration", {String}, [](Arguments a) { return wrap(parseDuration(a[0].asString())); }},
        {"lessThan",
         {Decimal, Decimal},
         [](Arguments a) -> EscapeResult {
             return Value::boolean(a[0].asDecimal() < a[1].asDecimal());
         }},
        {"lessThanOrEqual",
         {Decimal, Decimal},
         [](Arguments a) -> EscapeResult {
             return Value::boolean(a[0].asDecimal() <= a[1].asDecimal());
         }},
        {"greaterThan",
         {Decimal, Decimal},
         [](Arguments a) -> EscapeResult {
             return Value::boolean(a[0].asDecimal() > a[1].asDecimal());
         }},
        {"greaterThanOrEqual",
         {Decimal, Decimal},
         [](Arguments a) -> EscapeResult {
             return Value::boolean(a[0].asDecimal() >= a[1].asDecimal());
         }},
        {"isIpv4", {IpAddress}, &ofAddress<isIpv4>},
        {"isIpv6", {IpAddress}, &ofAddress<isIpv6>},
        {"isLoopback", {IpAddress}, &ofAddress<isLoopback>},
        {"isMulticast", {IpAddress}, &ofAddress<isMulticast>},
        {"isInRange",
         {IpAddress, IpAddress},
         [](Arguments a) -> EscapeResult {
             return Value::boolean(isInRange(a[0].asIpAddress(), a[1].asIpAddress()));
         }},
        {"offset",
         {Datetime, Duration},
         [](Arguments a) { return wrap(offset(a[0].asDatetime(), a[1].asDuration())); }},
        {"durationSince",
         {Datetime, Datetime},
         [](Arguments a) { return wrap(durationSince(a[0].asDatetime(), a[1].asDatetime())); }},
        {"toDate", {Datetime}, [](Arguments a) { return wrap(toDate(a[0].asDatetime())); }},
        {"toTime",
         {Datetime},
         [](Arguments a) -> EscapeResult { return Value::duration(toTime(a[0].asDatetime())); }},
        {"toMilliseconds", {Duration}, &inUnit<1>},
        {"toSeconds", {Duration}, &inUnit<kSecond>},
        {"toMinutes", {Duration}, &inUnit<kMinute>},
        {"toHours", {Duration}, &inUnit<kHour>},
        {"toDays", {Duration}, &inUnit<kDay>},
    };
}

const std::vector<EscapeFunction>& functions()
{
    static const std::vector<EscapeFunction> all = makeFunctions();
    return all;
}

} // namespace

const EscapeFunction* findEscapeFunction(std::string_view name)
{
    const auto& all = functions();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const EscapeFunction& f) { return f.name == name; });
    return found == all.end() ? nullptr : &*found;
}

std::vector<std::string> escapeFunctionNames()
{
    std::vector<std::string> names;
    for (const EscapeFunction& function : functions())
        names.emplace_back(function.name);
    return names;
}

ExtensionResult<Value> callEscapeFunction(const EscapeFunction& function, Arguments arguments)
{
    const std::size_t wanted = function.parameters.size();
    if (arguments.size() != wanted)
        return tl::unexpected(fmt::format("`{}` takes {} argument{}, here are {}", function.name,
                                          wanted, wanted == 1 ? "" : "s", arguments.size()));
    for (std::size_t i = 0; i < wanted; ++i) {
        if (!arguments[i].is(function.parameters[i]))
            return tl::unexpected(fmt::format("`{}` takes {}, this is {}", function.name,
                                              kindText(function.parameters[i]),
                                              kindText(arguments[i].kind())));
    }
    return function.apply(arguments);
}

std::string_view kindText(ValueKind kind)
{
    switch (kind) {
    case ValueKind::Bool:
        return "a boolean";
    case ValueKind::Long:
        return "a whole number";
    case ValueKind::String:
        return "a string";
    case ValueKind::Entity:
        return "an entity";
    case ValueKind::Set:
        return "a set";
    case ValueKind::Record:
        return "a record";
    case ValueKind::Decimal:
        return "a decimal";
    case ValueKind::IpAddress:
        return "an IP address";
    case ValueKind::Datetime:
        return "a datetime";
    case ValueKind::Duration:
        return "a duration";
    }
    return "a value";
}

} // namespace remit::cedar
