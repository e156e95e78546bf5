// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bundle/export/gateway_tools.h"
#include "core/bundle/export/misfits.h"
#include "core/cedar/syntax/tree.h"

#include <optional>

namespace remit::bundle {

/// A policy in the words of an AgentCore gateway: principals are those of its login, with claims as
/// tags; actions are TARGET___TOOL; the one resource is the gateway. A resource of the workspace
/// becomes what the tool mapping made it from: an argument, or nothing where each tool has a fixed
/// one. Nothing where some part has no counterpart; the misfits say which.
[[nodiscard]] std::optional<cedar::Policy>
gatewayPolicy(const cedar::ProgramPolicy& policy, const decision::Setup& setup,
              const GatewayTools& tools, const workspace::ExportProfile& profile, Misfits& misfits);

} // namespace remit::bundle
