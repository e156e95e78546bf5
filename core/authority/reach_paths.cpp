// SPDX-License-Identifier: Apache-2.0
#include "core/authority/reach_paths.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace remit::authority {
namespace {

bool standsOn(const Chain& chain, const cedar::EntityUid& principal)
{
    return chain.root() == principal ||
           std::any_of(chain.grants.begin(), chain.grants.end(),
                       [&](const Grant* grant) { return grant->to == principal; });
}

/// The beginning that all the lists share.
void keepCommonBeginning(std::vector<const Grant*>& kept, const std::vector<const Grant*>& other)
{
    const auto differs = std::mismatch(kept.begin(), kept.end(), other.begin(), other.end()).first;
    kept.erase(differs, kept.end());
}

template <class T>
std::vector<T> common(std::vector<T> kept, const std::vector<T>& other)
{
    std::erase_if(kept, [&](const T& each) {
        return std::find(other.begin(), other.end(), each) == other.end();
    });
    return kept;
}

} // namespace

ReachPaths pathsTo(Reaches& reaches, const History& history, Instant time,
                   const cedar::EntityUid* from, const cedar::EntityUid& resource,
                   std::size_t bound)
{
    const Estate& estate = reaches.estate();
    const auto wanted = estate.inventory->ofResource(resource);
    ReachPaths result;
    if (wanted.empty())
        return result;
    for (const Grant& grant : estate.registry->grants()) {
        const Chain& chain = reaches.chain(grant);
        if (!chain.wellFormed() || (from && !standsOn(chain, *from)) ||
            !isActive(chain, structuralInactivity(estate, history, chain, time)))
            continue;
        const AccessSet& given = reaches.ofChain(grant);
        std::vector<std::uint32_t> accesses;
        for (const std::uint32_t i : wanted) {
            if (given[i] != Reach::None)
                accesses.push_back(i);
        }
        if (!accesses.empty())
            result.paths.push_back({chain.grants, std::move(accesses)});
    }
    std::sort(result.paths.begin(), result.paths.end(), [](const ReachPath& a, const ReachPath& b) {
        return a.grants.back()->id < b.grants.back()->id;
    });
    result.total = result.paths.size();
    if (result.paths.size() > bound)
        result.paths.resize(bound);
    return result;
}

Separation separationOf(Reaches& reaches, const History& history, Instant time,
                        const cedar::EntityUid* from, const cedar::EntityUid& resource)
{
    const ReachPaths all = pathsTo(reaches, history, time, from, resource, SIZE_MAX);
    Separation result;
    result.paths = all.total;
    std::map<std::string_view, std::vector<const Grant*>> trees; ///< by the root grant
    for (const ReachPath& path : all.paths) {
        const std::vector<cedar::EntityUid> principals =
            reaches.chain(*path.grants.back()).principals();
        const bool first = &path == &all.paths.front();
        result.chokePoints = first ? principals : common(result.chokePoints, principals);
        result.chokeGrants = first ? path.grants : common(result.chokeGrants, path.grants);
        const auto [tree, added] = trees.try_emplace(path.grants.front()->id, path.grants);
        if (!added)
            keepCommonBeginning(tree->second, path.grants);
    }
    for (const auto& [root, beginning] : trees)
        result.smallestCut.push_back(beginning.back());
    return result;
}

} // namespace remit::authority
