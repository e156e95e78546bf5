// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/history.h"
#include "core/authority/registry.h"

#include <optional>
#include <string>
#include <vector>

/// Chains of grants: whether one is well-formed (R1) and active at a time (R2). A grant has one
/// parent, hence one chain: these functions walk up and never search.
namespace remit::authority {

/// Why a chain is not well-formed (R1); `hop` counts the grants from 1, root first.
struct ChainFault {
    enum class Kind : std::uint8_t {
        DanglingParent, ///< a parent does not exist
        Cycle,          ///< a grant is its own ancestor
        TooLong,        ///< more than limits::kChainLength hops
        Unrooted,   ///< the first giver is no human, nor an owned service account of a batch task
        BrokenLink, ///< the giver is not the receiver of the grant above
        OtherTask,  ///< another task, and no subtask of the one above
        DepthExceeded,     ///< more hops than the grant above allows
        RepeatedPrincipal, ///< a principal occurs twice
        IssuedOutside,     ///< issued while the grant above was not valid
    };
    Kind kind = Kind::DanglingParent;
    std::size_t hop = 0;
    std::string message;
};

struct Chain {
    std::vector<const Grant*> grants; ///< root first; as far as it could be followed
    std::optional<ChainFault> fault;  ///< the first one, from the root on

    [[nodiscard]] bool wellFormed() const { return !fault; }
    [[nodiscard]] const cedar::EntityUid& root() const { return grants.front()->from; }
    /// The principals: the root, then the receiver of each grant.
    [[nodiscard]] std::vector<cedar::EntityUid> principals() const;
};

/// Which entity types are humans and which service accounts.
struct RootTypes {
    std::vector<std::string> humans;
    std::vector<std::string> serviceAccounts;
};

[[nodiscard]] Chain chainOf(const Registry& registry, const Grant& last, const RootTypes& types);

/// The circumstances under which a chain must be active. What was not recorded is nothing.
struct Circumstances {
    Instant time;
    std::int64_t skew = 0; ///< milliseconds; widens validity, never revocation or task end
    std::optional<std::string> workload; ///< presented with the call
    std::optional<std::string> audience; ///< the call's
    Knowledge knowledge = Knowledge::Effective;
};

/// Why a grant is not active (R2).
enum class Inactivity : std::uint8_t {
    None,
    NotYet,
    Expired,
    Revoked,
    TaskInactive,
    ForeignIdentity, ///< boundTo is no identity of the receiver
    OtherWorkload,   ///< the last grant is bound to another workload than the one presented
    OtherAudience,
};

/// `last`: it is the last grant of its chain, whose boundTo must equal the workload presented.
[[nodiscard]] Inactivity inactivityOf(const Grant& grant, bool last, const Registry& registry,
                                      const History& history, const Circumstances& circumstances);

/// By hop; all None means that the chain is active.
[[nodiscard]] std::vector<Inactivity> inactivityOf(const Chain& chain, const Registry& registry,
                                                   const History& history,
                                                   const Circumstances& circumstances);

/// The earliest expiresAt.
[[nodiscard]] Instant expiryOf(const Chain& chain);

[[nodiscard]] std::string_view name(ChainFault::Kind kind);
[[nodiscard]] std::string_view name(Inactivity inactivity); ///< a phrase: "is expired"

} // namespace remit::authority
