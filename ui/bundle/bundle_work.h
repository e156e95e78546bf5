// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/bundle/verify/verify.h"

#include <QString>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// The work of the bundle views, off the UI thread: values in, values out.
namespace remit::ui {

/// A bundle to be looked at, and what its reader demands of it.
struct BundleQuestion {
    std::filesystem::path file;
    std::filesystem::path trust;  ///< the user's trust file; may not be there
    std::filesystem::path record; ///< of accepted revisions; may not be there
    std::size_t threshold = 1;
    std::string id;     ///< empty: any
    std::string target; ///< empty: any
    bool allowNotModelled = false;
    bool allowAssumed = false;
};

/// What the envelope says, read before anything else of the file.
struct BundleFront {
    std::string payloadDigest;
    std::vector<bundle::SignatureReport> signatures;
    std::optional<bundle::Statement> statement;
    std::optional<bundle::Refusal> refusal; ///< it could not be read this far
};
/// No member behind the envelope is unpacked. Errors: as reading the two files.
[[nodiscard]] Result<BundleFront> readBundleFront(const BundleQuestion& question);

/// The whole, checked.
struct BundleWhole {
    std::optional<bundle::Refusal> refusal; ///< nothing: it verifies
    /// Where it is refused: only if hashes and names are right. A stranger's word then.
    bundle::Members members;
    std::string tarDigest;
};
[[nodiscard]] Result<BundleWhole> readBundleWhole(const BundleQuestion& question,
                                                  const JobControl& control);

/// Verifies again and remembers the revision. Gives the refusal, if there is one.
[[nodiscard]] Result<std::optional<bundle::Refusal>> acceptBundle(const BundleQuestion& question);
/// Verifies again and writes the members as a workspace.
[[nodiscard]] Result<std::optional<bundle::Refusal>>
extractBundle(const BundleQuestion& question, const std::filesystem::path& folder,
              const JobControl& control);

/// The user's trust file: of one that is not there no keys. Errors: as reading; Malformed.
[[nodiscard]] Result<bundle::TrustFile> readUserTrust(const std::filesystem::path& file);

/// The time of now, to the millisecond.
[[nodiscard]] Instant presentTime();

} // namespace remit::ui
