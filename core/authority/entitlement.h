// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/estate.h"

#include <optional>
#include <string>
#include <vector>

/// What a principal may do at a time, and where each permission comes from.
namespace remit::authority {

/// What one chain gives its last principal; a root has one holding without a chain, its own.
struct Holding {
    const Grant* last = nullptr; ///< null: the principal's own, as a root
    std::vector<Inactivity> hops;
    bool active = false;
    std::size_t accesses = 0; ///< that it gives while it is active
};

struct Entitlement {
    cedar::EntityUid principal;
    Instant time;
    std::vector<Holding> holdings; ///< its own first, then by grant id
    AccessSet total;               ///< over the active holdings
};

[[nodiscard]] Entitlement entitlementOf(Reaches& reaches, const History& history,
                                        const cedar::EntityUid& principal, Instant time);

/// A policy that allows an access somewhere on a chain.
struct PermitSource {
    std::size_t hop = 0;        ///< 0: the root; i: the grant i or its receiver
    std::string grant;          ///< the scope's; empty: a policy of the workspace
    cedar::EntityUid principal; ///< for whom it was evaluated
    std::string policy;
    bool conditional = false; ///< it reads the context
    /// The group, role or account in the policy's scope through which the principal has it; nothing
    /// where the policy names the principal itself, its type or anybody.
    std::optional<cedar::EntityUid> inheritedFrom;
};

/// Every permit along the chain that makes the access possible, root first.
[[nodiscard]] std::vector<PermitSource> sourcesOf(Reaches& reaches, const Grant& last,
                                                  std::size_t access);
/// The same for what a principal has by the workspace's policies alone.
[[nodiscard]] std::vector<PermitSource>
ownSourcesOf(Reaches& reaches, const cedar::EntityUid& principal, std::size_t access);

} // namespace remit::authority
