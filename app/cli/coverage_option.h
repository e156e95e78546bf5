// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/session.h"
#include "core/analysis/coverage/coverage.h"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>

namespace remit::cli {

/// What was asked of coverage.
struct CoverageOptions {
    bool show = false;
    bool all = false;
    std::string out;
    std::string form; ///< json, lcov, cobertura, text; empty: by the name of the file
    std::optional<double> failUnder;

    [[nodiscard]] bool wanted() const { return show || all || !out.empty() || failUnder; }
};

/// `--coverage`, `--coverage-all`, `--coverage-out FILE`, `--coverage-form`, `--coverage-min`.
void addCoverageOptions(CLI::App& app, CoverageOptions& options);

/// What was counted. The findings of the workspace's files are looked for here.
[[nodiscard]] analysis::CoverageReport
coverageReport(const decision::Setup& setup, const cedar::CoverageCounts& counts,
               const analysis::CallTally& calls, const std::string& evidence, Session& session);

/// Writes the file that was asked for, and judges the least share: No where less is covered.
ExitStatus keepCoverage(const CoverageOptions& options, const analysis::CoverageReport& report,
                        Session& session);

} // namespace remit::cli
