// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/validate/environment.h"

#include "core/base/limits.h"
#include "core/cedar/validate/scope.h"

namespace remit::cedar {

std::string toText(const RequestEnvironment& environment)
{
    return environment.principalType + ", " + toText(environment.action) + ", " +
           environment.resourceType;
}

std::vector<RequestEnvironment> requestEnvironments(const Schema& schema)
{
    std::vector<RequestEnvironment> environments;
    for (const auto& [uid, action] : schema.actions()) {
        for (const std::string& principal : action.principals) {
            for (const std::string& resource : action.resources) {
                if (environments.size() >= limits::kRequestEnvironments)
                    return environments;
                environments.push_back({principal, uid, resource});
            }
        }
    }
    return environments;
}

std::vector<RequestEnvironment> requestEnvironments(const Policy& policy, const Schema& schema)
{
    const ScopeTypes scope(policy, schema);
    std::vector<RequestEnvironment> environments;
    scope.forEachAdmitted([&](const RequestEnvironment& environment) {
        environments.push_back(environment);
        return environments.size() < limits::kRequestEnvironments;
    });
    return environments;
}

} // namespace remit::cedar
