// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// The normal forms of words. Private to the tokenizer (provenance/words.h says the rules).
namespace remit::decision {

inline constexpr std::size_t kLongestIban = 34;

/// NFC, case-folded.
[[nodiscard]] std::string folded(std::string_view text);

[[nodiscard]] bool startsWithWww(std::string_view text);
/// Of a URL without its scheme.
[[nodiscard]] std::string urlNormalForm(std::string_view text);
/// Into `out`, whose memory is used again.
void nameNormalForm(std::string_view text, std::string& out);

/// Is it an IBAN that may be written in groups: of a possible length, and with right check digits
/// or all digits after the country?
[[nodiscard]] bool isSpacedIban(std::string_view compact);

} // namespace remit::decision
