// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/decide.h"

#include <vector>

/// The verdict of a call without its words: what a second revision costs when the facts are at
/// hand. Where authority is modelled verdicts depend on chains, and this is not for them.
namespace remit::decision {

/// What the verdict depends on. Facts that no policy of the decider reads may be left out.
struct AskedCall {
    cedar::Request request; ///< its context holds the known facts
    bool principalKnown = true;
    bool resourceKnown = true;
    bool requestFails = false;               ///< step 0 does not hold
    bool unrepresentable = false;            ///< something recorded has no Cedar form
    std::vector<cedar::ContextPath> unknown; ///< as Facts::unknown
};

/// Asks one decider for one call after the other; one for each thread. The decider must outlive it,
/// and `Decider::looksAtAuthority` must not hold.
class VerdictOnly {
public:
    explicit VerdictOnly(const Decider& decider);

    /// That of Decider::decide, always.
    [[nodiscard]] Verdict of(const AskedCall& call);

private:
    [[nodiscard]] Verdict inFull(const AskedCall& call);

    const Decider& m_decider;
    bool m_demandsApproval = false; ///< some policy is an approval rule (R5)
    cedar::Scratch m_scratch;
    std::vector<cedar::ContextPath> m_unknown; ///< of the call before: most calls lack the same …
    std::vector<std::uint32_t> m_needing;      ///< … and so the same policies are set aside
};

} // namespace remit::decision
