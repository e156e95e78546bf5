// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/schema/schema.h"
#include "core/cedar/syntax/tree.h"
#include "core/cedar/validate/environment.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace remit::cedar {

/// What a policy's scope says of the kinds of request. A slot may be filled with any entity that
/// its operator allows, so that it rules nothing out.
class ScopeTypes {
public:
    ScopeTypes(const Policy& policy, const Schema& schema);

    /// Can the constraint hold for a principal (resource) of that type? An entity of an unknown
    /// type rules nothing out: its own error has been reported.
    [[nodiscard]] bool admitsPrincipal(std::string_view type) const;
    [[nodiscard]] bool admitsResource(std::string_view type) const;
    [[nodiscard]] bool admitsAction(const EntityUid& action) const;

    using Visit = std::function<bool(const RequestEnvironment&)>;
    /// Every kind of request that the whole scope admits, until the visitor says false. A faulty
    /// list of actions has its own error and rules nothing out.
    void forEachAdmitted(const Visit& visit) const;
    /// Every kind of request whose principal the scope admits: in each of them Cedar looks at the
    /// action's constraint.
    void forEachWithPrincipal(const Visit& visit) const;

    /// Types of the entities in `action in […]`, in the order of first mention.
    [[nodiscard]] std::vector<std::string> actionListTypes() const;

    /// Is that list empty or of several types? Both are errors of a set.
    [[nodiscard]] bool hasFaultyActionList() const;

    /// Is there an action for which the schema declares a principal and a resource type that the
    /// scope allows? Here entities and actions that the schema does not know match nothing.
    [[nodiscard]] bool hasApplicableAction() const;

private:
    [[nodiscard]] bool admits(const ScopeConstraint& constraint, std::string_view type) const;
    [[nodiscard]] bool matches(const ScopeConstraint& constraint,
                               const std::set<std::string, std::less<>>& types) const;
    [[nodiscard]] bool actionMatches(const EntityUid& action) const;
    [[nodiscard]] bool knowsActions() const;

    const Policy& m_policy;
    const Schema& m_schema;
};

} // namespace remit::cedar
