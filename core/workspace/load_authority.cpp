// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/load_authority.h"

#include "core/authority/authority_json.h"
#include "core/base/text.h"
#include "core/cedar/schema/schema.h"
#include "core/workspace/scope_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>

namespace remit::workspace {
namespace {

using authority::Grant;
using authority::Objects;

constexpr std::string_view kScopeSuffix = ".cedar";

bool isScope(const std::string& path)
{
    return path.ends_with(kScopeSuffix);
}

/// "g1" of "grants/g1.cedar".
std::string grantOf(const std::string& path)
{
    return std::filesystem::path(path).stem().string();
}

template <class Object, class Read>
void readAll(const Snapshot& snapshot, FileKind kind, std::vector<Object>& objects, Read read,
             Diagnostics& diagnostics)
{
    for (const std::string& path : snapshot.paths(kind)) {
        if (kind == FileKind::Grants && isScope(path))
            continue;
        std::vector<Object> more = read(*snapshot.files.at(path).text, path, diagnostics);
        std::move(more.begin(), more.end(), std::back_inserter(objects));
    }
}

std::vector<std::string> actorTypes(const decision::PrincipalTypes& types)
{
    std::vector<std::string> all = types.agents;
    all.insert(all.end(), types.serviceAccounts.begin(), types.serviceAccounts.end());
    return all;
}

void readScopes(const Snapshot& snapshot, decision::Setup& setup, Diagnostics& diagnostics)
{
    ScopeFiles files;
    for (const std::string& path : snapshot.paths(FileKind::Grants)) {
        if (!isScope(path))
            continue;
        const std::string grant = grantOf(path);
        setup.scopes[grant] = files.read(snapshot.files.at(path).text, path, diagnostics);
        if (setup.registry->grant(grant))
            continue;
        Diagnostic diagnostic;
        diagnostic.code = "authority/scope-without-grant";
        diagnostic.severity = Severity::Warning;
        diagnostic.message = fmt::format("there is no grant {}", jsonQuoted(grant));
        diagnostic.help = "The scope of grant ID stands in ID.cedar. Name the file after its "
                          "grant, or remove it.";
        diagnostic.file = path;
        diagnostics.push_back(std::move(diagnostic));
    }
}

void warnOfMissingScopes(const decision::Setup& setup, Diagnostics& diagnostics)
{
    for (const Grant& grant : setup.registry->grants()) {
        if (setup.scopes.contains(grant.id))
            continue;
        Diagnostic diagnostic;
        diagnostic.code = "authority/no-scope";
        diagnostic.severity = Severity::Warning;
        diagnostic.message = fmt::format("grant {} has no scope and hands on nothing", grant.id);
        diagnostic.help = fmt::format("Write what it hands on into {}.cedar beside it.", grant.id);
        diagnostic.file = grant.place.file;
        diagnostic.span = grant.place.span;
        diagnostics.push_back(std::move(diagnostic));
    }
}

/// The types of all principals that chains may carry and that the policies are asked about.
std::set<std::string> principalTypes(const decision::Setup& setup)
{
    std::set<std::string> types;
    for (const Grant& grant : setup.registry->grants()) {
        types.insert(grant.to.type);
        if (grant.parent || setup.rootEntitlement == decision::RootEntitlement::Policies)
            types.insert(grant.from.type);
    }
    return types;
}

/// Everybody on a chain is asked about with the same action: one that does not apply to some of
/// them is a fault of the workspace, not a deny.
void checkAppliesTo(const decision::Setup& setup, Diagnostics& diagnostics)
{
    if (!setup.schema || setup.authority != decision::Authority::Modelled)
        return;
    const std::set<std::string> types = principalTypes(setup);
    for (const auto& [uid, action] : setup.schema->actions()) {
        std::vector<std::string> missing;
        std::set_difference(types.begin(), types.end(), action.principals.begin(),
                            action.principals.end(), std::back_inserter(missing));
        if (action.appliesToNothing() || missing.empty())
            continue;
        Diagnostic diagnostic;
        diagnostic.code = "authority/applies-to";
        diagnostic.message = fmt::format("{} does not apply to {}, which chains of grants carry",
                                         toText(uid), joined(missing, ", "));
        diagnostic.help = "Add it to the action's `principal`: every principal of a chain is asked "
                          "about with the same action.";
        if (action.place.known())
            diagnostic.file = *action.place.file;
        diagnostic.span = action.place.name;
        diagnostics.push_back(std::move(diagnostic));
    }
}

} // namespace

void loadAuthority(const Snapshot& snapshot, decision::Setup& setup, Diagnostics& diagnostics)
{
    Objects objects;
    readAll(snapshot, FileKind::Tasks, objects.tasks, authority::readTasks, diagnostics);
    readAll(snapshot, FileKind::Credentials, objects.credentials, authority::readCredentials,
            diagnostics);
    readAll(snapshot, FileKind::Grants, objects.grants, authority::readGrants, diagnostics);
    objects.actors = authority::readActors(*setup.entities, actorTypes(setup.types), diagnostics);
    setup.registry = std::make_shared<const authority::Registry>(std::move(objects), diagnostics);
    readScopes(snapshot, setup, diagnostics);
    warnOfMissingScopes(setup, diagnostics);
    checkAppliesTo(setup, diagnostics);
}

} // namespace remit::workspace
