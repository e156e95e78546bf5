// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bundle/build/release_checks.h"
#include "core/bundle/keys/private_key.h"
#include "core/bundle/verify/package.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace remit::bundle {

/// What the builder says of a bundle. What is left out is taken from `bundle` of remit.json.
struct BuildOptions {
    std::int64_t revision = 0;     ///< from 1
    std::optional<std::string> id; ///< else remit.json's, else made of its name
    std::optional<std::string> target;
    std::optional<Instant> notBefore;
    std::optional<Instant> expiresAt;
    std::optional<std::string> previousDigest; ///< of the earlier payload
    std::optional<std::string> exportProfile;  ///< one that remit.json names
    std::vector<std::string> approvals;        ///< who approved it
};

/// A statement and the members it is about, not signed yet.
struct Draft {
    Statement statement;
    Members members;
};

/// The bundle of a workspace that passed its checks: what a decision depends on, and remit.json.
/// Traces, tests and reviews stay behind; what they came to is in the statement. A pure function:
/// the same snapshot, checks and options give the same draft. Errors: Usage (no such profile, a
/// revision under 1), Invalid (the checks did not pass, dates that exclude one another, a file
/// whose name no bundle can hold).
[[nodiscard]] Result<Draft> draftOf(const workspace::Snapshot& snapshot,
                                    const ReleaseChecks& checks, const BuildOptions& options);

/// Signs with each key and packs. What comes out has been read back and verified. Errors: TooLarge,
/// Invalid.
[[nodiscard]] Result<std::string> sealed(const Draft& draft, const std::vector<PrivateKey>& keys);

/// Adds a signature to a bundle whose members are those that its statement lists. What it says is
/// not judged: the signer does that. Refusals as in opening it.
[[nodiscard]] Checked<std::string> countersigned(std::string_view packed, const PrivateKey& key);

/// "payments-agent" of "Payments agent": what a bundle is called whose workspace names no id.
[[nodiscard]] std::string idOfName(std::string_view name);

} // namespace remit::bundle
