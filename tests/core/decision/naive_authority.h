// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/decision/random_world.h"

#include <string>
#include <vector>

/// The decision procedure once more, slow and obvious, straight from the text of the model: every
/// chain is enumerated, every rule is a loop, and policies are asked of the reference evaluator.
/// Shares no code with core/decision; tests compare the two.
namespace remit::test {

struct NaiveVerdict {
    std::string verdict;            ///< "allow", "deny" …
    std::string crossing;           ///< kind of the first one; empty: none
    std::size_t hop = 0;            ///< of an outside-grant
    std::vector<std::string> chain; ///< of an allowed call
    std::string authenticated;      ///< yes, no, ?
    std::string delegated;

    bool operator==(const NaiveVerdict&) const = default;
    [[nodiscard]] std::string text() const;
};

[[nodiscard]] NaiveVerdict naiveVerdict(const RandomWorld& made);
/// What the decision procedure says, in the same terms.
[[nodiscard]] NaiveVerdict inNaiveTerms(const decision::CallVerdict& verdict);

} // namespace remit::test
