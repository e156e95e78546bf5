// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace remit {

/// Can this processor take SHA-256's blocks by instructions of its own? Then it does so five times
/// as fast as the library.
[[nodiscard]] bool hasSha256Instructions();

/// The compression function of SHA-256 (FIPS 180-4, 6.2.2) over whole blocks of 64 bytes. Only
/// where the processor has the instructions.
void sha256Blocks(std::uint32_t (&state)[8], const unsigned char* blocks, std::size_t count);

} // namespace remit
