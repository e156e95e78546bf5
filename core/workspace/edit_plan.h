// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/edit.h"
#include "core/base/result.h"
#include "core/workspace/history.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// Checks of edits before anything is changed. Used by Documents alone.
namespace remit::workspace {

/// Every file that the edit touches, sorted, once.
[[nodiscard]] std::vector<std::string> filesOf(const WorkspaceEdit& edit);

/// The edit's part for one file as an undo step, checked: ranges within the text, at characters'
/// bounds, without overlap; texts in UTF-8; the file not both edited and removed; a removed file
/// that exists.
[[nodiscard]] Result<Step> planStep(const WorkspaceEdit& edit, const std::string& path,
                                    std::string_view text, bool exists);

[[nodiscard]] Result<> checkPath(const std::string& path);
[[nodiscard]] Result<> checkUtf8(const std::string& path, std::string_view text);
[[nodiscard]] Result<> removeFile(const std::filesystem::path& file, const std::string& path);

} // namespace remit::workspace
