// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace remit::cli {

inline constexpr std::string_view kVersion = REMIT_VERSION; ///< of the build
inline constexpr std::string_view kCedarLanguage = "4.5";

} // namespace remit::cli
