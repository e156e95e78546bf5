// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "core/authority/inventory_import.h"

#include <fmt/format.h>

namespace remit::cli {
namespace {

using authority::ImportedEntities;
using authority::InventoryTypes;

struct EntitiesOptions {
    std::string source;
    std::string out = "-";
    InventoryTypes types;
};

using ReadEntities = ImportedEntities (*)(std::string_view, std::string_view,
                                          const InventoryTypes&);

ExitStatus takeOver(const EntitiesOptions& options, ReadEntities read, const char* leftOut,
                    Session& session)
{
    const auto text = session.read(options.source);
    if (!text)
        return text.error();
    const ImportedEntities found = read((*text)->text(), (*text)->name(), options.types);
    const ExitStatus status = session.report(found.diagnostics, **text);
    if (found.json.empty())
        return worse(status, ExitStatus::Invalid);
    if (found.leftOut > 0)
        session.tell(fmt::format("{} {} are not in it: entities say who there is, not what is "
                                 "allowed.",
                                 found.leftOut, leftOut));
    return worse(status, session.write(options.out, found.json));
}

void addOutput(CLI::App& app, EntitiesOptions& options)
{
    app.add_option("FILE", options.source, "What the other system gave; - is standard input")
        ->required();
    app.add_option("-o,--out", options.out, "Where the entities go; - is standard output")
        ->type_name("FILE")
        ->capture_default_str();
}

} // namespace

void addEntities(Commands& commands)
{
    Commands group =
        commands.group("entities", "Makes Cedar entities from what other systems list");
    auto entries = std::make_shared<EntitiesOptions>();
    CLI::App& spiffe = group.add(
        "from-spiffe", "Agents with their workload identities, from SPIRE's registration entries",
        [entries](Session& session) {
            return takeOver(*entries, authority::entitiesOfSpiffeEntries, "selectors", session);
        });
    addOutput(spiffe, *entries);
    spiffe.add_option("--agent-type", entries->types.agent, "Entity type of the agents")
        ->capture_default_str();
    auto roles = std::make_shared<EntitiesOptions>();
    CLI::App& iam =
        group.add("from-roles", "Roles and who has them, from lists as cloud IAM gives them",
                  [roles](Session& session) {
                      return takeOver(*roles, authority::entitiesOfRoles, "permissions", session);
                  });
    addOutput(iam, *roles);
    iam.add_option("--role-type", roles->types.role, "Entity type of roles")->capture_default_str();
    iam.add_option("--human-type", roles->types.human, "Entity type of humans")
        ->capture_default_str();
    iam.add_option("--account-type", roles->types.account, "Entity type of service accounts")
        ->capture_default_str();
    iam.add_option("--group-type", roles->types.group, "Entity type of groups")
        ->capture_default_str();
}

} // namespace remit::cli
