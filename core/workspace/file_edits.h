// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/workspace/snapshot.h"

namespace remit::workspace {

/// A file that is new, gone or written otherwise.
struct FileEdit {
    std::string path;
    std::shared_ptr<const std::string> before; ///< null: it is new
    std::shared_ptr<const std::string> after;  ///< null: it is gone
};

/// What differs between the texts of two workspaces, or of one at two moments; by path. Traces and
/// files of no kind are in no snapshot, and not in here.
[[nodiscard]] std::vector<FileEdit> fileEdits(const Snapshot& before, const Snapshot& after);

} // namespace remit::workspace
