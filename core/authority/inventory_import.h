// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"

#include <cstddef>
#include <string>
#include <string_view>

/// Who there is, taken over from other systems as Cedar entities: an inventory, and no authority.
/// Nothing here grants anything.
namespace remit::authority {

struct InventoryTypes {
    std::string human = "User";
    std::string agent = "Agent";
    std::string account = "ServiceAccount";
    std::string group = "Group";
    std::string role = "Role";
};

struct ImportedEntities {
    std::string json;         ///< Cedar entity JSON, indented, sorted by type and id
    std::size_t entities = 0; ///< in it
    /// What the source says and entities cannot: permissions of roles, selectors of entries.
    std::size_t leftOut = 0;
    Diagnostics diagnostics; ///< `inventory/…` and those of JSON, with spans into the text
};

/// SPIRE's registration entries (`entry show -output json`: `{"entries": [{"spiffe_id": …}]}`, an
/// id as a text or as `{trust_domain, path}`), or a list of them. Each workload identity becomes an
/// agent that has it in `workloads`; agents are named by the last part of the path, and by the
/// whole path where two would have the same name. SPIRE's own identities are left out.
[[nodiscard]] ImportedEntities entitiesOfSpiffeEntries(std::string_view text, std::string_view file,
                                                       const InventoryTypes& types);

/// Lists of roles and who has them: `{"bindings": [{"role", "members": ["user:…",
/// "serviceAccount:…", "group:…"]}]}` as cloud IAM policies are written, `{"roles": [{"name",
/// "members", "permissions"}]}` or a list of such objects, and `{"RoleDetailList"|"Roles":
/// [{"RoleName", "AssumeRolePolicyDocument"}]}` with the principals that may assume a role. Members
/// become entities whose parents are their roles.
[[nodiscard]] ImportedEntities entitiesOfRoles(std::string_view text, std::string_view file,
                                               const InventoryTypes& types);

} // namespace remit::authority
