// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/base/file_text.h"
#include "core/workspace/settings.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace remit::workspace {

/// One file of a snapshot.
struct SnapshotFile {
    FileKind kind = FileKind::Other;
    std::shared_ptr<const std::string> text; ///< never null
};

/// The texts of a workspace at one moment, immutable: what a worker computes from. A copy is cheap.
struct Snapshot {
    std::uint64_t revision = 0; ///< of Documents when it was taken; 0 without
    Settings settings;
    std::map<std::string, SnapshotFile> files; ///< by path; without traces and files of no kind
    Diagnostics diagnostics;                   ///< of remit.json, and of files that cannot be read

    /// By path, for rendering diagnostics; an empty text where there is none.
    [[nodiscard]] SourceText source(const std::string& path) const;
    /// The files of a kind, sorted.
    [[nodiscard]] std::vector<std::string> paths(FileKind kind) const;
    /// The same files with their texts, never null.
    [[nodiscard]] std::vector<FileText> texts(FileKind kind) const;
};

} // namespace remit::workspace
