// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/values/value.h"

#include <fmt/format.h>

namespace remit::cedar {

namespace {

std::string setText(const std::vector<Value>& elements)
{
    std::string text = "[";
    for (const Value& element : elements) {
        if (text.size() > 1)
            text += ", ";
        text += toText(element);
    }
    return text + "]";
}

std::string recordText(const Attributes& attributes)
{
    std::string text = "{";
    for (const auto& [name, value] : attributes) {
        if (text.size() > 1)
            text += ", ";
        text += cedarQuoted(name) + ": " + toText(value);
    }
    return text + "}";
}

/// Years beyond four digits have no literal: they are written as an offset, as Cedar prints them.
std::string datetimeText(Datetime value)
{
    const std::string literal = toText(value);
    if (parseDatetime(literal))
        return fmt::format("datetime(\"{}\")", literal);
    return fmt::format("datetime(\"1970-01-01\").offset(duration(\"{}ms\"))", value.milliseconds);
}

} // namespace

std::string toText(const Value& value)
{
    switch (value.kind()) {
    case ValueKind::Bool:
        return value.asBool() ? "true" : "false";
    case ValueKind::Long:
        return std::to_string(value.asLong());
    case ValueKind::String:
        return cedarQuoted(value.asString());
    case ValueKind::Entity:
        return toText(value.asEntity());
    case ValueKind::Set:
        return setText(value.asSet());
    case ValueKind::Record:
        return recordText(value.asRecord());
    case ValueKind::Decimal:
        return fmt::format("decimal(\"{}\")", toText(value.asDecimal()));
    case ValueKind::IpAddress:
        return fmt::format("ip(\"{}\")", toText(value.asIpAddress()));
    case ValueKind::Datetime:
        return datetimeText(value.asDatetime());
    case ValueKind::Duration:
        return fmt::format("duration(\"{}\")", toText(value.asDuration()));
    }
    return {};
}

std::string typeName(const Value& value)
{
    switch (value.kind()) {
    case ValueKind::Bool:
        return "bool";
    case ValueKind::Long:
        return "long";
    case ValueKind::String:
        return "string";
    case ValueKind::Entity:
        return fmt::format("(entity of type `{}`)", value.asEntity().type);
    case ValueKind::Set:
        return "set";
    case ValueKind::Record:
        return "record";
    case ValueKind::Decimal:
        return "decimal";
    case ValueKind::IpAddress:
        return "ipaddr";
    case ValueKind::Datetime:
        return "datetime";
    case ValueKind::Duration:
        return "duration";
    }
    return {};
}

} // namespace remit::cedar
