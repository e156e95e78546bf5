// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/authorizer.h"
#include "core/cedar/syntax/parser.h"
#include "core/cedar/syntax/policy_set.h"

#include <array>
#include <random>
#include <string>
#include <vector>

namespace remit::cedar {

/// Small worlds in which most things that policies speak of exist, and some do not.
class World {
public:
    explicit World(unsigned seed) : m_random(seed) {}

    std::string policy()
    {
        return effect() + "(" + scope("principal") + ", " + actionScope() + ", " +
               scope("resource") + ")" + (below(4) == 0 ? "" : condition()) + ";\n";
    }

    std::vector<Entity> entities()
    {
        std::vector<Entity> result;
        for (int i = 0; i < 6; ++i) {
            result.push_back({{"User", std::to_string(i)}, attributes(), parents("Team"), tags()});
            result.push_back({{"Doc", std::to_string(i)}, attributes(), parents("Folder"), {}});
        }
        for (int i = 0; i < 3; ++i)
            result.push_back(
                {{"Team", std::to_string(i)}, {}, {{"Team", std::to_string(i + 1)}}, {}});
        result.push_back({{"Action", "0"}, {}, {{"Action", "1"}}, {}});
        return result;
    }

    EntityUid principal() { return uid(below(5) == 0 ? "Bot" : "User", 8); }
    /// Some of these numbers, ascending.
    std::vector<std::uint32_t> some(std::size_t count)
    {
        std::vector<std::uint32_t> result;
        for (std::uint32_t i = 0; i < count; ++i) {
            if (below(6) == 0)
                result.push_back(i);
        }
        return result;
    }

    Request request()
    {
        Attributes context;
        if (below(4) != 0)
            context.emplace("s", Value::string(std::to_string(below(3))));
        if (below(4) != 0)
            context.emplace("n", Value::integer(static_cast<std::int64_t>(below(4))));
        if (below(3) != 0)
            context.emplace("e", Value::entity(uid("Team", 5)));
        if (below(3) != 0)
            context.emplace("r", nested());
        if (below(3) != 0)
            context.emplace("l", Value::set({Value::entity(uid("User", 8)), Value::integer(1)}));
        return {principal(), uid("Action", 3), uid("Doc", 8), Value::record(std::move(context))};
    }

private:
    /// Mostly a record with members of its own.
    Value nested()
    {
        if (below(6) == 0)
            return below(2) == 0 ? Value::integer(1) : Value::entity(uid("User", 8));
        Attributes members;
        if (below(5) != 0)
            members.emplace("s", Value::string(std::to_string(below(3))));
        if (below(2) == 0)
            members.emplace("t", Value::record({{"u", Value::string(std::to_string(below(3)))},
                                                {"e", Value::entity(uid("Team", 5))}}));
        return Value::record(std::move(members));
    }

    std::size_t below(std::size_t limit) { return m_random() % limit; }
    template <std::size_t N>
    std::string oneOf(const std::array<const char*, N>& texts)
    {
        return texts[below(N)];
    }

    EntityUid uid(const char* type, std::size_t count)
    {
        return {type, std::to_string(below(count))};
    }
    std::string literal(const char* type, std::size_t count) { return toText(uid(type, count)); }

    std::string effect() { return below(3) == 0 ? "forbid" : "permit"; }

    std::string scope(const std::string& variable)
    {
        const bool user = variable == "principal";
        const char* type = user ? "User" : "Doc";
        const char* group = user ? "Team" : "Folder";
        switch (below(6)) {
        case 0:
            return variable + " == " + literal(type, 8);
        case 1:
            return variable + " in " + literal(group, 5);
        case 2:
            return variable + " is " + type;
        case 3:
            return variable + " is " + type + " in " + literal(group, 5);
        default:
            return variable;
        }
    }

    std::string actionScope()
    {
        switch (below(5)) {
        case 0:
            return "action == " + literal("Action", 3);
        case 1:
            return "action in " + literal("Action", 3);
        case 2:
            return "action in [" + literal("Action", 3) + ", " + literal("Action", 3) + "]";
        default:
            return "action";
        }
    }

    std::string condition()
    {
        return (below(5) == 0 ? " unless { " : " when { ") + boolean(3) + " }";
    }

