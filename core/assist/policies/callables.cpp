// SPDX-License-Identifier: Apache-2.0
#include "core/assist/policies/builtins.h"

#include <algorithm>

namespace remit::assist {
namespace {

std::vector<Callable> allConstructors()
{
    return {
        {"decimal",
         {},
         {{"text", "String"}},
         "decimal",
         R"("${1:10.00}")",
         "A number with up to four digits after the point, written as text."},
        {"ip",
         {},
         {{"text", "String"}},
         "ipaddr",
         R"("${1:10.0.0.0/8}")",
         "An IPv4 or IPv6 address, with or without a prefix length."},
        {"datetime",
         {},
         {{"text", "String"}},
         "datetime",
         R"("${1:2026-01-01T00:00:00Z}")",
         "A moment: `2026-01-01`, `2026-01-01T09:00:00Z`, with milliseconds, or with an offset "
         "such as `+0100`."},
        {"duration",
         {},
         {{"text", "String"}},
         "duration",
         R"("${1:1h}")",
         "A span of time: `1d2h3m4s5ms`, any parts in this order, with `-` for the past."},
    };
}

std::vector<Callable> setMethods()
{
    return {
        {"contains", "Set<T>", {{"element", "T"}}, "Bool", {}, "Is it an element of the set?"},
        {"containsAll",
         "Set<T>",
         {{"elements", "Set<T>"}},
         "Bool",
         "[$1]",
         "Are all of these elements of the set?"},
        {"containsAny",
         "Set<T>",
         {{"elements", "Set<T>"}},
         "Bool",
         "[$1]",
         "Is at least one of these an element of the set?"},
        {"isEmpty", "Set<T>", {}, "Bool", {}, "Has the set no elements?"},
        {"hasTag",
         "entity",
         {{"key", "String"}},
         "Bool",
         R"("${1:key}")",
         "Has the entity this tag? Guards `getTag`."},
        {"getTag",
         "entity",
         {{"key", "String"}},
         "tag",
         R"("${1:key}")",
         "The value of the tag; an error where the entity has none of that name. Test with "
         "`hasTag` first."},
    };
}

std::vector<Callable> numberMethods()
{
    const std::string_view number = R"(decimal("${1:10.00}"))";
    const std::string_view range = R"(ip("${1:10.0.0.0/8}"))";
    return {
        {"lessThan", "decimal", {{"other", "decimal"}}, "Bool", number, "Is it less?"},
        {"lessThanOrEqual",
         "decimal",
         {{"other", "decimal"}},
         "Bool",
         number,
         "Is it less or equal?"},
        {"greaterThan", "decimal", {{"other", "decimal"}}, "Bool", number, "Is it greater?"},
        {"greaterThanOrEqual",
         "decimal",
         {{"other", "decimal"}},
         "Bool",
         number,
         "Is it greater or equal?"},
        {"isIpv4", "ipaddr", {}, "Bool", {}, "Is it an IPv4 address?"},
        {"isIpv6", "ipaddr", {}, "Bool", {}, "Is it an IPv6 address?"},
        {"isLoopback", "ipaddr", {}, "Bool", {}, "Is it a loopback address?"},
        {"isMulticast", "ipaddr", {}, "Bool", {}, "Is it a multicast address?"},
        {"isInRange",
         "ipaddr",
         {{"range", "ipaddr"}},
         "Bool",
         range,
         "Does it lie in the other's network?"},
    };
}

std::vector<Callable> timeMethods()
{
    return {
        {"offset",
         "datetime",
         {{"by", "duration"}},
         "datetime",
         R"(duration("${1:1h}"))",
         "The moment so much later; an error on overflow."},
        {"durationSince",
         "datetime",
         {{"start", "datetime"}},
         "duration",
         {},
         "The time from the other moment to this one; negative where the other is later."},
        {"toDate", "datetime", {}, "datetime", {}, "Midnight (UTC) of its day."},
        {"toTime", "datetime", {}, "duration", {}, "The time since midnight (UTC)."},
        {"toMilliseconds", "duration", {}, "Long", {}, "In whole milliseconds."},
        {"toSeconds", "duration", {}, "Long", {}, "In whole seconds, rounded toward zero."},
        {"toMinutes", "duration", {}, "Long", {}, "In whole minutes, rounded toward zero."},
        {"toHours", "duration", {}, "Long", {}, "In whole hours, rounded toward zero."},
        {"toDays", "duration", {}, "Long", {}, "In whole days, rounded toward zero."},
    };
}

std::vector<Callable> allMethods()
{
    std::vector<Callable> all = setMethods();
    for (auto* more : {&numberMethods, &timeMethods}) {
        for (Callable& method : (*more)())
            all.push_back(std::move(method));
    }
    return all;
}

const Callable* find(std::span<const Callable> all, std::string_view name)
{
    const auto found = std::find_if(all.begin(), all.end(),
                                    [name](const Callable& next) { return next.name == name; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace

std::span<const Callable> methods()
{
    static const std::vector<Callable> all = allMethods();
    return all;
}

std::span<const Callable> constructors()
{
    static const std::vector<Callable> all = allConstructors();
    return all;
}

const Callable* findMethod(std::string_view name)
{
    return find(methods(), name);
}

const Callable* findConstructor(std::string_view name)
{
    return find(constructors(), name);
}

bool hasMethod(const cedar::Type& type, const Callable& method)
{
    switch (type.kind) {
    case cedar::TypeKind::Set:
        return method.receiver == "Set<T>";
    case cedar::TypeKind::Entity:
    case cedar::TypeKind::AnyEntity:
        return method.receiver == "entity";
    case cedar::TypeKind::Extension:
        return method.receiver == cedar::extensionTypeName(type.extension);
    default:
        return false;
    }
}

} // namespace remit::assist
