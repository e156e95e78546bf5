// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bundle/keys/trust.h"
#include "core/bundle/status/status_list.h"
#include "core/bundle/verify/accepted.h"
#include "core/bundle/verify/package.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace remit::bundle {

/// What the verifier demands. All of it is the verifier's own; nothing of it is read from the
/// bundle. What is left out is not checked.
struct Demands {
    std::vector<TrustedKey> keys;
    std::size_t threshold = 1; ///< distinct keys, valid now, that must have signed; from 1
    std::optional<std::string> id;
    std::optional<std::string> target;
    std::optional<std::int64_t> minRevision;
    bool allowNotModelled = false;
    bool allowAssumed = false;
    AcceptedRecord accepted; ///< read only: nothing here advances it
    Instant now;
};

struct Verified {
    Statement statement;
    std::vector<SignatureReport> signatures;
    Members members;
    std::string payloadDigest; ///< "sha256:…"
    std::string tarDigest;     ///< "sha256:…"
    /// Is its previousDigest that of the payload accepted last? Nothing where it names none or
    /// nothing was accepted.
    std::optional<bool> continuesAccepted;
};

/// In the order and with the strictness of formats.md: envelope, signatures, types, payload, what
/// the verifier demands, members, and only then what they say. Whatever fails rejects the whole.
[[nodiscard]] Checked<Verified> verify(std::string_view packed, const Demands& demands,
                                       const JobControl& control = {});

struct VerifiedStatus {
    StatusList list;
    std::vector<SignatureReport> signatures;
    std::string payloadDigest;
};

/// A status list by itself: signatures, type, form, the id asked for, not from the future, and not
/// older than the one accepted.
[[nodiscard]] Checked<VerifiedStatus> verifyStatus(std::string_view text, const Demands& demands);

/// Is it of this bundle, and young enough for it at that time? Refusals: StatusOfAnother,
/// StaleStatus.
[[nodiscard]] Checked<> checkFreshness(const Statement& statement, const StatusList& status,
                                       Instant now);

/// What an unverified bundle says of itself, to be shown as such: who may have signed it and what.
/// No member behind the envelope is read.
struct Inspected {
    Envelope envelope;
    std::string payloadDigest;
    std::vector<SignatureReport> signatures;
    Checked<Statement> statement; ///< as signed by whomever; a refusal where it cannot be read
};
[[nodiscard]] Checked<Inspected> inspect(std::string_view packed,
                                         const std::vector<TrustedKey>& trusted, Instant now);

/// The members of a bundle whose signatures nobody checked: hashes and names are right, the rest
/// is a stranger's word. For looking at and for comparing, never for deployment.
struct Untrusted {
    Statement statement;
    Envelope envelope;
    Members members;
    std::string payloadDigest;
};
[[nodiscard]] Checked<Untrusted> openUntrusted(std::string_view packed);

} // namespace remit::bundle
