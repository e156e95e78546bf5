// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bundle/keys/public_key.h"
#include "core/bundle/keys/secret.h"

#include <string>
#include <string_view>

namespace remit::bundle {

/// An Ed25519 key that signs. Moved, never copied; its bytes stay in guarded memory.
class PrivateKey {
public:
    [[nodiscard]] static PrivateKey generate();
    /// Of the 32 bytes that RFC 8032 calls the private key. Error: Invalid, for another length.
    [[nodiscard]] static Result<PrivateKey> fromSeed(const Secret& seed);

    [[nodiscard]] const PublicKey& publicKey() const { return m_public; }
    /// 64 bytes; the same for the same message.
    [[nodiscard]] std::string sign(std::string_view message) const;
    [[nodiscard]] Secret seed() const;

private:
    PrivateKey() = default;
    Secret m_expanded; ///< seed and public key, as libsodium wants them
    PublicKey m_public;
};

/// PKCS#8 (RFC 8410) in PEM, as `openssl genpkey -algorithm ed25519` writes it. Not protected.
[[nodiscard]] Secret toPkcs8Pem(const PrivateKey& key);

/// What opening a private key by a passphrase costs (Argon2id, RFC 9106): a second or so, and
/// memory that an attacker has to spend for each guess too.
struct Protection {
    std::uint32_t passes = 3;            ///< 1 to 16
    std::uint32_t memoryKiB = 256 << 10; ///< 8 MiB to 1 GiB
};
/// The key, sealed by a passphrase: JSON text with the parameters of Argon2id and the seed under
/// XChaCha20-Poly1305, which also covers them and the public key. Error: TooLarge (no memory).
[[nodiscard]] Result<Secret> toProtected(const PrivateKey& key, const Secret& passphrase,
                                         Protection protection = {});

enum class PrivateKeyForm : std::uint8_t { Pkcs8, Protected, OpenSsh };

/// How a private key is written, seen without a passphrase. Error (Malformed): as none that is
/// known; encrypted PKCS#8 and OpenSSH keys say how to make one that can be read.
[[nodiscard]] Result<PrivateKeyForm> formOfPrivateKey(const Secret& text, const std::string& file);

/// Reads a private key. The passphrase is looked at for a protected one only. Errors: Malformed;
/// Invalid (the passphrase is wrong, or the parts of the key do not belong together); TooLarge.
[[nodiscard]] Result<PrivateKey> parsePrivateKey(const Secret& text, const std::string& file,
                                                 const Secret& passphrase = {});

/// The public half of a private key's file, without a passphrase; for a protected key as the file
/// says, which only opening it proves. Errors: as parsePrivateKey.
[[nodiscard]] Result<PublicKey> publicHalf(const Secret& text, const std::string& file);

} // namespace remit::bundle
