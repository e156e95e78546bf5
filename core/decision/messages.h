// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/objects.h"
#include "core/decision/explanation.h"
#include "core/decision/setup.h"
#include "core/decision/verdict.h"

#include <string>
#include <vector>

/// Sentences for people about decisions. One place, so that a table, a report and the command line
/// say the same.
namespace remit::decision {

/// "Forbidden by `payments/new-payee`: Payments go only to vendors on file."
/// With a principal: "Forbidden for User::"x" by …".
[[nodiscard]] std::string forbiddenMessage(const Setup& setup,
                                           const std::vector<std::uint32_t>& forbids,
                                           const std::string& principal = {});
/// "No policy permits Agent::"x" to do Action::"y" on Account::"z"." The principal is the agent
/// where none is given.
[[nodiscard]] std::string notPermittedMessage(const CallVerdict& verdict,
                                              const std::string& principal = {});
/// "The grant `g2` from Agent::"p" to Agent::"r" does not hand on Action::"y" on Account::"z"."
[[nodiscard]] std::string outsideGrantMessage(const authority::Grant& grant,
                                              const CallVerdict& verdict);
/// "The call needs the approval of `finance-lead`."
[[nodiscard]] std::string approvalMissingMessage(const std::vector<std::string>& roles);

/// How a policy of a scope is called outside of it: "g2#0", "g2/read-only".
[[nodiscard]] std::string scopePolicyName(const std::string& grant, const std::string& policy);

/// "the nearest permit, `pay-small`, fails at `context.input.amount <= 500`, because amount is
/// 1,200"
[[nodiscard]] std::string nearestMessage(const PolicyStory& nearest);

/// The sentence of a whole explanation.
[[nodiscard]] std::string sentenceOf(const Explanation& explanation);
/// Which earlier call stopped the agent.
[[nodiscard]] std::string unreachableSentence(const ModesStory& modes, const CallVerdict& call);

/// The triad in three sentences.
[[nodiscard]] std::vector<std::string> triadSentences(const CallVerdict& verdict,
                                                      const Setup& setup);

/// A value in a sentence: 1200 reads 1,200; everything else is Cedar text, cut when it is long.
[[nodiscard]] std::string spoken(std::string_view cedarText);

} // namespace remit::decision
