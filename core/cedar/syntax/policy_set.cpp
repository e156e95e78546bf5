// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/syntax/policy_set.h"

#include "core/base/text.h"

#include <utility>

namespace remit::cedar {
namespace {

/// Why the link does not fit its template; empty when it does.
std::string slotMismatch(const Policy& policy, const Link& link)
{
    const auto check = [](bool slot, bool value, const std::string& name) -> std::string {
        if (slot == value)
            return {};
        return slot ? "gives no value for `" + name + "`"
                    : "gives a value for `" + name + "`, which the template does not have";
    };
    std::string why = check(policy.principal.slot, link.principal.has_value(), "?principal");
    return why.empty() ? check(policy.resource.slot, link.resource.has_value(), "?resource") : why;
}

} // namespace

Result<> PolicySet::add(PolicyPtr policy)
{
    if (m_policyIndex.contains(policy->id) || m_linkIndex.contains(policy->id)) {
        return failure(ErrorCode::Invalid, "the policy id `" + shown(policy->id) + "` is taken",
                       "give every policy, template and link an id of its own");
    }
    m_policyIndex.emplace(policy->id, m_policies.size());
    m_policies.push_back(std::move(policy));
    return {};
}

Result<> PolicySet::link(Link link)
{
    const std::string name = "the link `" + shown(link.id) + "`";
    if (m_policyIndex.contains(link.id) || m_linkIndex.contains(link.id))
        return failure(ErrorCode::Invalid, "the id of " + name + " is taken",
                       "give every policy, template and link an id of its own");
    const PolicyPtr policy = find(link.templateId);
    if (!policy)
        return failure(ErrorCode::Invalid, name + " names the template `" + shown(link.templateId) +
                                               "`, which does not exist");
    if (!policy->isTemplate())
        return failure(ErrorCode::Invalid,
                       name + " names `" + shown(link.templateId) + "`, which is no template",
                       "a template has `?principal` or `?resource` in its scope");
    if (const std::string why = slotMismatch(*policy, link); !why.empty())
        return failure(ErrorCode::Invalid, name + " " + why,
                       "give exactly the slots that the template uses");
    m_linkIndex.emplace(link.id, m_links.size());
    m_links.push_back(std::move(link));
    return {};
}

PolicySet::PolicyPtr PolicySet::find(const std::string& id) const
{
    const auto found = m_policyIndex.find(id);
    return found == m_policyIndex.end() ? nullptr : m_policies[found->second];
}

} // namespace remit::cedar
