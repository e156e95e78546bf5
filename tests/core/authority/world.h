// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/chain.h"

#include <string>

/// A small world that the tests of this room change by one thing at a time: Alice gives to the
/// planner, the planner to the researcher, for the task report@1, which runs from 09:00 to 17:00.
namespace remit::authority::test {

inline Instant at(const char* clock)
{
    return *parseRfc3339(std::string("2026-03-02T") + clock + ":00Z");
}

inline cedar::EntityUid user(const char* id)
{
    return {"User", id};
}
inline cedar::EntityUid agent(const char* id)
{
    return {"Agent", id};
}

inline Grant grant(const char* id, cedar::EntityUid from, cedar::EntityUid to, const char* parent,
                   std::int64_t depth)
{
    Grant result;
    result.id = id;
    result.from = std::move(from);
    result.to = std::move(to);
    result.task = {"report", 1};
    result.issuedAt = result.notBefore = at("09:00");
    result.expiresAt = at("16:00");
    result.depth = depth;
    if (parent)
        result.parent = parent;
    return result;
}

inline Objects world()
{
    Objects objects;
    Task task;
    task.ref = {"report", 1};
    task.owner = user("alice");
    task.maxDuration = 8LL * 3600 * 1000;
    task.transitions = {{at("09:00"), TaskEvent::Activate}};
    objects.tasks = {task};
    objects.actors = {
        {agent("planner"), Profile::Exploratory, user("alice"), {"spiffe://acme.example/planner"}},
        {agent("researcher"),
         Profile::Exploratory,
         user("alice"),
         {"spiffe://acme.example/researcher"}}};
    objects.grants = {grant("g1", user("alice"), agent("planner"), nullptr, 2),
                      grant("g2", agent("planner"), agent("researcher"), "g1", 1)};
    return objects;
}

inline RootTypes rootTypes()
{
    return {{"User"}, {"ServiceAccount"}};
}

} // namespace remit::authority::test
