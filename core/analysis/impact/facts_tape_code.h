// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// The bytes of a facts tape that its writer and its reader agree on. Private to both.
namespace remit::analysis::tape {

/// What stands before a value: its ValueKind; of a set or record that is shared, this more.
constexpr std::uint8_t kSharedKind = 0x40;
constexpr std::uint8_t kTrue = 0x20; ///< with Bool: the value stands in the kind

enum CallFlag : std::uint8_t {
    kPrincipalKnown = 1,
    kResourceKnown = 2,
    kRequestFails = 4,
    kUnrepresentable = 8,
    kUnknownDiffers = 16,
};

} // namespace remit::analysis::tape
