// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/mining/argument_rules.h"

#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace remit::analysis {
namespace {

constexpr std::size_t kShortestPrefix = 4;
constexpr std::array<std::string_view, 6> kRuleNames{"automatic", "anything", "values",
                                                     "range",     "prefix",   "origin"};

constexpr std::array kNarrowestFirst{ArgumentRule::Range, ArgumentRule::Values,
                                     ArgumentRule::Prefix, ArgumentRule::Origin};

/// Up to and with the last sign that ends a part: "/reports/" of "/reports/2".
std::string wholeParts(const std::string& prefix)
{
    const std::size_t end = prefix.find_last_of("/.:-_@ ");
    return end == std::string::npos ? std::string() : prefix.substr(0, end + 1);
}

/// In a `like` pattern a star stands for anything; one in the text is escaped.
std::string likePattern(const std::string& prefix)
{
    const std::string quoted = cedarQuoted(prefix);
    std::string pattern;
    for (const char c : quoted.substr(0, quoted.size() - 1))
        pattern += c == '*' ? std::string("\\*") : std::string(1, c);
    return pattern + "*\"";
}

std::string quotedList(const std::vector<std::string>& texts)
{
    std::vector<std::string> quoted;
    for (const std::string& text : texts)
        quoted.push_back(cedarQuoted(text));
    return '[' + joined(quoted, ", ") + ']';
}

std::optional<ArgumentDemand> rangeOf(const std::string& path, const ArgumentEvidence& evidence)
{
    if (!evidence.onlyIntegers || !evidence.least)
        return std::nullopt;
    // A call alone at an end of the range would have fallen out of it.
    const std::int64_t lonely = (evidence.atLeast == 1 ? 1 : 0) +
                                (evidence.atMost == 1 && *evidence.most != *evidence.least ? 1 : 0);
    return ArgumentDemand{
        ArgumentRule::Range,
        fmt::format("{0} >= {1} && {0} <= {2}", path, *evidence.least, *evidence.most),
        fmt::format("between {} and {}", *evidence.least, *evidence.most),
        {evidence.calls - lonely, evidence.calls}};
}

std::optional<ArgumentDemand> valuesOf(const std::string& path, const ArgumentEvidence& evidence)
{
    if (!evidence.onlyStrings || evidence.manyStrings || evidence.strings.empty())
        return std::nullopt;
    std::vector<std::string> texts;
    std::int64_t again = 0;
    for (const auto& [text, calls] : evidence.strings) {
        texts.push_back(text);
        again += calls > 1 ? calls : 0;
    }
    return ArgumentDemand{ArgumentRule::Values,
                          quotedList(texts) + ".contains(" + path + ')',
                          texts.size() == 1 ? "the one value seen"
                                            : fmt::format("one of {} values", texts.size()),
                          {again, evidence.calls}};
}

std::optional<ArgumentDemand> prefixOf(const std::string& path, const ArgumentEvidence& evidence)
{
    if (!evidence.onlyStrings)
        return std::nullopt;
    const std::string prefix = wholeParts(evidence.prefix);
    if (prefix.size() < kShortestPrefix)
        return std::nullopt;
    return ArgumentDemand{ArgumentRule::Prefix,
                          path + " like " + likePattern(prefix),
                          "begins with " + cedarQuoted(prefix),
                          {evidence.calls > 1 ? evidence.calls : 0, evidence.calls}};
}

bool isModel(const std::string& source)
{
    return source == "model" || source == "weak:model";
}

/// The fewest sources that every call has one of, most common first: greedily. Empty where some
/// call has none but the model itself.
std::vector<std::string> coveringSources(const ArgumentEvidence& evidence, std::int64_t& foreseen)
{
    std::map<std::vector<std::string>, std::int64_t> left = evidence.sources;
    std::vector<std::string> chosen;
    while (!left.empty()) {
        std::map<std::string, std::int64_t> counts;
        for (const auto& [sources, calls] : left)
            for (const std::string& source : sources)
                if (!isModel(source))
                    counts[source] += calls;
        if (counts.empty())
            return {};
        // Of equals the user's word first: it is the narrowest authority.
        const auto best =
            std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
                return std::tuple(a.second, a.first == "user") <
                       std::tuple(b.second, b.first == "user");
            });
        chosen.push_back(best->first);
        foreseen += best->second > 1 ? best->second : 0;
        std::erase_if(left, [&](const auto& one) {
            return std::find(one.first.begin(), one.first.end(), chosen.back()) != one.first.end();
        });
    }
    return chosen;
}

