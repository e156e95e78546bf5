// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/coverage/coverage.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

/// Private to the room: coverage by the lines of the files, as line-based tools want it.
namespace remit::analysis {

/// Something that is true or false, with how often it was which.
struct LineBranch {
    std::uint64_t isTrue = 0;
    std::uint64_t isFalse = 0;
    bool reached = false;
};

struct CoveredLine {
    std::uint64_t hits = 0; ///< the most of what begins on it
    std::vector<LineBranch> branches;
};

struct LinePolicy {
    std::string name; ///< its id; of a scope with the grants
    std::uint32_t line = 1;
    std::uint64_t hits = 0; ///< evaluations in its scope
    std::map<std::uint32_t, CoveredLine> lines;
};

/// Files by their names; policies without a text are left out.
struct CoveredFile {
    std::vector<LinePolicy> policies;
    std::map<std::uint32_t, CoveredLine> lines; ///< of all policies
};
[[nodiscard]] std::map<std::string, CoveredFile> coveredFiles(const CoverageReport& report);

} // namespace remit::analysis
