// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/entities/entity_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace remit::cedar {
namespace {

struct PointeeHash {
    std::size_t operator()(const EntityUid* uid) const { return EntityUidHash{}(*uid); }
};
struct PointeeEqual {
    bool operator()(const EntityUid* a, const EntityUid* b) const { return *a == *b; }
};
/// Number of each entity by its uid, without copies of the uids.
using Numbers = std::unordered_map<const EntityUid*, std::size_t, PointeeHash, PointeeEqual>;

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
    explicit CycleSearch(const std::vector<Entity>& entities) : m_entities(entities)
    {
        m_numbers.reserve(entities.size());
        for (std::size_t i = 0; i < entities.size(); ++i)
            m_numbers.emplace(&entities[i].uid, i);
        m_marks.assign(entities.size(), Mark::Unseen);
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
            const auto parent = m_numbers.find(&parents[step.nextParent++]);
            if (parent == m_numbers.end() || m_marks[parent->second] == Mark::Done)
                continue;
            if (m_marks[parent->second] == Mark::OnPath)
                return close(parent->second);
            enter(parent->second);
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
    Numbers m_numbers;
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
    Numbers numbers;
    numbers.reserve(parsed.entities.size());
    std::vector<bool> drop(parsed.entities.size(), false);
    bool any = false;
    for (std::size_t i = 0; i < parsed.entities.size(); ++i) {
        const Entity& entity = parsed.entities[i];
        const auto [first, added] = numbers.emplace(&entity.uid, i);
        if (added)
            continue;
        any = drop[i] = true;
        if (!sameEntity(entity, parsed.entities[first->second]))
            parsed.diagnostics.push_back(
                duplicate(entity, parsed.spans[i], parsed.spans[first->second], file));
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
