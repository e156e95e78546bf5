// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bundle/keys/private_key.h"

#include <optional>
#include <string_view>

/// The forms of private keys, one reader each. Used by parsePrivateKey alone.
namespace remit::bundle {

inline constexpr std::string_view kPkcs8Label = "PRIVATE KEY";
inline constexpr std::string_view kOpenSshLabel = "OPENSSH PRIVATE KEY";

[[nodiscard]] Result<PrivateKey> readPkcs8(const Secret& text, const std::string& file);
[[nodiscard]] Result<PrivateKey> readOpenSshPrivate(const Secret& text, const std::string& file);
[[nodiscard]] Result<PrivateKey> readProtected(const Secret& text, const std::string& file,
                                               const Secret& passphrase);

[[nodiscard]] Result<PublicKey> publicHalfOfProtected(const Secret& text, const std::string& file);

/// The bytes of the PEM block of that label, never outside of guarded memory.
[[nodiscard]] std::optional<Secret> secretPemBody(std::string_view text, std::string_view label);

/// A key whose own public half must be this one.
[[nodiscard]] Result<PrivateKey> keyWithPublic(const Secret& seed, std::string_view publicBytes,
                                               const std::string& file);

} // namespace remit::bundle
