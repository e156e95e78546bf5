// SPDX-License-Identifier: Apache-2.0
#include "core/decision/authority_events.h"

#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"
#include "core/decision/decide.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace remit::decision {

namespace {

using authority::LifecycleEvent;
using authority::ObjectKind;
using Kind = LifecycleEvent::Kind;

template <class T, std::size_t N>
std::optional<T> named(const std::array<std::pair<std::string_view, T>, N>& names,
                       std::string_view text)
{
    for (const auto& [name, value] : names) {
        if (name == text)
            return value;
    }
    return std::nullopt;
}

constexpr std::array<std::pair<std::string_view, ObjectKind>, 5> kObjects{
    {{"task", ObjectKind::Task},
     {"grant", ObjectKind::Grant},
     {"credential", ObjectKind::Credential},
     {"workload", ObjectKind::Workload},
     {"principal", ObjectKind::Principal}}};

constexpr std::array<std::pair<std::string_view, Kind>, 7> kEvents{
    {{"activate", Kind::Activate},
     {"complete", Kind::Complete},
     {"cancel", Kind::Cancel},
     {"scope-change", Kind::ScopeChange},
     {"expire", Kind::Expire},
     {"revoke", Kind::Revoke},
     {"compromise", Kind::Compromise}}};

std::string firstOr(const std::vector<std::string>& types, const char* fallback)
{
    return types.empty() ? fallback : types.front();
}

/// Principals may be recorded by bare names; the rest as it stands.
std::string objectOf(const trace::Lifecycle& lifecycle, ObjectKind kind, const Setup& setup)
{
    if (kind != ObjectKind::Principal)
        return lifecycle.objectId;
    return toText(principalOf(lifecycle.objectId, firstOr(setup.types.agents, "Agent")));
}

std::string untrusted(std::string_view what)
{
    return fmt::format("{} counts from an authority source only, and this trace is none.", what);
}

/// 64 hex digits, with or without "sha256:" before them.
std::optional<std::string> digestOf(std::string_view text)
{
    constexpr std::string_view kPrefix = "sha256:";
    if (text.starts_with(kPrefix))
        text.remove_prefix(kPrefix.size());
    std::string digest;
    for (const char c : text)
        digest += c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool isHex = digest.find_first_not_of("0123456789abcdef") == std::string::npos;
    return isHex && digest.size() == 64 ? std::optional(digest) : std::nullopt;
}

/// "id@version", or the id with the version beside it.
std::optional<authority::TaskRef> taskOf(const trace::Approve& approve)
{
    if (!approve.task.isPresent())
        return std::nullopt;
    if (approve.taskVersion)
        return authority::TaskRef{approve.task.text, *approve.taskVersion};
    return authority::parseTaskRef(approve.task.text);
}

/// What an approval must say and does not; empty where it says all.
std::string leftOut(const trace::Approve& approve)
{
    if (!approve.agent.isPresent())
        return "the agent";
    if (!taskOf(approve))
        return "the task and its version";
    if (!approve.action.isPresent())
        return "the action";
    if (!approve.resource.isPresent() || !cedar::parseEntityUid(approve.resource.text))
        return "the resource";
    if (!approve.argsHash.isPresent() || !digestOf(approve.argsHash.text))
        return "the SHA-256 of the arguments";
    return approve.expires ? "" : "when it ends";
}

} // namespace

bool isFrom(const std::vector<std::string>& sources, const trace::RunStart* start)
{
    return start != nullptr &&
           std::any_of(sources.begin(), sources.end(), [&](const std::string& source) {
               return source == start->format || globMatches(source, start->file);
           });
}

ReadEvent<LifecycleMeaning> readLifecycle(const trace::Event& event, const trace::RunStart* start,
                                          const Setup& setup)
{
    constexpr Instant kEarliest{std::numeric_limits<std::int64_t>::min()};
    const auto& recorded = std::get<trace::Lifecycle>(event.body);
    const auto object = named(kObjects, recorded.objectKind);
    const auto kind = named(kEvents, recorded.event);
    if (!object || !kind)
        return {}; // an issue, a check-out: it authorises nothing, nor does it end anything
    if (*kind == Kind::Activate && !isFrom(setup.authoritySources, start))
        return {std::nullopt,
                untrusted(fmt::format("The activation of the {} {}", shown(recorded.objectKind),
                                      shown(recorded.objectId)))};
    LifecycleMeaning meaning;
    meaning.timed = event.time || recorded.at;
    if (!meaning.timed && *kind == Kind::Activate)
        return {}; // when it began, and so when it ends, is not known
    meaning.event.objectKind = *object;
    meaning.event.object = objectOf(recorded, *object, setup);
    meaning.event.kind = *kind;
    meaning.event.at = recorded.at.value_or(event.time.value_or(kEarliest));
    meaning.event.recordedAt = event.time.value_or(meaning.event.at);
    return {std::move(meaning), {}};
}

ReadEvent<Approval> readApproval(const trace::Event& event, const trace::RunStart* start,
                                 const Setup& setup, const ToolMap& tools)
{
    const auto& recorded = std::get<trace::Approve>(event.body);
    const std::string what =
        fmt::format("The approval of {} as {}", shown(recorded.approver), shown(recorded.role));
    if (!isFrom(setup.authoritySources, start))
        return {std::nullopt, untrusted(what)};
    if (const std::string missing = leftOut(recorded); !missing.empty())
        return {std::nullopt, fmt::format("{} does not count: it leaves out {}.", what, missing)};
    if (recorded.count.value_or(1) < 1)
        return {std::nullopt, fmt::format("{} is good for no call.", what)};
    Approval approval;
    approval.approver = principalOf(recorded.approver, firstOr(setup.types.humans, "User"));
    approval.role = recorded.role;
    approval.agent = principalOf(recorded.agent.text, firstOr(setup.types.agents, "Agent"));
    approval.task = *taskOf(recorded);
    const auto action = cedar::parseEntityUid(recorded.action.text);
    approval.action = action ? *action
                             : tools.actionOf(recorded.action.text,
                                              tools.ruleFor(recorded.action.text, trace::Field()));
    approval.resource = *cedar::parseEntityUid(recorded.resource.text);
    approval.argumentsHash = *digestOf(recorded.argsHash.text);
    approval.expires = *recorded.expires;
    approval.count = recorded.count.value_or(1);
    approval.run = event.run;
    approval.sequence = event.sequence;
    approval.time = event.time;
    return {std::move(approval), {}};
}

} // namespace remit::decision
