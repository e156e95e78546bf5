// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/estate.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// The delegation graph at a time: who handed what to whom, which tools and data that reaches, who
/// belongs to whom. A plain value that views, writers and queries share.
namespace remit::authority {

enum class NodeKind : std::uint8_t { Human, ServiceAccount, Agent, Group, Tool, Data };
enum class EdgeKind : std::uint8_t {
    Delegation, ///< a grant, giver → receiver
    Use,        ///< principal → tool, tool → data
    Membership, ///< member → group, part → whole
};

/// Whether a grant hands anything on at the time, seen without a call.
enum class EdgeState : std::uint8_t {
    Active,
    NotYet,
    Ended,  ///< itself or a grant above it expired, was revoked, or its task ended
    Broken, ///< its chain is not well-formed
};

using NodeIndex = std::uint32_t;
using EdgeIndex = std::uint32_t;

struct Node {
    NodeKind kind = NodeKind::Agent;
    std::string id;       ///< uid text; a tool's name
    std::string label;    ///< the uid's id; a tool's name
    cedar::EntityUid uid; ///< empty for a tool
    /// The decision surface: accesses that it reaches over all its active chains.
    std::size_t surface = 0;
};

struct Edge {
    EdgeKind kind = EdgeKind::Delegation;
    NodeIndex from = 0;
    NodeIndex to = 0;
    EdgeState state = EdgeState::Active;
    // Of a delegation:
    std::string grant;
    std::string note;         ///< why it is not active: "is expired", "grant a is its own ancestor"
    std::size_t accesses = 0; ///< that its scope allows, whatever stands above it
    std::size_t given = 0;    ///< that its whole chain gives
    std::size_t added = 0;    ///< that its scope allows and its parent's does not
    std::size_t removed = 0;  ///< that the chain above gives and this one no more

    [[nodiscard]] bool amplifies() const { return added > 0; }
};

struct Graph {
    Instant time;
    std::vector<Node> nodes; ///< by kind, then id
    std::vector<Edge> edges; ///< delegations by grant id, then uses, then memberships

    [[nodiscard]] std::optional<NodeIndex> find(std::string_view id) const;
    [[nodiscard]] std::optional<EdgeIndex> findGrant(std::string_view id) const;
    /// Edges by the node they leave or reach.
    [[nodiscard]] std::vector<std::vector<EdgeIndex>> outgoing() const;
    [[nodiscard]] std::vector<std::vector<EdgeIndex>> incoming() const;
};

struct GraphOptions {
    bool uses = true; ///< tools and data too
    bool memberships = true;
};

/// Error: Cancelled. Work: one pass over the grants and over the accesses that they reach.
[[nodiscard]] Result<Graph> buildGraph(Reaches& reaches, const History& history, Instant time,
                                       const GraphOptions& options = {},
                                       const JobControl& job = {});

[[nodiscard]] std::string_view name(NodeKind kind);   ///< "human", "service-account" …
[[nodiscard]] std::string_view name(EdgeKind kind);   ///< "delegation" …
[[nodiscard]] std::string_view name(EdgeState state); ///< "active", "not-yet", "ended", "broken"

} // namespace remit::authority
