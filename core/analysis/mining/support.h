// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace remit::analysis {

/// How well the evidence supports a proposed constraint: of how many calls one can say that the
/// other calls alone would have led to a constraint that lets them pass. A value that one single
/// call gave supports nothing: it was new when it came, and so may the next one be.
struct Support {
    std::int64_t expected = 0;
    std::int64_t of = 0; ///< calls

    /// The share of calls to come that the constraint lets pass, at least: the lower end of
    /// Wilson's 95 % interval. In [0, 1); 0 without evidence.
    [[nodiscard]] double confidence() const;
    /// "confidence 44 % (3 of 3 calls foreseen by the others)".
    [[nodiscard]] std::string text() const;
};

} // namespace remit::analysis
