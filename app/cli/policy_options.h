// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/session.h"
#include "core/cedar/syntax/policy_set.h"
#include "core/workspace/policy_files.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace remit::cli {

/// `--policies`, `--template-linked` and `--ids`, as the Cedar subcommands share them.
struct PolicyOptions {
    std::vector<std::string> files; ///< none: standard input
    std::string links;              ///< empty: none
    workspace::PolicyNaming naming = workspace::PolicyNaming::IdOrPosition;
};

void addPolicyOptions(CLI::App& app, PolicyOptions& options);

struct ReadPolicies {
    workspace::PolicyFiles files{workspace::PolicyNaming::IdOrPosition};
    ExitStatus status = ExitStatus::Yes; ///< what went wrong has been told

    [[nodiscard]] bool ok() const { return status == ExitStatus::Yes; }
    [[nodiscard]] const cedar::PolicySet& set() { return files.set(); }
};

/// Reads every file, also after one that is wrong, so that all is told at once.
[[nodiscard]] ReadPolicies readPolicies(const PolicyOptions& options, Session& session);

} // namespace remit::cli
