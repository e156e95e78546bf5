// SPDX-License-Identifier: Apache-2.0
#include "core/report/framework_map.h"

#include "core/base/strict_json.h"
#include "core/base/text.h"
#include "core/report/embedded_texts.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::report {
namespace {

FrameworkItem readItem(const JsonValue& value, Diagnostics& diagnostics)
{
    ObjectReader reader(value, "framework item", {}, diagnostics);
    FrameworkItem item;
    item.id = reader.requiredString("id");
    item.title = reader.requiredString("title");
    item.evidence = reader.optionalStrings("evidence");
    item.why = reader.requiredString("why");
    item.gap = reader.requiredString("gap");
    item.mostPartial = reader.optionalString("most") == "partial";
    item.appliesWhen = reader.optionalString("appliesWhen").value_or("");
    reader.finish();
    return item;
}

Framework readFramework(const JsonValue& value, Diagnostics& diagnostics)
{
    ObjectReader reader(value, "framework", {}, diagnostics);
    Framework framework{reader.requiredString("id"), reader.requiredString("title"), {}};
    if (const JsonValue* items = reader.required("items", JsonKind::Array)) {
        for (const JsonValue& item : items->items)
            framework.items.push_back(readItem(item, diagnostics));
    }
    reader.finish();
    return framework;
}

FrameworkAlias readAlias(const JsonValue& value, Diagnostics& diagnostics)
{
    ObjectReader reader(value, "alias", {}, diagnostics);
    FrameworkAlias alias{reader.requiredString("label"), reader.requiredString("for"),
                         reader.requiredString("note")};
    reader.finish();
    return alias;
}

/// "findings" and its kinds of "findings:cycle,depth".
std::pair<std::string, std::vector<std::string>> parsedSource(std::string_view source)
{
    const std::size_t colon = source.find(':');
    std::vector<std::string> kinds;
    if (colon != std::string_view::npos) {
        for (const std::string_view kind : split(source.substr(colon + 1), ','))
            kinds.emplace_back(kind);
    }
    return {std::string(source.substr(0, colon)), kinds};
}

std::string sourceWords(std::string_view name)
{
    static const std::map<std::string_view, std::string_view> kWords{
        {"replay", "replay of recorded runs"},
        {"crossings", "crossings of recorded runs"},
        {"findings", "findings of the delegation graph"},
        {"tests", "policy tests"},
        {"pins", "pinned tool descriptions"},
        {"provenance", "origins of arguments"},
        {"consequential", "consequential replay"},
        {"approvals", "recorded approvals"},
        {"undecidable", "calls that could not be decided are told"},
        {"policies", "policies as text"},
        {"revision", "a revision of all that decides"},
        {"cards", "tasks with purpose, owner and limits"},
    };
    const auto found = kWords.find(name);
    return std::string(found == kWords.end() ? name : found->second);
}

/// What there is of the kinds: "2 forbidden, 1 outside-grant".
std::string countedKinds(const std::vector<std::string>& kinds,
                         const std::map<std::string, std::size_t>& counts)
{
    std::string text;
    for (const std::string& kind : kinds) {
        const auto found = counts.find(kind);
        if (found != counts.end() && found->second > 0)
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", found->second, kind);
    }
    return text.empty() ? "none of: " + joined(kinds, ", ") : text;
}

std::string linkedText(const std::string& source, const std::vector<std::string>& kinds,
                       const EvidenceAtHand& atHand)
{
    if (source == "replay")
        return fmt::format("replay: {} calls", atHand.calls);
    if (source == "tests")
        return fmt::format("policy tests: {}", atHand.tests);
    if (source == "crossings")
        return "crossings: " + countedKinds(kinds, atHand.crossings);
    if (source == "findings")
        return "findings: " + countedKinds(kinds, atHand.findings);
    return sourceWords(source);
}

} // namespace

std::string_view name(EvidenceState state)
{
    switch (state) {
    case EvidenceState::Evidenced:
        return "evidenced";
    case EvidenceState::Partial:
        return "partial";
    case EvidenceState::NotEvidenced:
        return "not evidenced";
    case EvidenceState::NotApplicable:
        return "not applicable";
    }
    return "not evidenced";
}

Result<FrameworkMap> readFrameworkMap(std::string_view json)
{
    const JsonDocument document = parseJson(json, "map.json");
    Diagnostics diagnostics = document.diagnostics;
    FrameworkMap map;
    if (document.root) {
        ObjectReader reader(*document.root, "framework map", "map.json", diagnostics);
        (void)reader.requiredInt("remitFrameworks");
        map.statement = reader.requiredString("statement");
        if (const JsonValue* list = reader.required("frameworks", JsonKind::Array)) {
            for (const JsonValue& framework : list->items)
                map.frameworks.push_back(readFramework(framework, diagnostics));
        }
        if (const JsonValue* list = reader.required("aliases", JsonKind::Array)) {
            for (const JsonValue& alias : list->items)
                map.aliases.push_back(readAlias(alias, diagnostics));
        }
        reader.finish();
    }
    if (!document.root || hasErrors(diagnostics))
        return failure(ErrorCode::Malformed,
                       "the framework map is damaged: " +
                           (diagnostics.empty() ? std::string() : diagnostics.front().message));
    return map;
}

const FrameworkMap& frameworkMap()
{
    static const FrameworkMap map =
        readFrameworkMap(embeddedTexts().front().text).value_or(FrameworkMap{});
    return map;
}

ItemEvidence evidenceFor(const FrameworkItem& item, const EvidenceAtHand& atHand)
{
    ItemEvidence evidence;
    evidence.item = &item;
    if (!item.appliesWhen.empty() && atHand.conditions.count(item.appliesWhen) == 0) {
        evidence.state = EvidenceState::NotApplicable;
        return evidence;
    }
    for (const std::string& written : item.evidence) {
        const auto [source, kinds] = parsedSource(written);
        if (atHand.sources.count(source) > 0)
            evidence.linked.push_back(linkedText(source, kinds, atHand));
        else
            evidence.missing.push_back(sourceWords(source));
    }
    if (evidence.linked.empty())
        evidence.state = EvidenceState::NotEvidenced;
    else if (evidence.missing.empty() && !item.mostPartial)
        evidence.state = EvidenceState::Evidenced;
    else
        evidence.state = EvidenceState::Partial;
    return evidence;
}

} // namespace remit::report
