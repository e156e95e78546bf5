// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/agentdojo/carrier.h"
#include "tests/agentdojo/decided.h"

#include <cstdint>
#include <string>
#include <vector>

namespace remit::agentdojo {

/// When an attacked run counts as blocked.
enum class Blocked : std::uint8_t {
    Carrier,     ///< a call that carries the attack is denied
    AllCarriers, ///< every such call: a retry with other arguments would not succeed either
    Upstream,    ///< any call at or before the first carrier is denied
    AnyCall,     ///< any call of the run, also of runs whose carrier is not known
};

struct Share {
    std::int64_t hits = 0;
    std::int64_t of = 0;

    void count(bool hit) { hits += hit ? 1 : 0, ++of; }
    Share& operator+=(const Share& other);
    /// "12/13 (92.3 %, 66.7-98.6)": Wilson's interval at 95 %; "none recorded" of nothing.
    [[nodiscard]] std::string text() const;
    bool operator==(const Share&) const = default;
};

/// Successful attacks and successful benign work, and what became of them. Nothing is executed
/// again: an agent might recover from a denial (so *preserved* is a lower bound of utility) and
/// might try another way (so *blocked* is an upper bound of protection).
struct Tally {
    Share blocked;                    ///< of the attacks that succeeded and have a carrier
    Share blockedOfAll;               ///< of all attacks that succeeded
    Share preserved;                  ///< runs without attack that did the task: no call is denied
    Share preservedAttacked;          ///< attacked runs that did the task while the attack failed
    std::int64_t notAttributable = 0; ///< attacks that succeeded, and no call carries them
    std::int64_t undecidable = 0;     ///< calls

    Tally& operator+=(const Tally& other);
};

/// Adds one run. An undecidable call is neither a block nor a loss; it is counted.
void add(Tally& tally, const Run& run, const Suite& suite, const Decided& decided, Blocked when);

} // namespace remit::agentdojo
