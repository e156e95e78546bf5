// SPDX-License-Identifier: Apache-2.0
#include "core/authority/history.h"

#include "core/base/limits.h"
#include "core/cedar/syntax/parser.h"

#include <algorithm>
#include <limits>

namespace remit::authority {
namespace {

using Kind = LifecycleEvent::Kind;

Kind kindOf(TaskEvent event)
{
    switch (event) {
    case TaskEvent::Activate:
        return Kind::Activate;
    case TaskEvent::Complete:
        return Kind::Complete;
    case TaskEvent::Cancel:
        return Kind::Cancel;
    case TaskEvent::ScopeChange:
        return Kind::ScopeChange;
    }
    return Kind::Cancel;
}

History::TaskPhase phaseAfter(Kind kind)
{
    switch (kind) {
    case Kind::Complete:
        return History::TaskPhase::Completed;
    case Kind::ScopeChange:
        return History::TaskPhase::ScopeChanged;
    case Kind::Expire:
        return History::TaskPhase::Expired;
    default:
        return History::TaskPhase::Cancelled;
    }
}

/// As late as can be where it would not fit.
Instant after(Instant start, std::int64_t milliseconds)
{
    constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
    const bool fits = start.milliseconds <= kLast - milliseconds;
    return {fits ? start.milliseconds + milliseconds : kLast};
}

/// Declared in a file: known from the moment it holds.
Removal declared(Instant at)
{
    return {at, at};
}

std::optional<Removal> earliest(std::optional<Removal> first, const std::vector<Removal>& removals,
                                Instant t, Knowledge knowledge)
{
    for (const Removal& removal : removals) {
        const bool known = knowledge == Knowledge::Effective || removal.recordedAt <= t;
        if (known && removal.at <= t && (!first || removal.at < first->at))
            first = removal;
    }
    return first;
}

/// Active, or may still become so.
bool isOpen(History::TaskPhase phase)
{
    return phase == History::TaskPhase::Active || phase == History::TaskPhase::Waiting;
}

} // namespace

History::History(const Registry& registry, const std::vector<LifecycleEvent>& events)
    : m_registry(&registry)
{
    addDeclared();
    addAll(events);
}

History::History(std::shared_ptr<const History> below, const std::vector<LifecycleEvent>& events)
    : m_registry(below->m_registry), m_below(std::move(below))
{
    addAll(events);
}

void History::addDeclared()
{
    for (const Task& task : m_registry->tasks()) {
        for (const Transition& transition : task.transitions)
            m_tasks[task.ref].push_back({kindOf(transition.event), transition.at, transition.at});
    }
    for (const Grant& grant : m_registry->grants()) {
        if (grant.revokedAt)
            revokeGrant(grant, declared(*grant.revokedAt));
    }
    for (const Credential& credential : m_registry->credentials()) {
        if (credential.revokedAt)
            revokeCredential(credential, declared(*credential.revokedAt));
    }
}

void History::addAll(const std::vector<LifecycleEvent>& events)
{
    for (const LifecycleEvent& event : events)
        add(event);
    for (auto& [task, list] : m_tasks)
        std::stable_sort(list.begin(), list.end(),
                         [](const TimedEvent& a, const TimedEvent& b) { return a.at < b.at; });
}

void History::add(const LifecycleEvent& event)
{
    m_recordedLate = m_recordedLate || event.recordedAt > event.at;
    const Removal removal{event.at, event.recordedAt};
    if (event.kind == Kind::Compromise) {
        compromise(event);
        return;
    }
    if (event.objectKind == ObjectKind::Task) {
        addTaskEvent(event);
    } else if (event.objectKind == ObjectKind::Grant) {
        if (const Grant* grant = m_registry->grant(event.object))
            revokeGrant(*grant, removal);
    } else if (event.objectKind == ObjectKind::Credential) {
        if (const Credential* credential = m_registry->credential(event.object))
            revokeCredential(*credential, removal);
    }
}

void History::addTaskEvent(const LifecycleEvent& event)
{
    const TimedEvent timed{event.kind, event.at, event.recordedAt};
    if (const auto task = parseTaskRef(event.object)) {
        eventsOf(*task).push_back(timed);
        return;
    }
    for (const Task* task : m_registry->versions(event.object))
        eventsOf(task->ref).push_back(timed);
}

std::vector<History::TimedEvent>& History::eventsOf(const TaskRef& task)
{
    const auto [place, isNew] = m_tasks.try_emplace(task);
    if (isNew && m_below) {
        if (const std::vector<TimedEvent>* below = m_below->findEvents(task))
            place->second = *below;
    }
    return place->second;
}

const std::vector<History::TimedEvent>* History::findEvents(const TaskRef& task) const
{
    for (const History* layer = this; layer; layer = layer->m_below.get()) {
        const auto found = layer->m_tasks.find(task);
        if (found != layer->m_tasks.end())
            return &found->second;
    }
    return nullptr;
}

void History::compromise(const LifecycleEvent& event)
{
    const Removal removal{event.at, event.recordedAt};
    if (event.objectKind == ObjectKind::Credential) {
        if (const Credential* credential = m_registry->credential(event.object))
            revokeCredential(*credential, removal);
    } else if (event.objectKind == ObjectKind::Workload) {
        compromiseWorkload(event.object, removal);
    } else if (const auto principal = cedar::parseEntityUid(event.object)) {
        compromisePrincipal(*principal, removal);
    }
}

void History::compromiseWorkload(const std::string& workload, Removal removal)
{
    for (const Credential* credential : m_registry->credentialsBoundTo(workload))
        revokeCredential(*credential, removal);
    for (const Grant* grant : m_registry->grantsBoundTo(workload))
        revokeGrant(*grant, removal);
    for (const Actor& actor : m_registry->actors()) {
        if (m_registry->hasWorkload(actor.uid, workload))
            revokeIssuedSince(actor.uid, removal);
    }
}

void History::compromisePrincipal(const cedar::EntityUid& principal, Removal removal)
{
    for (const Credential* credential : m_registry->credentialsOf(principal))
        revokeCredential(*credential, removal);
    for (const Grant* grant : m_registry->grantsTo(principal))
        revokeGrant(*grant, removal);
    revokeIssuedSince(principal, removal);
}

void History::revokeGrant(const Grant& grant, Removal removal)
{
    m_grants[&grant].push_back(removal);
}

void History::revokeCredential(const Credential& credential, Removal removal)
{
    m_credentials[&credential].push_back(removal);
}

void History::revokeIssuedSince(const cedar::EntityUid& issuer, Removal removal)
{
    for (const Grant* grant : m_registry->grantsFrom(issuer)) {
        if (grant->issuedAt >= removal.at)
            revokeGrant(*grant, removal);
    }
}

std::optional<Removal> History::grantRevoked(const Grant& grant, Instant t,
                                             Knowledge knowledge) const
{
    std::optional<Removal> first;
    for (const History* layer = this; layer; layer = layer->m_below.get()) {
        const auto found = layer->m_grants.find(&grant);
        if (found != layer->m_grants.end())
            first = earliest(first, found->second, t, knowledge);
    }
    return first;
}

std::optional<Removal> History::credentialRevoked(const Credential& credential, Instant t,
                                                  Knowledge knowledge) const
{
    std::optional<Removal> first;
    for (const History* layer = this; layer; layer = layer->m_below.get()) {
        const auto found = layer->m_credentials.find(&credential);
        if (found != layer->m_credentials.end())
            first = earliest(first, found->second, t, knowledge);
    }
    return first;
}

bool History::anyGrantRevoked() const
{
    return !m_grants.empty() || (m_below && m_below->anyGrantRevoked());
}

bool History::anyRecordedLate() const
{
    return m_recordedLate || (m_below && m_below->anyRecordedLate());
}

History::TaskState History::taskState(const TaskRef& ref, Instant t, Knowledge knowledge) const
{
    const Task* task = m_registry->task(ref);
    if (!task)
        return {};
    TaskState state = ownState(*task, t, knowledge);
    // A subtask is active only while every task above it is, and ends with it, also before it
    // began; the walk is bounded like a chain.
    const Task* above = task;
    for (std::size_t level = 0; isOpen(state.phase) && above->parent; ++level) {
        above = m_registry->task(*above->parent);
        const TaskState ofAbove =
            above && level <= limits::kChainLength ? ownState(*above, t, knowledge) : TaskState();
        const bool active = state.phase == TaskPhase::Active;
        if (!isOpen(ofAbove.phase) || (active && ofAbove.phase != TaskPhase::Active))
            state.phase = TaskPhase::ParentEnded;
        else if (active)
            state.ends = std::min(*state.ends, *ofAbove.ends);
    }
    return state;
}

History::TaskState History::ownState(const Task& task, Instant t, Knowledge knowledge) const
{
    TaskState state;
    state.phase = TaskPhase::Waiting;
    const std::vector<TimedEvent>* events = findEvents(task.ref);
    if (!events)
        return state;
    for (const TimedEvent& event : *events) {
        if (event.at > t || (knowledge == Knowledge::AsKnownThen && event.recordedAt > t))
            continue;
        if (event.kind == Kind::Activate) {
            if (state.phase != TaskPhase::Waiting)
                continue;
            state.phase = TaskPhase::Active;
            state.activated = event.at;
            state.ends = after(event.at, task.maxDuration);
        } else if (state.phase == TaskPhase::Active || state.phase == TaskPhase::Waiting) {
            // It may have ended by itself before this event.
            if (state.ends && *state.ends <= event.at)
                break;
            state.phase = phaseAfter(event.kind);
            state.ends = event.at;
        }
    }
    if (state.phase == TaskPhase::Active && state.ends && *state.ends <= t)
        state.phase = TaskPhase::Expired;
    return state;
}

std::string_view name(History::TaskPhase phase)
{
    switch (phase) {
    case History::TaskPhase::Unknown:
        return "not declared";
    case History::TaskPhase::Waiting:
        return "not activated";
    case History::TaskPhase::Active:
        return "active";
    case History::TaskPhase::Completed:
        return "completed";
    case History::TaskPhase::Cancelled:
        return "cancelled";
    case History::TaskPhase::ScopeChanged:
        return "ended by a change of scope";
    case History::TaskPhase::Expired:
        return "expired";
    case History::TaskPhase::ParentEnded:
        return "ended with the task above it";
    }
    return "not declared";
}

} // namespace remit::authority
