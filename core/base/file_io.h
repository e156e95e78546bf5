// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/limits.h"
#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace remit {

/// The whole file as bytes. Errors: NotFound, Unreadable (a folder, no permission), TooLarge.
[[nodiscard]] Result<std::string> readFile(const std::filesystem::path& file,
                                           std::size_t maxBytes = limits::kDocumentBytes);

/// Writes through a temporary file in the same folder, flushed and renamed over the old one, so
/// that either the old or the new content stands there. Keeps the old file's permissions and
/// follows a symbolic link to the file it names. Missing folders are made. Error: Unwritable.
[[nodiscard]] Result<> writeFileAtomically(const std::filesystem::path& file,
                                           std::string_view content);

/// Files below the folder (or the file itself), recursively, sorted by name bytewise at each level,
/// without hidden ones; symbolic links to folders are not followed.
[[nodiscard]] Result<std::vector<std::filesystem::path>>
listFiles(const std::filesystem::path& root);

} // namespace remit
