// SPDX-License-Identifier: Apache-2.0
#include "core/trace/redaction/rules.h"

#include "core/base/strict_json.h"
#include "core/trace/embedded.h"
#include "core/trace/redaction/pattern.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::trace {

namespace {

constexpr std::int64_t kRulesVersion = 1;

class RulesReader {
public:
    RulesReader(std::string_view file, Diagnostics& diagnostics)
        : m_file(file), m_diagnostics(diagnostics)
    {}

    RedactionRules read(const JsonValue& root)
    {
        ObjectReader reader(root, "redaction rules", m_file, m_diagnostics);
        RedactionRules rules;
        if (!reader.isObject())
            return rules;
        if (reader.requiredInt("version") != kRulesVersion && m_diagnostics.empty())
            reader.report("trace/newer-version", root.find("version")->span,
                          "these rules are of another version; this program reads 1");
        if (const JsonValue* base = reader.optional("extends", JsonKind::String)) {
            if (base->text == "built-in")
                rules = builtInRedaction();
            else
                reader.report("trace/redaction-rule", base->span,
                              "rules extend \"built-in\" or nothing");
        }
        if (const JsonValue* list = reader.required("rules", JsonKind::Array)) {
            for (const JsonValue& item : list->items)
                addRule(rules, item);
        }
        reader.finish();
        return rules;
    }

private:
    void addRule(RedactionRules& rules, const JsonValue& json)
    {
        ObjectReader reader(json, "redaction rule", m_file, m_diagnostics);
        const std::string id = reader.requiredString("id");
        const auto known = std::find_if(rules.rules.begin(), rules.rules.end(),
                                        [&](const RedactionRule& rule) { return rule.id == id; });
        const bool onlySwitches =
            json.find("patterns") == nullptr && json.find("members") == nullptr;
        RedactionRule rule;
        if (known != rules.rules.end() && onlySwitches)
            rule = *known;
        rule.id = id;
        if (auto about = reader.optionalString("about"))
            rule.about = std::move(*about);
        rule.enabled = reader.optionalBool("enabled").value_or(true);
        if (!onlySwitches) {
            rule.patterns = reader.optionalStrings("patterns");
            rule.members = reader.optionalStrings("members");
        }
        readCheck(reader, rule);
        reader.finish();
        if (reader.isObject() && rule.patterns.empty() && rule.members.empty())
            reader.report("trace/redaction-rule", json.span,
                          "a redaction rule has patterns or members to look for",
                          "give it \"patterns\", or the id of a built-in rule");
        checkPatterns(reader, rule, json);
        if (known != rules.rules.end())
            *known = std::move(rule);
        else if (!id.empty())
            rules.rules.push_back(std::move(rule));
    }

    static void readCheck(ObjectReader& reader, RedactionRule& rule)
    {
        const JsonValue* check = reader.optional("check", JsonKind::String);
        if (check == nullptr)
            return;
        if (check->text == "luhn")
            rule.check = RedactionRule::Check::Luhn;
        else if (check->text == "iban")
            rule.check = RedactionRule::Check::Iban;
        else
            reader.report("trace/redaction-rule", check->span,
                          fmt::format("\"{}\" is no check", check->text),
                          "checks are \"luhn\" and \"iban\"");
    }

    static void checkPatterns(ObjectReader& reader, RedactionRule& rule, const JsonValue& json)
    {
        const JsonValue* list = json.find("patterns");
        for (std::size_t i = 0; i < rule.patterns.size(); ++i) {
            const auto pattern = Pattern::compile(rule.patterns[i]);
            if (pattern)
                continue;
            const bool written = list != nullptr && i < list->items.size();
            reader.report("trace/redaction-pattern", written ? list->items[i].span : json.span,
                          pattern.error().message, pattern.error().hint);
        }
    }

    std::string m_file;
    Diagnostics& m_diagnostics;
};

} // namespace

ReadRedactionRules readRedactionRules(std::string_view text, std::string_view file)
{
    ReadRedactionRules read;
    JsonDocument json = parseJson(text, file);
    read.diagnostics = std::move(json.diagnostics);
    if (json.root)
        read.rules = RulesReader(file, read.diagnostics).read(*json.root);
    return read;
}

const RedactionRules& builtInRedaction()
{
    static const RedactionRules rules =
        readRedactionRules(embedded::kRedaction, "resources/redaction.json").rules;
    return rules;
}

} // namespace remit::trace