    std::string boolean(int depth)
    {
        if (depth == 0 || below(3) == 0)
            return test();
        switch (below(6)) {
        case 0:
        case 1:
        case 2:
            return "(" + boolean(depth - 1) + " && " + boolean(depth - 1) + " && " +
                   boolean(depth - 1) + ")";
        case 3:
            return "(" + boolean(depth - 1) + " || " + boolean(depth - 1) + ")";
        case 4:
            return "!(" + boolean(depth - 1) + ")";
        default:
            return "(if " + boolean(depth - 1) + " then " + boolean(depth - 1) + " else " +
                   boolean(depth - 1) + ")";
        }
    }

    std::string test()
    {
        switch (below(26)) {
        case 0:
            return "context.s == \"" + std::to_string(below(3)) + "\"";
        case 1:
            return "context has s && context.s == \"" + std::to_string(below(3)) + "\"";
        case 2:
            return "context.e == " + literal("Team", 5);
        case 3:
            return "principal == " + literal("User", 8);
        case 4:
            return "principal in " + literal("Team", 5);
        case 5:
            return "resource in [" + literal("Folder", 5) + ", " + literal("Doc", 8) + "]";
        case 6:
            return "principal is " + oneOf(std::array{"User", "Bot", "User in Team::\"1\""});
        case 7:
            return "principal.level " + oneOf(std::array{"<", "<=", ">", ">=", "==", "!="}) + " " +
                   number();
        case 8:
            return "resource has owner && resource.owner == principal";
        case 9:
            return "principal in resource.readers";
        case 10:
            return "context has r.s && context.r.s like \"" +
                   oneOf(std::array{"*", "1", "?*", "*2*"}) + "\"";
        case 11:
            return "context.l." +
                   oneOf(std::array{"contains(principal)", "isEmpty()",
                                    "containsAny([principal, 1])", "containsAll([resource])"});
        case 12:
            return "principal.hasTag(\"t\") && principal.getTag(\"t\") == " + number();
        case 13:
            return "{a: context.n, b: [principal, resource]} == {b: [resource, principal], a: " +
                   number() + "}";
        case 16:
            return "context.r.s == \"" + std::to_string(below(3)) + "\"";
        case 17:
            return "context has r.s && context.r.s == \"" + std::to_string(below(3)) + "\"";
        case 18:
            return "context has r && context.r has t.u && context.r.t.u == \"" +
                   std::to_string(below(3)) + "\"";
        case 19:
            return "context has r.t && principal == " + literal("User", 8) +
                   " && context.r.t.e == " + literal("Team", 5);
        case 20:
            return "context.e has owner && context.e.owner == " + literal("User", 8);
        case 21:
            return "context.s has owner && " + oneOf(std::array{"principal", "resource"}) + " in " +
                   literal("Team", 5);
        case 22:
            return "ip(context.s).isLoopback() || \"10.0.0.1\" like \"10.*\"";
        case 23:
            return "[1, context.n].containsAny([2, 1 + 1]) && decimal(\"1.5\").lessThan("
                   "decimal(\"1.6\"))";
        case 24:
            return "context has n && context.n > " + number();
        case 25:
            return oneOf(std::array{"context has s && context.n == 1", "context has e.owner",
                                    "context has l && context has s && context.s == \"1\""});
        case 14:
            return oneOf(std::array{"1", "true", "false", "context.n", "principal"});
        default:
            return number() + " + " + number() + oneOf(std::array{" < ", " == "}) + number();
        }
    }

    std::string number()
    {
        return oneOf(
            std::array{"0", "1", "2", "context.n", "principal.level", "9223372036854775807"});
    }

    Attributes attributes()
    {
        Attributes result;
        if (below(4) != 0)
            result.emplace("level", Value::integer(static_cast<std::int64_t>(below(4))));
        if (below(2) != 0)
            result.emplace("owner", Value::entity(uid("User", 8)));
        if (below(3) != 0)
            result.emplace("readers", Value::set({Value::entity(uid("Team", 5)),
                                                  Value::entity(uid("User", 8))}));
        return result;
    }

    Attributes tags()
    {
        return below(2) == 0
                   ? Attributes{}
                   : Attributes{{"t", Value::integer(static_cast<std::int64_t>(below(3)))}};
    }

    std::vector<EntityUid> parents(const char* type)
    {
        std::vector<EntityUid> result;
        for (std::size_t i = below(3); i > 0; --i)
            result.push_back(uid(type, 5));
        return result;
    }

    std::mt19937 m_random;
};

inline PolicySet parsed(const std::string& text)
{
    PolicySet set;
    for (Policy& policy : parsePolicies(text).policies)
        (void)set.add(std::make_shared<const Policy>(std::move(policy)));
    return set;
}

} // namespace remit::cedar
