// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What a program is made of, for `--version` and bug reports.
namespace remit {

/// The commit that the program was built from, with a "+" where the tree was changed since;
/// "unknown" outside of git.
[[nodiscard]] std::string_view buildRevision();

struct LibraryVersion {
    std::string name;
    std::string version;
};

/// Of the libraries below core/: as they are loaded where they tell, else as they were compiled
/// against.
[[nodiscard]] std::vector<LibraryVersion> libraryVersions();

/// Lines for `--version`: program, revision, language and model, the engine's digest, libraries.
/// `more` are the libraries of the program itself.
[[nodiscard]] std::string versionText(std::string_view program, std::string_view version,
                                      const std::vector<LibraryVersion>& more = {});

} // namespace remit
