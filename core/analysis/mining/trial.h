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

/// What is to be tried.
struct Proposal {
    std::string task; ///< id: its recorded calls are decided
    std::string text;
    ProposalForm form = ProposalForm::Permits;
    std::string grant; ///< for Scope: whose scope it is to be
};

/// What is wrong with the text: by itself, and against the setup's schema where it has one.
[[nodiscard]] Diagnostics checkProposal(const std::string& text, const decision::Setup& setup);

/// Decides the task's recorded calls under the proposal: a guard beside the present policies; a
/// scope in the place of the grant's; permits in the place of all present ones, with the present
/// forbids kept. Errors: as observedCalls.
[[nodiscard]] Result<ProposalTrial> tryProposal(const decision::Decider& decider,
                                                const replay::EventSource& source,
                                                const Proposal& proposal,
                                                const JobControl& job = {});

/// The profile without what the user will not have: evidence of these actions (uid texts) is left
/// out.
[[nodiscard]] TaskProfile withoutActions(TaskProfile profile,
                                         const std::vector<std::string>& actions);

} // namespace remit::analysis
