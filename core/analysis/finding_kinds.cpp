// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/embedded.h"
#include "core/analysis/findings.h"
#include "core/base/strict_json.h"

#include <array>

/// The kinds of findings stand in resources/finding-kinds.json, which is part of the program: name,
/// severities and the framework ids with their reasons. A test holds it to the enumeration.
namespace remit::analysis {
namespace {

struct KindEntry {
    std::string name;
    Severity batch = Severity::Error;
    Severity others = Severity::Error;
    std::vector<std::string> frameworks;
};

/// In the order of the enumeration.
constexpr std::array<std::string_view, 20> kNames{
    "amplifying",     "undelegated",        "confused-deputy",   "unrooted", "orphan",
    "unbound",        "no-expiry",          "long-lived",        "cycle",    "depth",
    "identity-reuse", "separation-of-duty", "toxic-combination", "drift",    "unenforceable",
    "dormant",        "cosmetic-narrowing", "impersonation",     "pivot",    "off-plan",
};

Severity severityNamed(const JsonValue* name)
{
    if (name != nullptr && name->text == "note")
        return Severity::Note;
    return name != nullptr && name->text == "warning" ? Severity::Warning : Severity::Error;
}

/// The strictest where the table has no such kind.
KindEntry entryNamed(const JsonValue& kinds, std::string_view name)
{
    KindEntry entry{std::string(name), Severity::Error, Severity::Error, {}};
    for (const JsonValue& kind : kinds.items) {
        const JsonValue* own = kind.find("name");
        if (own == nullptr || own->text != name)
            continue;
        entry.batch = severityNamed(kind.find("batch"));
        entry.others = severityNamed(kind.find("others"));
        if (const JsonValue* ids = kind.find("frameworks")) {
            for (const JsonValue& id : ids->items)
                entry.frameworks.push_back(id.text);
        }
    }
    return entry;
}

std::vector<KindEntry> readKinds()
{
    const JsonDocument table = parseJson(embedded::kFindingKinds);
    const JsonValue* kinds = table.root ? table.root->find("kinds") : nullptr;
    std::vector<KindEntry> entries;
    for (const std::string_view name : kNames)
        entries.push_back(entryNamed(kinds != nullptr ? *kinds : JsonValue(), name));
    return entries;
}

const KindEntry& kindEntry(FindingKind kind)
{
    static const std::vector<KindEntry> entries = readKinds();
    return entries.at(static_cast<std::size_t>(kind));
}

} // namespace

std::string_view name(FindingKind kind)
{
    return kNames.at(static_cast<std::size_t>(kind));
}

std::vector<std::string_view> frameworkIds(FindingKind kind)
{
    const std::vector<std::string>& ids = kindEntry(kind).frameworks;
    return {ids.begin(), ids.end()};
}

Severity severityOf(FindingKind kind, std::optional<authority::Profile> profile)
{
    const KindEntry& entry = kindEntry(kind);
    return profile == authority::Profile::Batch ? entry.batch : entry.others;
}

} // namespace remit::analysis
