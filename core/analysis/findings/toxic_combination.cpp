// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace remit::analysis {
namespace {

/// Labels, of results or of data, that begin with one of these words count as such.
constexpr std::array<std::string_view, 7> kSensitive{
    "sensitive", "confidential", "secret", "private", "personal", "pii", "restricted"};
constexpr std::array<std::string_view, 4> kUntrusted{"untrusted", "outside", "external", "public"};

template <std::size_t N>
bool has(const std::vector<std::string>& labels, const std::array<std::string_view, N>& words)
{
    return std::any_of(labels.begin(), labels.end(), [&](const std::string& label) {
        return std::any_of(words.begin(), words.end(),
                           [&](std::string_view word) { return label.starts_with(word); });
    });
}

std::vector<std::string> labelsOf(FindingLog& log, const authority::Access& access,
                                  const decision::ToolRule* rule)
{
    std::vector<std::string> labels = rule ? rule->labels : std::vector<std::string>();
    const std::string uid = toText(access.resource);
    for (const decision::ResourceLabels& entry : log.input().setup.resourceLabels) {
        if (entry.resource == uid || entry.resource == access.resource.type)
            labels.insert(labels.end(), entry.labels.begin(), entry.labels.end());
    }
    return labels;
}

struct Parts {
    std::optional<std::uint32_t> sensitiveRead;
    std::optional<std::uint32_t> untrustedInput;
    std::optional<std::uint32_t> externalWrite;
    const authority::Grant* grant = nullptr;
};

void look(FindingLog& log, std::uint32_t index, Parts& parts)
{
    const authority::Access& access = log.inventory()[index];
    const decision::ToolRule* rule = log.ruleOf(access);
    if (!rule)
        return;
    const std::vector<std::string> labels = labelsOf(log, access, rule);
    if (rule->readOnly && has(labels, kSensitive) && !parts.sensitiveRead)
        parts.sensitiveRead = index;
    if (rule->readOnly && has(labels, kUntrusted) && !parts.untrustedInput)
        parts.untrustedInput = index;
    if (!rule->readOnly && rule->risk != "low" && !parts.externalWrite)
        parts.externalWrite = index;
}

std::string text(FindingLog& log, std::uint32_t index)
{
    return log.inventory()[index].tool;
}

} // namespace

/// One agent that within one task may read what is sensitive, take in what strangers wrote, and
/// write to the outside (a tool that does not only read, of other than low risk).
void findToxicCombinations(FindingLog& log)
{
    std::map<std::pair<authority::TaskRef, cedar::EntityUid>, Parts> groups;
    for (const authority::Grant& grant : log.registry().grants()) {
        Parts& parts = groups[{grant.task, grant.to}];
        parts.grant = parts.grant ? parts.grant : &grant;
        for (const std::uint32_t access : log.reaches().ofChain(grant).members())
            look(log, access, parts);
    }
    for (const auto& [key, parts] : groups) {
        if (!parts.sensitiveRead || !parts.untrustedInput || !parts.externalWrite)
            continue;
        Finding& finding = log.addAbout(
            FindingKind::ToxicCombination, *parts.grant,
            fmt::format("within {}, {} may read sensitive data ({}), take in untrusted text ({}) "
                        "and write outside ({})",
                        toText(key.first), toText(key.second), text(log, *parts.sensitiveRead),
                        text(log, *parts.untrustedInput), text(log, *parts.externalWrite)),
            "forbid the write once such labels are in context.session.labels, or part the task");
        finding.subjects = {toText(key.second), toText(key.first)};
    }
}

} // namespace remit::analysis
