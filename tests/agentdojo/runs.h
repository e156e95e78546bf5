// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/agentdojo/suites.h"

#include <filesystem>
#include <string>
#include <vector>

namespace remit::agentdojo {

/// A recorded run, as far as the metric needs it.
struct Run {
    std::string pipeline;
    std::string suite;
    std::string userTask;
    std::string attack;        ///< empty: without attack
    std::string injectionTask; ///< empty: none
    bool utility = false;      ///< the user's task was done
    bool security = false;     ///< under attack: the attack *succeeded*
    std::vector<ToolCall> calls;

    [[nodiscard]] bool attacked() const { return !attack.empty(); }
    /// As the importer names it: pipeline/suite/user task/attack or none/injection task or none.
    [[nodiscard]] std::string id() const;
    /// The number of the user task: 12 of `user_task_12`.
    [[nodiscard]] int taskNumber() const;
};

/// Every run file (.json) below the folder, by path. Errors: those of listFiles and readFile;
/// Malformed, naming the file.
[[nodiscard]] Result<std::vector<Run>> readRuns(const std::filesystem::path& folder);

} // namespace remit::agentdojo
