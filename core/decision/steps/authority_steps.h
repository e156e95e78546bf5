// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/steps/outcome.h"
#include "core/decision/steps/presented.h"

/// Steps 1 to 3 of the procedure, each by itself.
namespace remit::decision {

/// Step 1: a credential was presented and exists; it is bound to the workload presented, which is
/// one of the agent's; it is for the call's audience. Fails as `unauthenticated`.
[[nodiscard]] StepOutcome judgeIdentity(const Presented& call);

/// Step 2a: the credential is valid by its own dates and not revoked. Fails as
/// `credential-expired`.
[[nodiscard]] StepOutcome judgeCredential(const Presented& call);

/// The task version that a call is for.
struct CalledTask {
    std::optional<authority::TaskRef> ref; ///< nothing: none presented, or not known
    bool known = true;                     ///< false: the trace does not say which one
};
/// "id@version" as it is; of a bare id the one version that is active, else the last one.
[[nodiscard]] CalledTask calledTask(const Presented& call);

/// Step 2b, its first half: the credential was issued for this task if it names one. Fails as
/// `credential-misused`.
[[nodiscard]] StepOutcome judgeCredentialTask(const Presented& call, const CalledTask& task);

/// Step 3: the task version is active. Fails as `task-inactive`.
[[nodiscard]] StepOutcome judgeTask(const Presented& call, const CalledTask& task);

} // namespace remit::decision
