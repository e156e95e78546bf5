// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace remit::bundle {

/// An Ed25519 public key (RFC 8032). Two keys are the same when their bytes are; a key id is never
/// looked at for that.
struct PublicKey {
    std::array<std::uint8_t, 32> bytes{};
    auto operator<=>(const PublicKey&) const = default;
};

/// Of 32 bytes. Error (Invalid): no point of the curve's main group, as keys are; such a "key"
/// could have signatures that hold for any message.
[[nodiscard]] Result<PublicKey> publicKeyOf(std::string_view bytes);

/// "SHA256:" and Base64 of the digest, as `ssh-keygen -l` shows it; stands as the `keyid` of our
/// signatures.
[[nodiscard]] std::string fingerprint(const PublicKey& key);
/// "ssh-ed25519 AAAA… comment", without a line feed.
[[nodiscard]] std::string toOpenSsh(const PublicKey& key, std::string_view comment = {});
/// SubjectPublicKeyInfo (RFC 8410) in PEM, as openssl reads it.
[[nodiscard]] std::string toPem(const PublicKey& key);

struct NamedPublicKey {
    PublicKey key;
    std::string comment; ///< of the OpenSSH form; may be empty
};

/// A file of one public key: the OpenSSH line, PEM, or both of the same key, as `remit key
/// generate` writes it. Errors: Malformed (private keys and keys of other kinds are named as such),
/// Invalid (two different keys).
[[nodiscard]] Result<NamedPublicKey> parsePublicKey(std::string_view text, const std::string& file);
/// The text of `K.pub`: the OpenSSH line, which ssh-keygen reads, and the PEM, which openssl reads.
[[nodiscard]] std::string publicKeyFile(const PublicKey& key, std::string_view comment);

/// Does the signature (64 bytes) hold for the message? Malleable and small-order ones do not.
[[nodiscard]] bool holds(const PublicKey& key, std::string_view message,
                         std::string_view signature);

} // namespace remit::bundle
