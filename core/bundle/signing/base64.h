// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Base64 (RFC 4648) as DSSE and key files use it.
namespace remit::bundle {

/// The standard alphabet, padded.
[[nodiscard]] std::string toBase64(std::string_view bytes);

/// Strict: one alphabet throughout (the standard or the URL-safe one), padding whole or left out,
/// no white space, no bits left over. So each text has one meaning; the URL-safe form of the same
/// bytes is the only other text that gives them.
[[nodiscard]] std::optional<std::string> fromBase64(std::string_view text);

} // namespace remit::bundle
