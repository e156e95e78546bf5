// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/mining/argument_rules.h"
#include "core/analysis/mining/task_profile.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

/// Policies proposed from what a task was seen to need. Text for people to read, steer and keep: it
/// is formatted, carries its evidence as comments, and changes nothing by itself.
namespace remit::analysis {

/// What the proposal is for.
enum class ProposalForm : std::uint8_t {
    Permits, ///< for this task, exactly what it was seen to do
    Guard,   ///< one forbid: within this task nothing that it was not seen to do. Other policies go
             ///< on to decide what is permitted
    Scope,   ///< of a grant: the permits, without the task (the grant names it)
};

/// How much of the evidence becomes a demand.
enum class ProposalDetail : std::uint8_t {
    Actions,   ///< the actions
    Resources, ///< and the resources
    Arguments, ///< and the arguments, as far as their rules say
};

/// Action (uid text; empty: every action) and top-level argument.
using ArgumentKey = std::pair<std::string, std::string>;

struct ProposalOptions {
    ProposalForm form = ProposalForm::Permits;
    ProposalDetail detail = ProposalDetail::Resources;
    /// A guard leaves tools that only read, at low risk, to the other policies: a read that is new
    /// harms less than a write that is new.
    bool readsFree = true;
    /// How far single arguments are generalised, at the detail Arguments; Automatic where none is
    /// named.
    std::map<ArgumentKey, ArgumentRule> arguments;
};

/// Formatted Cedar. Of a task whose log has gaps, or without evidence, a comment that says so and
/// no policy: nothing is taken away on a guess.
[[nodiscard]] std::string proposedPolicies(const TaskProfile& task, const ProposalOptions& options);

} // namespace remit::analysis
