// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

/// Bounds on what a bundle may be. A bundle is a stranger's file until it is verified; exceeding a
/// bound is a refusal with its reason.
namespace remit::bundle::limits {

/// The packed file. The largest workspaces known pack to some megabytes.
inline constexpr std::size_t kPackedBytes = 64U << 20U;
/// The envelope, the first member (formats.md): all that is read before a signature was checked.
inline constexpr std::size_t kEnvelopeBytes = 1U << 20U;
/// One member, and all of them: they are held in memory until the last one is checked.
inline constexpr std::size_t kMemberBytes = 128U << 20U;
inline constexpr std::size_t kUnpackedBytes = 512U << 20U;
/// How many times its own size a bundle may unpack to, beyond the first 16 MiB.
inline constexpr std::size_t kRatio = 200;
inline constexpr std::size_t kRatioFreeBytes = 16U << 20U;
/// Members besides the envelope. Ten times the files of the largest workspace known.
inline constexpr std::size_t kMembers = 50'000;
/// Signatures of one envelope: each is tried against every trusted key.
inline constexpr std::size_t kSignatures = 64;
/// A status list and a file of keys or of trust.
inline constexpr std::size_t kStatusBytes = 16U << 20U;
inline constexpr std::size_t kKeyFileBytes = 64U << 10U;
inline constexpr std::size_t kTrustFileBytes = 1U << 20U;
inline constexpr std::size_t kRecordBytes = 4U << 20U;

} // namespace remit::bundle::limits
