// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/bundle/build/draft.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// The work of the export assistant, off the UI thread.
namespace remit::ui {

/// A line of the checks.
struct ExportCheck {
    bool good = true;
    std::string what;                 ///< one sentence
    std::vector<std::string> details; ///< one a line
};

struct ExportLook {
    std::vector<ExportCheck> checks;
    std::optional<bundle::Draft> draft; ///< where all is good
};

/// Checks the workspace as it stands on the disk, and drafts the bundle. Errors: as
/// bundle::checkRelease and draftOf.
[[nodiscard]] Result<ExportLook> lookAtExport(const std::filesystem::path& folder,
                                              const bundle::BuildOptions& options,
                                              const JobControl& control);

/// Does the private key ask for a passphrase? Errors: as reading it.
[[nodiscard]] Result<bool> isProtectedKey(const std::filesystem::path& key);

/// Signs the draft and writes it. The passphrase is looked at for a protected key only. Errors: as
/// parsePrivateKey, sealed and writing.
[[nodiscard]] Result<> signAndWrite(const bundle::Draft& draft, const std::filesystem::path& key,
                                    const bundle::Secret& passphrase,
                                    const std::filesystem::path& out);

} // namespace remit::ui
