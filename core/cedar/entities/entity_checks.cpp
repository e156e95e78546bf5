// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/entities/entity_checks.h"

#include "core/cedar/values/uid_table.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::cedar {
namespace {

/// The place of each entity in its list, by uid; with two of one uid that of the first.
class Places {
    [[nodiscard]] auto isUid(const EntityUid& uid) const
    {
        return [this, &uid](std::uint32_t at) { return m_entities[at].uid == uid; };
    }

public:
    explicit Places(const std::vector<Entity>& entities) : m_entities(entities)
    {
        m_table.reserve(entities.size());
    }

    /// The place that the uid of entity `at` has: `at` when it is new.
    std::size_t add(std::size_t at)
    {
        const EntityUid& uid = m_entities[at].uid;
        return m_table.findOrAdd(uid, static_cast<std::uint32_t>(at), isUid(uid));
    }
    /// UidTable::kNone when there is no such entity.
    [[nodiscard]] std::size_t find(const EntityUid& uid) const
    {
        return m_table.find(uid, isUid(uid));
    }

private:
    const std::vector<Entity>& m_entities;
    UidTable m_table;
};

/// Parents count as a set.
bool sameEntity(const Entity& a, const Entity& b)
{
    if (a.attributes != b.attributes || a.tags != b.tags)
        return false;
    auto first = a.parents;
    auto second = b.parents;
    const auto normalise = [](std::vector<EntityUid>& uids) {
        std::sort(uids.begin(), uids.end());
        uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
    };
    normalise(first);
    normalise(second);
    return first == second;
}

Diagnostic duplicate(const Entity& entity, Span again, Span first, std::string_view file)
{
    Diagnostic diagnostic;
    diagnostic.code = "entities/duplicate";
    diagnostic.message = fmt::format("{} is given twice, and differently", toText(entity.uid));
    diagnostic.help = "keep one of them, or make them the same";
    diagnostic.file = file;
    diagnostic.span = again;
    diagnostic.related.push_back({std::string(file), first, "first given here"});
    return diagnostic;
}

/// Depth-first search with a stack of its own: chains may be as long as the data.
class CycleSearch {
public:
    explicit CycleSearch(const std::vector<Entity>& entities)
        : m_entities(entities), m_places(entities), m_marks(entities.size(), Mark::Unseen)
    {
        for (std::size_t i = 0; i < entities.size(); ++i)
            (void)m_places.add(i);
    }

    /// The entities of one cycle, each a child of the next; empty when there is none.
    std::vector<std::size_t> find()
    {
        for (std::size_t start = 0; start < m_entities.size(); ++start) {
            if (m_marks[start] == Mark::Unseen && walk(start))
                return m_cycle;
        }
        return {};
    }

private:
    enum class Mark : std::uint8_t { Unseen, OnPath, Done };
    struct Step {
        std::size_t entity;
        std::size_t nextParent;
    };

    bool walk(std::size_t start)
    {
        enter(start);
        while (!m_path.empty()) {
            Step& step = m_path.back();
            const auto& parents = m_entities[step.entity].parents;
            if (step.nextParent == parents.size()) {
                m_marks[step.entity] = Mark::Done;
                m_path.pop_back();
                continue;
            }
            const std::size_t parent = m_places.find(parents[step.nextParent++]);
            if (parent == UidTable::kNone || m_marks[parent] == Mark::Done)
                continue;
            if (m_marks[parent] == Mark::OnPath)
                return close(parent);
            enter(parent);
        }
        return false;
    }

    void enter(std::size_t entity)
    {
        m_marks[entity] = Mark::OnPath;
        m_path.push_back({entity, 0});
    }

    bool close(std::size_t entity)
    {
        const auto first = std::find_if(m_path.begin(), m_path.end(),
                                        [&](const Step& s) { return s.entity == entity; });
        for (auto step = first; step != m_path.end(); ++step)
            m_cycle.push_back(step->entity);
        return true;
    }

    const std::vector<Entity>& m_entities;
    Places m_places;
    std::vector<Mark> m_marks;
    std::vector<Step> m_path;
    std::vector<std::size_t> m_cycle;
};

std::string described(const std::vector<std::size_t>& cycle, const std::vector<Entity>& entities)
{
    constexpr std::size_t kShown = 5;
    std::string text;
    for (std::size_t i = 0; i < std::min(cycle.size(), kShown); ++i)
        text += toText(entities[cycle[i]].uid) + " in ";
    if (cycle.size() > kShown)
        text += "… in ";
    return text + toText(entities[cycle.front()].uid);
}

} // namespace

void mergeDuplicates(ParsedEntities& parsed, std::string_view file)
{
    Places places(parsed.entities);
    std::vector<bool> drop(parsed.entities.size(), false);
    bool any = false;
    for (std::size_t i = 0; i < parsed.entities.size(); ++i) {
        const Entity& entity = parsed.entities[i];
        const std::size_t first = places.add(i);
        if (first == i)
            continue;
        any = drop[i] = true;
        if (!sameEntity(entity, parsed.entities[first]))
            parsed.diagnostics.push_back(
                duplicate(entity, parsed.spans[i], parsed.spans[first], file));
    }
    if (!any)
        return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < parsed.entities.size(); ++i) {
        if (drop[i])
            continue;
        if (kept != i) {
            parsed.entities[kept] = std::move(parsed.entities[i]);
            parsed.spans[kept] = parsed.spans[i];
        }
        ++kept;
    }
    parsed.entities.resize(kept);
    parsed.spans.resize(kept);
}

void reportCycle(ParsedEntities& parsed, std::string_view file)
{
    const auto cycle = CycleSearch(parsed.entities).find();
    if (cycle.empty())
        return;
    Diagnostic diagnostic;
    diagnostic.code = "entities/cycle";
    diagnostic.message =
        fmt::format("an entity is its own ancestor: {}", described(cycle, parsed.entities));
    diagnostic.help = "remove one of these parents";
    diagnostic.file = file;
    diagnostic.span = parsed.spans[cycle.front()];
    parsed.diagnostics.push_back(std::move(diagnostic));
}

} // namespace remit::cedar
