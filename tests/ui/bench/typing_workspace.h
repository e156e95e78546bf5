// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace remit::bench {

struct WorkspaceSize {
    int policies = 1000;
    int files = 50; ///< that the policies are spread over
};

/// Writes a workspace of policies that pass validation, with a schema of 20 entity types and 40
/// actions and with entities. The first file is "policies/p000.cedar".
void writeWorkspace(const std::filesystem::path& folder, const WorkspaceSize& size);

/// The policy of that number.
[[nodiscard]] std::string policyText(int number);

} // namespace remit::bench
