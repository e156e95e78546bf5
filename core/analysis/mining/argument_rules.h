// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analysis/mining/support.h"
#include "core/analysis/mining/task_profile.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the evidence of an argument may be turned into: the user chooses how far it is generalised.
namespace remit::analysis {

enum class ArgumentRule : std::uint8_t {
    Automatic, ///< the first of Range, Values, Prefix, Origin that the evidence supports
    Anything,  ///< no demand
    Values,    ///< one of the strings that were seen
    Range,     ///< an integer between the least and the most
    Prefix,    ///< a string that begins as all did
    Origin,    ///< a value from where all values came from (`context.provenance`)
};
[[nodiscard]] std::string_view name(ArgumentRule rule); ///< "automatic", "anything", "values" …
[[nodiscard]] std::optional<ArgumentRule> argumentRuleNamed(std::string_view name);

struct ArgumentDemand {
    ArgumentRule rule = ArgumentRule::Anything;
    /// Cedar, without the case that the argument is missing.
    std::string condition;
    std::string words; ///< "between 5 and 9"
    Support support;
};

/// The rules that the evidence allows, narrowest first, without Automatic and Anything. A redacted
/// value allows none: nobody knows what it was.
[[nodiscard]] std::vector<ArgumentRule> possibleRules(const ArgumentEvidence& evidence);

/// The demand of that rule; nothing where the evidence does not allow it. Automatic asks for
/// kCalls calls, and lists no more than kListed values.
[[nodiscard]] std::optional<ArgumentDemand>
demandOf(const std::string& argument, const ArgumentEvidence& evidence, ArgumentRule rule);

/// `context.input["due date"]`, or `context.input.amount`.
[[nodiscard]] std::string argumentPathText(std::string_view root, const std::string& argument);

/// Calls that must agree before an argument's values become a demand of themselves.
inline constexpr std::int64_t kCalls = 3;
/// The most different values that a list of allowed ones is made of of itself.
inline constexpr std::size_t kListed = 4;

} // namespace remit::analysis
