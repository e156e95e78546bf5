// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/mining/task_policies.h"
#include "core/base/diagnostic.h"

#include <string>
#include <vector>

namespace remit::analysis {

/// What a proposal would do to the recorded calls of its task.
struct ProposalTrial {
    Diagnostics diagnostics; ///< of the text; with an error nothing was tried
    std::int64_t calls = 0;  ///< of the task
    /// Allowed as things are, and not any more: by run and step.
    std::vector<decision::CallVerdict> denied;
};

/// Decides the task's recorded calls under the proposal: a guard beside the present policies;
/// permits in the place of all present ones, with the present forbids kept. Errors: as
/// observedCalls.
[[nodiscard]] Result<ProposalTrial> tryProposal(const decision::Decider& decider,
                                                const replay::EventSource& source,
                                                const std::string& task, const std::string& text,
                                                ProposalForm form, const JobControl& job = {});

/// The profile without what the user will not have: evidence of these actions (uid texts) is left
/// out.
[[nodiscard]] TaskProfile withoutActions(TaskProfile profile,
                                         const std::vector<std::string>& actions);

} // namespace remit::analysis
