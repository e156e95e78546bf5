// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/agentdojo/metric.h"

#include <map>
#include <string>

namespace remit::agentdojo {

/// Tallies by suite and by pipeline, and what is printed of them.
struct Report {
    std::map<std::string, Tally> suites;
    std::map<std::string, Tally> pipelines;
    Tally all;

    void add(const Run& run, const Tally& tally);
    /// A table for people, with the limits of the method below it.
    [[nodiscard]] std::string text() const;
};

} // namespace remit::agentdojo
