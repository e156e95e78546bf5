// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/access.h"
#include "core/authority/chain.h"
#include "core/authority/registry.h"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

/// What questions about delegation are asked of: who there is, what was handed on, what there is
/// to be done.
namespace remit::authority {

/// A plain value over shared, immutable parts.
struct Estate {
    std::shared_ptr<const Registry> registry;           ///< never null
    std::shared_ptr<const cedar::EntityStore> entities; ///< never null
    std::shared_ptr<const Inventory> inventory;         ///< never null
    std::shared_ptr<const cedar::Program> policies;     ///< the workspace's; never null
    std::unordered_map<std::string, std::shared_ptr<const cedar::Program>> scopes; ///< by grant id
    RootTypes types;
    std::vector<std::string> agents; ///< entity types
    bool rootAssumed = false;        ///< a root is taken to be entitled to all (step 6)
    std::int64_t skew = 0;           ///< milliseconds
};

/// Structural answers about the scopes and policies of an estate, each worked out once. Not for
/// several threads: make one for each job. The estate must outlive it.
class Reaches {
public:
    explicit Reaches(const Estate& estate);

    [[nodiscard]] const Estate& estate() const { return *m_estate; }
    /// ⟦scope⟧ of the grant; a grant without a scope allows nothing.
    [[nodiscard]] const AccessSet& ofScope(const Grant& grant);
    /// What the workspace's policies allow the principal (step 6).
    [[nodiscard]] const AccessSet& ofPolicies(const cedar::EntityUid& principal);
    /// What the root of a chain is entitled to: its policies, or everything where that is assumed.
    [[nodiscard]] const AccessSet& ofRoot(const cedar::EntityUid& root);
    /// What a chain ending in this grant allows: every scope and every principal's policies at
    /// once, and audiences that fit. Nothing for a chain that is not well-formed.
    [[nodiscard]] const AccessSet& ofChain(const Grant& last);

    [[nodiscard]] const Chain& chain(const Grant& last);
    [[nodiscard]] cedar::Scratch& scratch() { return m_scratch; }

private:
    using SetPtr = std::shared_ptr<const AccessSet>;
    /// What the workspace's policies say of a principal, as far as it was asked.
    struct PolicyReach {
        AccessSet reach;
        AccessSet known; ///< Sure where it was asked
    };
    [[nodiscard]] PolicyReach& policyReach(const cedar::EntityUid& principal);
    [[nodiscard]] std::string likeness(const cedar::EntityUid& principal) const;
    void askPolicies(const cedar::EntityUid& principal, PolicyReach& known, const AccessSet& about);
    [[nodiscard]] SetPtr effective(const Grant& grant);
    void keepAudience(const Grant& grant, AccessSet& set) const;

    const Estate* m_estate;
    cedar::Scratch m_scratch;
    AccessSet m_everything;
    AccessSet m_nothing;
    std::unordered_map<const cedar::Program*, SetPtr> m_scopes;
    /// Principals that the policies cannot tell apart share one.
    std::unordered_map<std::string, std::shared_ptr<PolicyReach>> m_alike;
    std::unordered_map<cedar::EntityUid, std::shared_ptr<PolicyReach>, cedar::EntityUidHash>
        m_policies;
    bool m_conditionsOnPrincipal = false; ///< some policy mentions it in a condition
    std::set<cedar::EntityUid> m_named;   ///< by `principal ==` or `in`
    std::unordered_map<const Grant*, SetPtr> m_effective;
    std::unordered_map<const Grant*, Chain> m_chains;
};

/// Is every grant of the chain active at the time, seen without a call: the workload presented is
/// the one it is bound to, the audience the one it names?
[[nodiscard]] std::vector<Inactivity> structuralInactivity(const Estate& estate,
                                                           const History& history,
                                                           const Chain& chain, Instant time);
[[nodiscard]] bool isActive(const Chain& chain, const std::vector<Inactivity>& hops);

} // namespace remit::authority
