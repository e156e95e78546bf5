// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/compare/call_change.h"
#include "core/analysis/impact/impact.h"
#include "core/base/edit.h"
#include "core/decision/explanation.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// What would allow a denied call: the smallest changes of policies, each tried before it is
/// offered. Nothing is ever changed by this; a user applies an edit or does not.
namespace remit::analysis {

enum class RemedyKind : std::uint8_t {
    WidenClause, ///< one clause of a permit that comes near
    AddPermit,   ///< a permit for this principal, action and resource
    ExceptCall,  ///< the forbids that hold, except for this principal and resource
    AskApproval, ///< no edit: somebody with a role has to approve
};

struct Remedy {
    RemedyKind kind = RemedyKind::AddPermit;
    std::string title;  ///< "Let `small` go up to 1,200"
    WorkspaceEdit edit; ///< empty for AskApproval
    /// Other recorded calls that it would newly allow, the first where they are many; nothing where
    /// no traces were looked at.
    std::optional<std::vector<CallChange>> alsoAllowed;
    std::size_t alsoAllowedCount = 0; ///< of all of them
};

/// The setup after an edit of policy files that keeps the order of their policies and adds new ones
/// at the end of a file. Nothing when the new text does not parse.
[[nodiscard]] std::shared_ptr<const decision::Setup>
editedSetup(const std::shared_ptr<const decision::Setup>& setup, const WorkspaceEdit& edit);

/// The changes proposed for the call of the explanation, not yet tried.
[[nodiscard]] std::vector<Remedy> proposals(const decision::Setup& setup,
                                            const decision::Explanation& explanation);

/// The proposals that let the call pass, in the order: widen, except, add, ask. `impact`: the
/// recorded calls to look at, under the same setup; may be null. `context`: what the traces say
/// about authority by the time of the call; `first`: what a front-loaded replay decides it on.
[[nodiscard]] std::vector<Remedy>
remediesFor(const std::shared_ptr<const decision::Setup>& setup, const decision::RecordedCall& call,
            const decision::SessionReducer& session, const decision::Explanation& explanation,
            const ImpactAnalysis* impact, const decision::AuthorityContext& context = {},
            const decision::FirstCall* first = nullptr);

/// For people: what `remit explain --remedies` adds. `setup` is the one before.
[[nodiscard]] std::string remediesText(const std::vector<Remedy>& remedies,
                                       const decision::Setup& setup, bool colour);

} // namespace remit::analysis
