// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "core/bundle/keys/private_key.h"
#include "core/bundle/keys/trust.h"
#include "core/bundle/refusal.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// DSSE 1.0: a payload, its type, and signatures over both.
namespace remit::bundle {

inline constexpr std::string_view kStatementPayload = "application/vnd.in-toto+json";
inline constexpr std::string_view kStatusPayload = "application/vnd.remit.status+json";

struct EnvelopeSignature {
    std::string keyId; ///< a hint of whoever wrote it; nothing is decided by it
    std::string bytes;
};

struct Envelope {
    std::string payload;
    std::string payloadType;
    std::vector<EnvelopeSignature> signatures;
};

/// The bytes that are signed: "DSSEv1" SP LEN(type) SP type SP LEN(payload) SP payload.
[[nodiscard]] std::string preAuthEncoding(std::string_view payloadType, std::string_view payload);

/// Strictly: no unknown and no repeated members, at least one signature and at most
/// limits::kSignatures, Base64 in either alphabet. Refusal: BadEnvelope.
[[nodiscard]] Checked<Envelope> readEnvelope(std::string_view text);
/// One line with a line feed, signatures in the order of their key ids.
[[nodiscard]] std::string envelopeText(const Envelope& envelope);

/// Signs. A signature that this key has made before is replaced.
void addSignature(Envelope& envelope, const PrivateKey& key);

/// What became of one signature.
struct SignatureReport {
    std::string keyId;
    std::optional<std::string> signer; ///< name of the trusted key by which it holds …
    std::optional<PublicKey> key;      ///< … and that key
    bool inTime = false;               ///< the key counts at the time asked for
};

/// Tries every signature against every trusted key, whatever it says its key is.
[[nodiscard]] std::vector<SignatureReport>
checkSignatures(const Envelope& envelope, const std::vector<TrustedKey>& trusted, Instant at);

/// Distinct public keys that count: a key that signed twice, or that is trusted under two names,
/// counts once.
[[nodiscard]] std::size_t distinctSigners(const std::vector<SignatureReport>& reports);

/// NotSigned, with what is missing, where these are fewer than the threshold.
[[nodiscard]] Checked<> enoughSigners(const std::vector<SignatureReport>& reports,
                                      std::size_t threshold);

} // namespace remit::bundle
