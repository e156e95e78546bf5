// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/reference/expression.h"

#include <map>

namespace remit::cedar::reference {
namespace {

using Arguments = std::vector<Value>;

/// An extension function's own failure (not a decimal, overflow) is an error of the evaluation.
template <class T>
Outcome wrapped(const Expr& at, const ExtensionResult<T>& result, Value (*make)(T))
{
    if (!result)
        return error(EvaluationErrorKind::FailedExtensionFunctionExecution, at, result.error());
    return make(*result);
}

Outcome construct(const Expr& e, const std::string& text)
{
    if (e.text == "decimal")
        return wrapped(e, parseDecimal(text), &Value::decimal);
    if (e.text == "ip")
        return wrapped(e, parseIpAddress(text), &Value::ipAddress);
    if (e.text == "datetime")
        return wrapped(e, parseDatetime(text), &Value::datetime);
    return wrapped(e, parseDuration(text), &Value::duration);
}

Outcome onDecimals(const Expr& e, Decimal a, Decimal b)
{
    if (e.text == "lessThan")
        return Value::boolean(a < b);
    if (e.text == "lessThanOrEqual")
        return Value::boolean(a <= b);
    if (e.text == "greaterThan")
        return Value::boolean(a > b);
    return Value::boolean(a >= b);
}

Outcome onAddress(const Expr& e, const IpAddress& address)
{
    if (e.text == "isIpv4")
        return Value::boolean(isIpv4(address));
    if (e.text == "isIpv6")
        return Value::boolean(isIpv6(address));
    if (e.text == "isLoopback")
        return Value::boolean(isLoopback(address));
    return Value::boolean(isMulticast(address));
}

Outcome onDuration(const Expr& e, Duration duration)
{
    const std::int64_t ms = duration.milliseconds;
    if (e.text == "toMilliseconds")
        return Value::integer(ms);
    if (e.text == "toSeconds")
        return Value::integer(ms / 1000);
    if (e.text == "toMinutes")
        return Value::integer(ms / 1000 / 60);
    if (e.text == "toHours")
        return Value::integer(ms / 1000 / 60 / 60);
    return Value::integer(ms / 1000 / 60 / 60 / 24);
}

Outcome call(const Expr& e, const Arguments& a)
{
    const std::string& name = e.text;
    if (a[0].is(ValueKind::String))
        return construct(e, a[0].asString());
    if (a[0].is(ValueKind::Decimal))
        return onDecimals(e, a[0].asDecimal(), a[1].asDecimal());
    if (name == "isInRange")
        return Value::boolean(isInRange(a[0].asIpAddress(), a[1].asIpAddress()));
    if (a[0].is(ValueKind::IpAddress))
        return onAddress(e, a[0].asIpAddress());
    if (name == "offset")
        return wrapped(e, offset(a[0].asDatetime(), a[1].asDuration()), &Value::datetime);
    if (name == "durationSince")
        return wrapped(e, durationSince(a[0].asDatetime(), a[1].asDatetime()), &Value::duration);
    if (name == "toDate")
        return wrapped(e, toDate(a[0].asDatetime()), &Value::datetime);
    if (name == "toTime")
        return Value::duration(toTime(a[0].asDatetime()));
    return onDuration(e, a[0].asDuration());
}

/// What each function takes, its receiver first.
const std::vector<ValueKind>& parametersOf(const std::string& name)
{
    using enum ValueKind;
    static const std::map<std::string, std::vector<ValueKind>> kParameters{
        {"decimal", {String}},
        {"ip", {String}},
        {"datetime", {String}},
        {"duration", {String}},
        {"lessThan", {Decimal, Decimal}},
        {"lessThanOrEqual", {Decimal, Decimal}},
        {"greaterThan", {Decimal, Decimal}},
        {"greaterThanOrEqual", {Decimal, Decimal}},
        {"isIpv4", {IpAddress}},
        {"isIpv6", {IpAddress}},
        {"isLoopback", {IpAddress}},
        {"isMulticast", {IpAddress}},
        {"isInRange", {IpAddress, IpAddress}},
        {"offset", {Datetime, Duration}},
        {"durationSince", {Datetime, Datetime}},
        {"toDate", {Datetime}},
        {"toTime", {Datetime}},
        {"toMilliseconds", {Duration}},
        {"toSeconds", {Duration}},
        {"toMinutes", {Duration}},
        {"toHours", {Duration}},
        {"toDays", {Duration}},
    };
    return kParameters.at(name);
}

} // namespace

Outcome callExtension(const Expr& expr, const Arguments& arguments)
{
    const auto& parameters = parametersOf(expr.text);
    if (arguments.size() != parameters.size())
        return error(EvaluationErrorKind::WrongNumArguments, expr,
                     "wrong number of arguments for " + expr.text);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (!arguments[i].is(parameters[i]))
            return typeError(*expr.children[i], "another type", arguments[i]);
    }
    return call(expr, arguments);
}

} // namespace remit::cedar::reference
