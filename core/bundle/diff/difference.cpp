// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/diff/difference.h"

#include "core/base/time.h"

#include <fmt/format.h>

namespace remit::bundle {
namespace {

std::vector<PartChange> partChanges(const SubjectParts& before, const SubjectParts& after)
{
    std::vector<PartChange> changes;
    for (const auto& [part, text] : before) {
        const auto now = after.find(part);
        if (now == after.end())
            changes.push_back({part, text, {}});
        else if (now->second != text)
            changes.push_back({part, text, now->second});
    }
    for (const auto& [part, text] : after) {
        if (!before.contains(part))
            changes.push_back({part, {}, text});
    }
    return changes;
}

SubjectParts statementParts(const Statement& statement)
{
    const auto time = [](const std::optional<Instant>& instant) {
        return instant ? rfc3339(*instant) : std::string("none");
    };
    SubjectParts parts;
    parts["bundle"] = statement.bundleId;
    parts["revision"] = std::to_string(statement.revision);
    parts["target"] = statement.target.empty() ? "none" : statement.target;
    parts["valid from"] = time(statement.notBefore);
    parts["expires"] = time(statement.expiresAt);
    parts["language"] = statement.language;
    parts["facts"] = statement.facts;
    parts["semantics"] = statement.semantics;
    parts["status list"] = statement.statusMaxAgeSeconds
                               ? fmt::format("at most {} s old", *statement.statusMaxAgeSeconds)
                               : "none needed";
    parts["profile"] = statement.exportProfile.value_or("none");
    parts["tests"] =
        fmt::format("{} passed, {} failed", statement.tests.passed, statement.tests.failed);
    for (const Acknowledged& one : statement.acknowledged)
        parts["acknowledged " + one.finding] =
            fmt::format("{} by {}: {}", one.state, one.owner, one.reason);
    return parts;
}

} // namespace

std::string_view name(SubjectChange change)
{
    switch (change) {
    case SubjectChange::Added:
        return "added";
    case SubjectChange::Removed:
        return "removed";
    case SubjectChange::Changed:
        break;
    }
    return "changed";
}

std::vector<SubjectDifference> differencesBetween(const Subjects& before, const Subjects& after)
{
    std::map<SubjectKey, SubjectDifference> found;
    for (const auto& [key, parts] : before) {
        const auto now = after.find(key);
        if (now == after.end()) {
            found[key] = {key, SubjectChange::Removed, partChanges(parts, {})};
            continue;
        }
        auto changes = partChanges(parts, now->second);
        if (!changes.empty())
            found[key] = {key, SubjectChange::Changed, std::move(changes)};
    }
    for (const auto& [key, parts] : after) {
        if (!before.contains(key))
            found[key] = {key, SubjectChange::Added, partChanges({}, parts)};
    }
    std::vector<SubjectDifference> differences;
    for (auto& [key, difference] : found)
        differences.push_back(std::move(difference));
    return differences;
}

std::vector<PartChange> statementChanges(const Statement& before, const Statement& after)
{
    return partChanges(statementParts(before), statementParts(after));
}

} // namespace remit::bundle
