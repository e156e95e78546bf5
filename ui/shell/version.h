// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Versions as they are shown.
namespace remit::ui {

inline constexpr const char* kCedarLanguage = "4.5"; ///< of the policy language
/// Of the program: "0.1.0".
[[nodiscard]] const char* programVersion();

} // namespace remit::ui
