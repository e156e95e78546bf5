// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/bundle/refusal.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

/// The verifier's memory: the highest revision and status list accepted of each bundle. `verify`
/// reads it, `accept` alone advances it, so that what was signed once and is old now is not taken
/// again (rollback).
namespace remit::bundle {

struct AcceptedNumber {
    std::int64_t number = 0;
    std::string payloadDigest; ///< "sha256:…" of the payload
    Instant acceptedAt;
};

struct AcceptedRecord {
    std::map<std::string, AcceptedNumber, std::less<>> revisions; ///< by bundle id
    std::map<std::string, AcceptedNumber, std::less<>> statuses;  ///< by bundle id

    /// Higher than the highest accepted, or that one again. Refusals: OlderRevision,
    /// RevisionReused.
    [[nodiscard]] Checked<> checkRevision(std::string_view bundleId, std::int64_t revision,
                                          std::string_view payloadDigest) const;
    /// Refusals: OlderStatus, StatusNumberReused.
    [[nodiscard]] Checked<> checkStatus(std::string_view bundleId, std::int64_t number,
                                        std::string_view payloadDigest) const;
};

/// Of a file that is not there: empty. One that cannot be read, or is damaged, is an error, never
/// an empty record. Errors: Unreadable, Malformed.
[[nodiscard]] Result<AcceptedRecord> readAcceptedRecord(const std::filesystem::path& file);
[[nodiscard]] Result<AcceptedRecord> parseAcceptedRecord(std::string_view text,
                                                         const std::string& file);
[[nodiscard]] std::string acceptedRecordText(const AcceptedRecord& record);

/// `$XDG_STATE_HOME/remit/accepted.json`, else `~/.local/state/remit/accepted.json`; empty where
/// there is neither.
[[nodiscard]] std::filesystem::path usualAcceptedRecord();

/// What accept adds. An empty digest: nothing of that kind.
struct Acceptance {
    std::string bundleId;
    std::int64_t revision = 0;
    std::string payloadDigest;
    std::int64_t statusNumber = 0;
    std::string statusDigest;
    Instant at;
};
/// Reads the record, checks both again and writes it back, while no other process does the same.
/// A refusal leaves it as it was.
[[nodiscard]] Result<Checked<>> advanceAcceptedRecord(const std::filesystem::path& file,
                                                      const Acceptance& acceptance);

} // namespace remit::bundle
