// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/strict_json.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The AgentDojo suites as data: what its user tasks and injection tasks are, and the calls that
/// are known to solve them.
namespace remit::agentdojo {

/// A call of a ground truth or of a recorded run.
struct ToolCall {
    std::string tool;
    JsonValue arguments; ///< an object
};

struct UserTask {
    std::string prompt;
    /// Nothing where the benchmark could not tell (its text begins with `ERR`).
    std::optional<std::vector<ToolCall>> groundTruth;
};

struct InjectionTask {
    std::string goal;
    std::vector<ToolCall> groundTruth;
};

struct Suite {
    std::map<std::string, UserTask, std::less<>> userTasks;
    std::map<std::string, InjectionTask, std::less<>> injectionTasks;
};

using Suites = std::map<std::string, Suite, std::less<>>;

/// Reads `agentdojo-suites.json`. Errors: those of readFile; Malformed.
[[nodiscard]] Result<Suites> readSuites(const std::filesystem::path& file);

/// Tools that only read, by AgentDojo's naming: get_, read_, search_, list_, check_.
[[nodiscard]] bool isReader(std::string_view tool);

} // namespace remit::agentdojo
