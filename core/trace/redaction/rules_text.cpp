// SPDX-License-Identifier: Apache-2.0
#include "core/trace/redaction/rules_text.h"

#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace remit::trace {

namespace {

std::string stringsText(const std::vector<std::string>& texts)
{
    std::vector<std::string> quoted;
    for (const std::string& text : texts)
        quoted.push_back(jsonQuoted(text));
    return '[' + joined(quoted, ", ") + ']';
}

bool looksForTheSame(const RedactionRule& one, const RedactionRule& other)
{
    return one.patterns == other.patterns && one.members == other.members &&
           one.check == other.check && one.about == other.about;
}

std::string ruleText(const RedactionRule& rule, bool onlySwitch)
{
    std::string text = "    { \"id\": " + jsonQuoted(rule.id);
    if (onlySwitch)
        return text + fmt::format(", \"enabled\": {} }}", rule.enabled);
    if (!rule.about.empty())
        text += ", \"about\": " + jsonQuoted(rule.about);
    if (!rule.enabled)
        text += ", \"enabled\": false";
    if (!rule.patterns.empty())
        text += ", \"patterns\": " + stringsText(rule.patterns);
    if (!rule.members.empty())
        text += ", \"members\": " + stringsText(rule.members);
    if (rule.check != RedactionRule::Check::None)
        text += fmt::format(", \"check\": \"{}\"",
                            rule.check == RedactionRule::Check::Luhn ? "luhn" : "iban");
    return text + " }";
}

} // namespace

std::string redactionFileText(const RedactionRules& rules)
{
    const std::vector<RedactionRule>& builtIn = builtInRedaction().rules;
    std::vector<std::string> lines;
    for (const RedactionRule& rule : rules.rules) {
        const auto known =
            std::find_if(builtIn.begin(), builtIn.end(),
                         [&](const RedactionRule& one) { return one.id == rule.id; });
        const bool isSame = known != builtIn.end() && looksForTheSame(*known, rule);
        if (!isSame || known->enabled != rule.enabled)
            lines.push_back(ruleText(rule, isSame));
    }
    return "{\n  \"version\": 1,\n  \"extends\": \"built-in\",\n  \"rules\": [" +
           (lines.empty() ? std::string() : '\n' + joined(lines, ",\n") + "\n  ") + "]\n}\n";
}

} // namespace remit::trace
