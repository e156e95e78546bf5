// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/builtin_names.h"

#include <algorithm>
#include <array>

namespace remit::cedar {
namespace {

bool isAmong(std::span<const std::string> names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

std::span<const std::string> functionNames()
{
    static const std::array<std::string, 4> names{"ip", "decimal", "datetime", "duration"};
    return names;
}

std::span<const std::string> methodNames()
{
    static const std::array<std::string, 24> names{
        "contains",  "containsAll",   "containsAny",     "isEmpty",     "getTag",
        "hasTag",    "isIpv4",        "isIpv6",          "isLoopback",  "isMulticast",
        "isInRange", "lessThan",      "lessThanOrEqual", "greaterThan", "greaterThanOrEqual",
        "offset",    "durationSince", "toDate",          "toTime",      "toMilliseconds",
        "toSeconds", "toMinutes",     "toHours",         "toDays"};
    return names;
}

std::span<const std::string> variableNames()
{
    static const std::array<std::string, 4> names{"principal", "action", "resource", "context"};
    return names;
}

bool isFunctionName(std::string_view name)
{
    return isAmong(functionNames(), name);
}

bool isMethodName(std::string_view name)
{
    return isAmong(methodNames(), name);
}

std::optional<std::size_t> methodArity(std::string_view name)
{
    if (name == "isEmpty")
        return 0;
    return isAmong(methodNames().first(6), name) ? std::optional<std::size_t>(1) : std::nullopt;
}

std::optional<Var> variableNamed(std::string_view name)
{
    const auto names = variableNames();
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        return std::nullopt;
    return static_cast<Var>(found - names.begin());
}

std::string_view variableName(Var var)
{
    return variableNames()[static_cast<std::size_t>(var)];
}

std::string_view slotName(SlotId slot)
{
    return slot == SlotId::Principal ? "?principal" : "?resource";
}

} // namespace remit::cedar
