// SPDX-License-Identifier: Apache-2.0
#include "core/authority/registry.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::authority {
namespace {

Diagnostic problem(std::string code, const Place& place, std::string message, std::string help,
                   Severity severity = Severity::Error)
{
    Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.severity = severity;
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
    diagnostic.file = place.file;
    diagnostic.span = place.span;
    return diagnostic;
}

Diagnostic duplicate(std::string_view what, std::string_view id, const Place& second,
                     const Place& first)
{
    Diagnostic diagnostic =
        problem("authority/duplicate-id", second, fmt::format("the {} {} stands twice", what, id),
                "give one of them another id; the first one counts");
    diagnostic.related.push_back({first.file, first.span, "first here"});
    return diagnostic;
}

void checkTransitions(const Task& task, Diagnostics& diagnostics)
{
    bool ended = false;
    bool active = false;
    for (const Transition& transition : task.transitions) {
        const bool activates = transition.event == TaskEvent::Activate;
        if (ended || (activates && active))
            diagnostics.push_back(problem(
                "authority/transition-ignored", task.place,
                fmt::format("the transition `{}` at {} of {} has no effect", name(transition.event),
                            rfc3339(transition.at), toText(task.ref)),
                "a version of a task is activated once and ends once; declare a new version",
                Severity::Warning));
        active = active || activates;
        ended = ended || !activates;
    }
}

bool byId(const Grant* a, const Grant* b)
{
    return a->id < b->id;
}

template <class Map, class Key>
auto listIn(const Map& map, const Key& key)
{
    using List = std::span<const typename Map::mapped_type::value_type>;
    const auto found = map.find(key);
    return found == map.end() ? List() : List(found->second);
}

} // namespace

Registry::Registry(Objects objects, Diagnostics& diagnostics) : m_objects(std::move(objects))
{
    for (const Actor& actor : m_objects.actors)
        m_actors.try_emplace(actor.uid, &actor);
    indexTasks(diagnostics);
    indexCredentials(diagnostics);
    indexGrants(diagnostics);
    checkReferences(diagnostics);
}

void Registry::indexTasks(Diagnostics& diagnostics)
{
    for (const Task& task : m_objects.tasks) {
        const auto [place, added] = m_tasks.try_emplace(task.ref, &task);
        if (!added)
            diagnostics.push_back(
                duplicate("task", toText(task.ref), task.place, place->second->place));
        checkTransitions(task, diagnostics);
    }
}

void Registry::indexCredentials(Diagnostics& diagnostics)
{
    for (const Credential& credential : m_objects.credentials) {
        const auto [place, added] = m_credentials.try_emplace(credential.id, &credential);
        if (!added) {
            diagnostics.push_back(
                duplicate("credential", credential.id, credential.place, place->second->place));
            continue;
        }
        m_credentialsOf[credential.holder].push_back(&credential);
        if (credential.boundTo)
            m_credentialsBoundTo[*credential.boundTo].push_back(&credential);
    }
}

void Registry::indexGrants(Diagnostics& diagnostics)
{
    for (const Grant& grant : m_objects.grants) {
        const auto [place, added] = m_grants.try_emplace(grant.id, &grant);
        if (!added) {
            diagnostics.push_back(duplicate("grant", grant.id, grant.place, place->second->place));
            continue;
        }
        m_grantsTo[grant.to].push_back(&grant);
        m_grantsFrom[grant.from].push_back(&grant);
        if (grant.parent)
            m_grantsBelow[*grant.parent].push_back(&grant);
        if (grant.boundTo)
            m_grantsBoundTo[*grant.boundTo].push_back(&grant);
    }
    const auto sortAll = [](auto& lists) {
        for (auto& [key, list] : lists)
            std::sort(list.begin(), list.end(), byId);
    };
    sortAll(m_grantsTo);
    sortAll(m_grantsFrom);
    sortAll(m_grantsBelow);
}

void Registry::checkReferences(Diagnostics& diagnostics) const
{
    for (const Grant& grant : m_objects.grants) {
        if (grant.parent && !m_grants.contains(*grant.parent))
            diagnostics.push_back(problem(
                "authority/dangling-parent", grant.place,
                fmt::format("the parent {} of grant {} does not exist", *grant.parent, grant.id),
                "name an existing grant, or \"root\""));
        if (!task(grant.task))
            diagnostics.push_back(
                problem("authority/unknown-task", grant.place,
                        fmt::format("grant {} is for the task {}, which is not declared", grant.id,
                                    toText(grant.task)),
                        "declare it in tasks/"));
    }
    for (const Task& each : m_objects.tasks) {
        if (each.parent && !task(*each.parent))
            diagnostics.push_back(problem("authority/unknown-task", each.place,
                                          fmt::format("the parent {} of task {} is not declared",
                                                      toText(*each.parent), toText(each.ref)),
                                          "declare it in tasks/"));
    }
}

const Task* Registry::task(const TaskRef& ref) const
{
    const auto found = m_tasks.find(ref);
    return found == m_tasks.end() ? nullptr : found->second;
}

const Credential* Registry::credential(std::string_view id) const
{
    const auto found = m_credentials.find(id);
    return found == m_credentials.end() ? nullptr : found->second;
}

const Grant* Registry::grant(std::string_view id) const
{
    const auto found = m_grants.find(id);
    return found == m_grants.end() ? nullptr : found->second;
}

const Actor* Registry::actor(const cedar::EntityUid& uid) const
{
    const auto found = m_actors.find(uid);
    return found == m_actors.end() ? nullptr : found->second;
}

bool Registry::hasWorkload(const cedar::EntityUid& uid, std::string_view workload) const
{
    const Actor* found = actor(uid);
    return found && std::find(found->workloads.begin(), found->workloads.end(), workload) !=
                        found->workloads.end();
}

std::span<const Grant* const> Registry::grantsTo(const cedar::EntityUid& uid) const
{
    return listIn(m_grantsTo, uid);
}

std::span<const Grant* const> Registry::grantsFrom(const cedar::EntityUid& uid) const
{
    return listIn(m_grantsFrom, uid);
}

std::span<const Grant* const> Registry::grantsBelow(std::string_view id) const
{
    return listIn(m_grantsBelow, id);
}

std::span<const Grant* const> Registry::grantsBoundTo(std::string_view workload) const
{
    return listIn(m_grantsBoundTo, workload);
}

std::span<const Credential* const> Registry::credentialsBoundTo(std::string_view workload) const
{
    return listIn(m_credentialsBoundTo, workload);
}

std::span<const Credential* const> Registry::credentialsOf(const cedar::EntityUid& holder) const
{
    return listIn(m_credentialsOf, holder);
}

std::vector<const Task*> Registry::versions(std::string_view id) const
{
    std::vector<const Task*> found;
    for (auto it = m_tasks.lower_bound(TaskRef{std::string(id), INT64_MIN});
         it != m_tasks.end() && it->first.id == id; ++it)
        found.push_back(it->second);
    return found;
}

} // namespace remit::authority
