// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QString>

#include <memory>
#include <set>
#include <string>

namespace remit::ui {

struct GraphData;

/// What the panel says of the selected node or grant, made on a worker.
struct GraphDetails {
    QString html;
    /// Of a blast radius: ids of nodes and of grants that are reached.
    std::set<std::string> nodes;
    std::set<std::string> grants;
};

/// Entitlement of a principal with the chains that give it; of a tool or of data: the ways to it,
/// what all of them pass through and the fewest revocations that cut them off.
[[nodiscard]] GraphDetails detailsOfNode(const GraphData& data, const std::string& node);
/// The chain of a grant as a table, with what each hop takes away from its parent and what it adds.
[[nodiscard]] GraphDetails detailsOfGrant(const GraphData& data, const std::string& grant);
/// The active chains that lead from one node to another: to data those that give something on it,
/// to a principal those that end in it.
[[nodiscard]] GraphDetails detailsOfWays(const GraphData& data, const std::string& from,
                                         const std::string& to);
/// What whoever has taken the node over reaches.
[[nodiscard]] GraphDetails blastDetails(const GraphData& data, const std::string& node);

} // namespace remit::ui
