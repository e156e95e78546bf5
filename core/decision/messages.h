// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/explanation.h"
#include "core/decision/setup.h"
#include "core/decision/verdict.h"

#include <string>
#include <vector>

/// Sentences for people about decisions. One place, so that a table, a report and the command line
/// say the same.
namespace remit::decision {

/// "Forbidden by `payments/new-payee`: Payments go only to vendors on file."
[[nodiscard]] std::string forbiddenMessage(const Setup& setup,
                                           const std::vector<std::uint32_t>& forbids);
/// "No policy permits Agent::"x" to do Action::"y" on Account::"z"."
[[nodiscard]] std::string notPermittedMessage(const CallVerdict& verdict);

/// "the nearest permit, `pay-small`, fails at `context.input.amount <= 500`, because amount is
/// 1,200"
[[nodiscard]] std::string nearestMessage(const PolicyStory& nearest);

/// The sentence of a whole explanation.
[[nodiscard]] std::string sentenceOf(const Explanation& explanation);

/// The triad in three sentences.
[[nodiscard]] std::vector<std::string> triadSentences(const CallVerdict& verdict,
                                                      const Setup& setup);

/// A value in a sentence: 1200 reads 1,200; everything else is Cedar text, cut when it is long.
[[nodiscard]] std::string spoken(std::string_view cedarText);

} // namespace remit::decision
