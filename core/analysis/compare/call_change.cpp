// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/compare/call_change.h"

#include "core/base/text.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace remit::analysis {

namespace {

using decision::CallVerdict;
using decision::Verdict;
using Names = std::set<std::string>;

Names forbidsOf(const CallVerdict& row)
{
    Names ids;
    for (const decision::Crossing& crossing : row.crossings)
        ids.insert(crossing.policies.begin(), crossing.policies.end());
    return ids;
}

Names permitsOf(const CallVerdict& row)
{
    return {row.reasons.begin(), row.reasons.end()};
}

/// The first of the one that the other has not.
std::optional<std::string> onlyIn(const Names& one, const Names& other)
{
    for (const std::string& name : one) {
        if (other.count(name) == 0)
            return name;
    }
    return std::nullopt;
}

std::string firstKind(const CallVerdict& row)
{
    return row.crossings.empty() ? std::string()
                                 : std::string(decision::name(row.crossings.front().kind));
}

} // namespace

ChangeKind changeKind(Verdict before, Verdict after)
{
    if (after == Verdict::Allow && before != Verdict::Allow)
        return ChangeKind::NewlyAllowed;
    if (decision::isCrossing(after) && !decision::isCrossing(before))
        return ChangeKind::NewlyCrossed;
    return ChangeKind::Other;
}

void ChangeCounts::add(ChangeKind kind)
{
    ++(kind == ChangeKind::NewlyCrossed   ? crossed
       : kind == ChangeKind::NewlyAllowed ? allowed
                                          : others);
}

std::size_t ChangeCounts::of(ChangeKind kind) const
{
    return kind == ChangeKind::NewlyCrossed   ? crossed
           : kind == ChangeKind::NewlyAllowed ? allowed
                                              : others;
}

Cause causeOf(const CallChange& change)
{
    const Names forbidsBefore = forbidsOf(change.before);
    const Names forbidsAfter = forbidsOf(change.after);
    if (const auto forbid = onlyIn(forbidsAfter, forbidsBefore))
        return {CauseKind::ForbidsNow, *forbid};
    if (const auto forbid = onlyIn(forbidsBefore, forbidsAfter))
        return {CauseKind::ForbidsNoLonger, *forbid};
    const Names permitsBefore = permitsOf(change.before);
    const Names permitsAfter = permitsOf(change.after);
    if (const auto permit = onlyIn(permitsAfter, permitsBefore))
        return {CauseKind::PermitsNow, *permit};
    if (const auto permit = onlyIn(permitsBefore, permitsAfter))
        return {CauseKind::PermitsNoLonger, *permit};
    const bool unknown = change.after.verdict == Verdict::Undecidable ||
                         change.before.verdict == Verdict::Undecidable;
    if (unknown)
        return {CauseKind::NeedsUnknown, {}};
    const std::string kind = firstKind(change.after);
    return {CauseKind::Boundary, kind.empty() ? firstKind(change.before) : kind};
}

std::string sentence(const Cause& cause)
{
    const std::string policy = "`" + shown(cause.policy) + "` ";
    switch (cause.kind) {
    case CauseKind::PermitsNow:
        return policy + "permits now";
    case CauseKind::PermitsNoLonger:
        return policy + "permits no longer";
    case CauseKind::ForbidsNow:
        return policy + "forbids now";
    case CauseKind::ForbidsNoLonger:
        return policy + "forbids no longer";
    case CauseKind::NeedsUnknown:
        return "facts that nobody recorded are needed by others";
    case CauseKind::Boundary:
        break;
    }
    return cause.policy.empty() ? "another boundary decides" : policy + "differs";
}

std::string_view name(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::NewlyCrossed:
        return "newly-crossed";
    case ChangeKind::NewlyAllowed:
        return "newly-allowed";
    case ChangeKind::Other:
        break;
    }
    return "other";
}

std::string_view name(CauseKind kind)
{
    switch (kind) {
    case CauseKind::PermitsNow:
        return "permits-now";
    case CauseKind::PermitsNoLonger:
        return "permits-no-longer";
    case CauseKind::ForbidsNow:
        return "forbids-now";
    case CauseKind::ForbidsNoLonger:
        return "forbids-no-longer";
    case CauseKind::NeedsUnknown:
        return "needs-unknown";
    case CauseKind::Boundary:
        break;
    }
    return "boundary";
}

std::vector<ChangeGroup> grouped(const std::vector<CallChange>& changes)
{
    std::map<Cause, std::vector<std::size_t>> byCause;
    for (std::size_t i = 0; i < changes.size(); ++i)
        byCause[causeOf(changes[i])].push_back(i);
    std::vector<ChangeGroup> groups;
    for (auto& [cause, members] : byCause)
        groups.push_back({cause, std::move(members)});
    std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) {
        return a.changes.size() > b.changes.size();
    });
    return groups;
}

} // namespace remit::analysis