std::optional<ArgumentDemand> originOf(const std::string& argument,
                                       const ArgumentEvidence& evidence)
{
    std::int64_t counted = 0;
    for (const auto& [sources, calls] : evidence.sources)
        counted += calls;
    if (evidence.withSources < evidence.calls || counted < evidence.calls || counted == 0)
        return std::nullopt;
    std::int64_t foreseen = 0;
    const std::vector<std::string> sources = coveringSources(evidence, foreseen);
    if (sources.empty())
        return std::nullopt;
    const std::string every = argumentPathText("context.provenance", argument) + ".every";
    const std::string known = "context has provenance && context.provenance has " +
                              (cedar::isIdentifier(argument) ? argument : cedarQuoted(argument)) +
                              " && ";
    return ArgumentDemand{ArgumentRule::Origin,
                          known + (sources.size() == 1
                                       ? every + ".contains(" + cedarQuoted(sources.front()) + ')'
                                       : quotedList(sources) + ".containsAny(" + every + ')'),
                          "from " + joined(sources, ", "),
                          {foreseen, evidence.calls}};
}

/// The narrowest that the evidence carries: one that would have let pass at least one call that it
/// was not made of.
std::optional<ArgumentDemand> automatic(const std::string& argument,
                                        const ArgumentEvidence& evidence)
{
    if (evidence.calls < kCalls)
        return std::nullopt;
    for (const ArgumentRule rule : kNarrowestFirst) {
        if (rule == ArgumentRule::Values && evidence.strings.size() > kListed)
            continue;
        if (auto demand = demandOf(argument, evidence, rule);
            demand && demand->support.expected > 0)
            return demand;
    }
    return std::nullopt;
}

} // namespace

std::string_view name(ArgumentRule rule)
{
    return kRuleNames[static_cast<std::size_t>(rule)];
}

std::optional<ArgumentRule> argumentRuleNamed(std::string_view name)
{
    const auto found = std::find(kRuleNames.begin(), kRuleNames.end(), name);
    if (found == kRuleNames.end())
        return std::nullopt;
    return static_cast<ArgumentRule>(found - kRuleNames.begin());
}

std::string argumentPathText(std::string_view root, const std::string& argument)
{
    return cedar::isIdentifier(argument) ? fmt::format("{}.{}", root, argument)
                                         : fmt::format("{}[{}]", root, cedarQuoted(argument));
}

std::vector<ArgumentRule> possibleRules(const ArgumentEvidence& evidence)
{
    std::vector<ArgumentRule> rules;
    for (const ArgumentRule rule :
         {ArgumentRule::Range, ArgumentRule::Values, ArgumentRule::Prefix, ArgumentRule::Origin})
        if (demandOf("a", evidence, rule))
            rules.push_back(rule);
    return rules;
}

std::optional<ArgumentDemand> demandOf(const std::string& argument,
                                       const ArgumentEvidence& evidence, ArgumentRule rule)
{
    if (evidence.redacted > 0 || evidence.calls == 0)
        return std::nullopt;
    const std::string path = argumentPathText("context.input", argument);
    switch (rule) {
    case ArgumentRule::Automatic:
        return automatic(argument, evidence);
    case ArgumentRule::Values:
        return valuesOf(path, evidence);
    case ArgumentRule::Range:
        return rangeOf(path, evidence);
    case ArgumentRule::Prefix:
        return prefixOf(path, evidence);
    case ArgumentRule::Origin:
        return originOf(argument, evidence);
    case ArgumentRule::Anything:
        break;
    }
    return std::nullopt;
}

} // namespace remit::analysis
