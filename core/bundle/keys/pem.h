// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// PEM (RFC 7468), for public things; private ones go through private_key.h.
namespace remit::bundle {

[[nodiscard]] std::string pemOf(std::string_view label, std::string_view bytes);

struct PemBlock {
    std::size_t begin = 0; ///< of the BEGIN line …
    std::size_t end = 0;   ///< … and behind the END line
    std::string body;      ///< Base64 without white space
};
/// The first block of that label.
[[nodiscard]] std::optional<PemBlock> findPem(std::string_view text, std::string_view label);

} // namespace remit::bundle
