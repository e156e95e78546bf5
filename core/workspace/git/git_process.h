// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// Private to the room: asks the program `git`, which must be installed.
namespace remit::workspace {

/// What it printed. `arguments` are handed over as they are, without a shell. Nothing of the
/// repository's configuration is run, and nothing is fetched. Errors: NotFound (git is not
/// installed), Usage (git refuses; its own words), TooLarge (more than `limit` bytes), Cancelled.
[[nodiscard]] Result<std::string> askGit(const std::filesystem::path& folder,
                                         const std::vector<std::string>& arguments,
                                         std::string_view input, std::size_t limit,
                                         const JobControl& control = {});

} // namespace remit::workspace
