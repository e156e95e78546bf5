// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace remit::trace {

/// 13 to 19 digits, spaces and hyphens between them left out, whose last is right by Luhn's rule
/// (ISO/IEC 7812), and not all of them the same.
[[nodiscard]] bool hasLuhnDigit(std::string_view text);

/// An IBAN with right check digits (ISO 13616, modulo 97), spaces left out.
[[nodiscard]] bool isIban(std::string_view text);

} // namespace remit::trace
