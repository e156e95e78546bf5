// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/chain.h"
#include "core/decision/setup.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

/// All well-formed chains of a setup (R1), ready to be asked for by the agent at their end and the
/// task. A grant has one parent, hence one chain: each is walked up once, when the index is made.
/// What depends on time, call and history is not here.
namespace remit::decision {

struct IndexedChain {
    std::vector<const authority::Grant*> grants; ///< root first, never empty
    std::vector<const GrantScope*> scopes;       ///< of each; null: none
    Instant begins;               ///< from here on every grant is valid by its own dates …
    Instant ends;                 ///< … up to here, and not at it
    bool foreignIdentity = false; ///< some grant is bound to an identity its receiver does not have
    std::vector<std::string> audiences; ///< all that are set, each once
    /// Chains with the same number have the same principals and scopes: what the policies say of
    /// one they say of the other, unless they look at `context.delegation`.
    std::uint32_t signature = 0;

    [[nodiscard]] const cedar::EntityUid& root() const { return grants.front()->from; }
    [[nodiscard]] const authority::Grant& last() const { return *grants.back(); }
    /// Does it run through that principal?
    [[nodiscard]] bool holds(const cedar::EntityUid& principal) const;
    [[nodiscard]] std::vector<std::string> ids() const;
};

/// The order in which equals are told apart: bytewise by root, then by grant ids.
[[nodiscard]] bool before(const IndexedChain& a, const IndexedChain& b);

class ChainIndex {
public:
    explicit ChainIndex(const Setup& setup);

    /// In their order (see `before`).
    [[nodiscard]] std::span<const IndexedChain> chains(const cedar::EntityUid& agent,
                                                       const authority::TaskRef& task) const;

private:
    using ByTask = std::map<authority::TaskRef, std::vector<IndexedChain>>;
    std::unordered_map<cedar::EntityUid, ByTask, cedar::EntityUidHash> m_chains;
};

[[nodiscard]] authority::RootTypes rootTypesOf(const Setup& setup);

} // namespace remit::decision
