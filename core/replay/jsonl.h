// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/setup.h"
#include "core/decision/verdict.h"

#include <string>

/// The output of `remit replay --format jsonl`: stable, for machines. Members always stand in the
/// same order and are always all there.
namespace remit::replay {

/// What all lines of a replay share.
struct LineConstants {
    std::string revision;
    std::string engine; ///< "remit 0.1.0"
};

/// One line, without the line feed.
[[nodiscard]] std::string toJsonLine(const decision::CallVerdict& row,
                                     const LineConstants& constants);
/// The last line: `{"summary":{…}}`.
[[nodiscard]] std::string toJsonLine(const decision::ReplaySummary& summary);

} // namespace remit::replay
