// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/bundle/keys/public_key.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Whose signatures count: the verifier's own file, never a part of a bundle.
///     {"remit-trust": 1, "keys": [{"name": "Release 2026", "key": "ssh-ed25519 AAAA…",
///       "notBefore"?: "2026-01-01", "notAfter"?: "2027-01-01"}]}
namespace remit::bundle {

struct TrustedKey {
    std::string name; ///< for people: "Release 2026"
    PublicKey key;
    std::optional<Instant> notBefore; ///< counts from here on …
    std::optional<Instant> notAfter;  ///< … and until, and not at, this time

    [[nodiscard]] bool countsAt(Instant at) const;
};

struct TrustFile {
    std::vector<TrustedKey> keys; ///< in the order written; a key may stand there twice
};

struct ReadTrust {
    TrustFile trust;
    Diagnostics diagnostics; ///< codes trust/… and json/…
};

/// Strictly: unknown members, names said twice and dates that are none are errors.
[[nodiscard]] ReadTrust readTrustFile(std::string_view text, const std::string& file = {});
[[nodiscard]] std::string trustFileText(const TrustFile& trust);

/// Is the text a trust file rather than a public key?
[[nodiscard]] bool looksLikeTrustFile(std::string_view text);

/// `$XDG_CONFIG_HOME/remit/trust.json`, else `~/.config/remit/trust.json`: the keys that count
/// where none are named. Empty where there is neither folder.
[[nodiscard]] std::filesystem::path usualTrustFile();

/// Rotation with overlap: `next` counts from `at`, and the keys called `old` until `at` + overlap
/// (or their own end, where that is earlier), so that bundles signed by either verify in between.
/// Errors: NotFound (no key of that name), Invalid (the new key or its name is there already).
[[nodiscard]] Result<TrustFile> rotated(TrustFile trust, std::string_view old, TrustedKey next,
                                        Instant at, std::int64_t overlapMilliseconds);

} // namespace remit::bundle
