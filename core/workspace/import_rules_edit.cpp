// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/import_rules_edit.h"

#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/workspace/settings.h"

#include <fmt/format.h>

namespace remit::workspace {

namespace {

std::string ruleText(const trace::ImportRule& rule)
{
    std::string text = "{ \"field\": " + jsonQuoted(rule.field);
    const auto add = [&](std::string_view key, const std::string& value) {
        if (!value.empty())
            text += fmt::format(", \"{}\": {}", key, jsonQuoted(value));
    };
    add("format", rule.format);
    add("file", rule.file);
    if (rule.value)
        text += ", \"value\": " + jsonQuoted(*rule.value);
    add("from", rule.from);
    add("pattern", rule.pattern);
    return text + " }";
}

std::string listText(std::span<const trace::ImportRule> rules)
{
    std::string text = "[";
    for (const trace::ImportRule& rule : rules)
        text += (text.size() > 1 ? ",\n    " : "\n    ") + ruleText(rule);
    return text + (rules.empty() ? "]" : "\n  ]");
}

} // namespace

Result<WorkspaceEdit> importRulesEdit(std::string_view settings,
                                      std::span<const trace::ImportRule> rules)
{
    const JsonDocument json = parseJson(settings);
    if (!json.root || !json.root->isObject())
        return failure(ErrorCode::Malformed, fmt::format("{} is no JSON object", kSettingsFile),
                       "mend what the problems list says of it first");
    WorkspaceEdit edit;
    edit.title = "Keep import rules";
    std::vector<TextEdit>& edits = edit.files[std::string(kSettingsFile)];
    if (const JsonValue* old = json.root->find("import")) {
        edits.push_back({old->span, listText(rules)});
        return edit;
    }
    const std::string member = "\"import\": " + listText(rules);
    if (json.root->members.empty()) {
        const auto inside = json.root->span.begin + 1;
        edits.push_back({{inside, inside}, "\n  " + member + "\n"});
    } else {
        const auto end = json.root->members.back().value.span.end;
        edits.push_back({{end, end}, ",\n  " + member});
    }
    return edit;
}

} // namespace remit::workspace
