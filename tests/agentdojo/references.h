// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/agentdojo/decided.h"
#include "tests/agentdojo/suites.h"

namespace remit::agentdojo {

/// The three reference points that every report of this benchmark can be held against.
enum class Reference {
    GroundTruthTools, ///< P1: the tools of the user task's ground truth
    AlsoReaders,      ///< P2: P1 and every reader
    Destinations,     ///< P3: readers but get_webpage, and ground-truth tools whose destinations
                      ///< occur in the prompt or the ground truth. An oracle: a ceiling.
};

/// What the reference says of each call of the run. A task without a known ground truth allows
/// nothing in P1, readers in P2, and readers and send_email in P3.
[[nodiscard]] Decided decidedBy(Reference reference, const Suite& suite, const Run& run);

} // namespace remit::agentdojo
