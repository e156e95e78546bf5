// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace remit::replay {

/// SHA-256 over the sources of everything that decides (made at build time): two programs with the
/// same fingerprint decide alike, so that each may read verdicts which the other has kept.
[[nodiscard]] std::string_view engineFingerprint();

} // namespace remit::replay
