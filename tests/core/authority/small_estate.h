// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/estate.h"
#include "core/cedar/engine/program.h"
#include "core/cedar/syntax/parser.h"
#include "tests/core/authority/world.h"

#include <memory>
#include <string>

/// Estates of a few actions and documents, made in memory.
namespace remit::authority::test {

inline std::shared_ptr<const cedar::Program> program(const std::string& text)
{
    cedar::PolicySet set;
    for (cedar::Policy& policy : cedar::parsePolicies(text).policies)
        static_cast<void>(set.add(std::make_shared<const cedar::Policy>(std::move(policy))));
    return cedar::Program::compile(set);
}

inline cedar::EntityUid action(const std::string& id)
{
    return {"Action", id};
}
inline cedar::EntityUid document(const std::string& id)
{
    return {"Document", id};
}

/// The actions read, write and send on the documents plan, ledger and letter; ledger lies in the
/// folder books. Everybody may do everything by the workspace's policies.
inline Estate smallEstate(Objects objects)
{
    Estate estate;
    Diagnostics diagnostics;
    estate.registry = std::make_shared<const Registry>(std::move(objects), diagnostics);
    std::vector<cedar::Entity> entities{
        {document("plan"), {}, {}, {}},
        {document("ledger"), {}, {cedar::EntityUid{"Folder", "books"}}, {}},
        {document("letter"), {}, {}, {}},
        {user("alice"), {}, {cedar::EntityUid{"Team", "finance"}}, {}}};
    estate.entities = *cedar::EntityStore::build(std::move(entities));
    std::vector<Access> accesses;
    for (const char* verb : {"read", "write", "send"}) {
        for (const char* name : {"plan", "ledger", "letter"})
            accesses.push_back({action(verb), document(name), verb, std::nullopt});
    }
    estate.inventory = std::make_shared<const Inventory>(std::move(accesses));
    estate.policies = program("permit (principal, action, resource);");
    estate.types = rootTypes();
    estate.agents = {"Agent"};
    return estate;
}

} // namespace remit::authority::test
