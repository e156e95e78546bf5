// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/bundle/verify/package.h"
#include "core/workspace/snapshot.h"

#include <filesystem>

namespace remit::bundle {

/// Writes the members as a workspace into a folder that does not exist or is empty: whole under
/// another name beside it, then renamed, so that the folder is there with all of them or not at
/// all. Errors: Usage (the folder is not empty), Unwritable, Cancelled.
Result<> extract(const Members& members, const std::filesystem::path& folder,
                 const JobControl& control = {});

/// The members as the texts of a workspace, for loading without touching the disk. Members whose
/// text is no UTF-8 are diagnostics.
[[nodiscard]] workspace::Snapshot snapshotOf(const Members& members);

} // namespace remit::bundle
