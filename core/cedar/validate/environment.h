// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/schema/schema.h"

#include <string>
#include <vector>

namespace remit::cedar {

/// One kind of request that the schema allows. Policies are checked in each of them apart.
struct RequestEnvironment {
    std::string principalType;
    EntityUid action;
    std::string resourceType;

    auto operator<=>(const RequestEnvironment&) const = default;
};

/// `User, Action::"view", Document`.
[[nodiscard]] std::string toText(const RequestEnvironment& environment);

/// All of them, sorted by action, then principal, then resource.
[[nodiscard]] std::vector<RequestEnvironment> requestEnvironments(const Schema& schema);

/// Those that the policy's scope admits.
[[nodiscard]] std::vector<RequestEnvironment> requestEnvironments(const Policy& policy,
                                                                  const Schema& schema);

} // namespace remit::cedar
