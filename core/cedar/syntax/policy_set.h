// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/cedar/syntax/tree.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace remit::cedar {

/// A template made concrete: its slots filled with entities.
struct Link {
    std::string id;
    std::string templateId;
    std::optional<EntityUid> principal; ///< for `?principal`
    std::optional<EntityUid> resource;  ///< for `?resource`
};

/// Static policies, templates and links under one space of ids. Policies are shared and never
/// change: a copy of the set is cheap, and a new revision shares what did not change.
class PolicySet {
public:
    using PolicyPtr = std::shared_ptr<const Policy>;

    /// Error (Invalid): the id is taken.
    Result<> add(PolicyPtr policy);
    /// Errors (Invalid): id taken, no such template, a slot without value, a value without slot.
    Result<> link(Link link);

    /// Static policies and templates in the order added.
    [[nodiscard]] const std::vector<PolicyPtr>& policies() const { return m_policies; }
    [[nodiscard]] const std::vector<Link>& links() const { return m_links; }
    /// By id, static policy or template; else nullptr.
    [[nodiscard]] PolicyPtr find(const std::string& id) const;
    [[nodiscard]] bool empty() const { return m_policies.empty(); }

private:
    std::vector<PolicyPtr> m_policies;
    std::vector<Link> m_links;
    std::map<std::string, std::size_t, std::less<>> m_policyIndex;
    std::map<std::string, std::size_t, std::less<>> m_linkIndex;
};

} // namespace remit::cedar
