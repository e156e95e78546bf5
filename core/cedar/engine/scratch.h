// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/authorizer.h"
#include "core/cedar/engine/binding.h"
#include "core/cedar/engine/chain_results.h"
#include "core/cedar/engine/fault.h"

#include <memory>
#include <vector>

namespace remit::cedar {

/// The principal, action or resource of the bound request, as scopes and index see it.
struct RequestSide {
    const EntityUid* uid = nullptr;
    EntityNumber number = UidTable::kNone;
    std::uint32_t type = SymbolTable::kNone; ///< its type, if the program names it
    std::vector<std::uint32_t> keys; ///< what the index may ask for: self and ancestors, type last
    std::uint32_t self = SymbolTable::kNone;
    std::uint32_t entityKeys = 0; ///< how many of the keys are entities; these are sorted

    [[nodiscard]] bool isIn(std::uint32_t symbol) const;
};

/// A thread's working memory and the request it is at.
struct Scratch::State {
    // What is bound.
    const Program::Code* program = nullptr;
    const EntityStore::Index* store = nullptr;
    Binding* binding = nullptr;
    RequestSide principal;
    RequestSide action;
    RequestSide resource;
    RequestBits keyBits; ///< of the sides' keys

    Fault fault; ///< of the evaluation that has just failed

    // Results of the last decision.
    struct Failed {
        std::uint32_t policy = 0;
        Fault fault;
    };
    std::vector<std::uint32_t> permits;
    std::vector<std::uint32_t> forbids;
    std::vector<Failed> failed;
    std::vector<std::uint32_t> failedPolicies;
    ChainResults chain; ///< of the last chain

    void bind(const Program::Code& code, const EntityStore::Index& entities,
              const EntityUid& principalUid, const EntityUid& actionUid,
              const EntityUid& resourceUid, const Value& requestContext);
    /// Another principal for the bound request.
    void bindPrincipal(const EntityUid& uid) { keyBits.principal = bindSide(principal, uid, true); }

    [[nodiscard]] const Datum& context();
    /// The member of the context in that slot; absent when there is none.
    [[nodiscard]] const Datum& contextMember(std::uint32_t slot);
    /// What the index asks: PolicyIndex::kMissing, IndexEntry::kNone or a key.
    [[nodiscard]] std::uint32_t contextKey(std::uint32_t slot);
    [[nodiscard]] bool contextHas(std::uint32_t slot) { return !contextMember(slot).absent(); }

    [[nodiscard]] EntityNumber numberOf(const EntityUid& uid);
    [[nodiscard]] const EntityUid& uidOf(EntityNumber number) const;
    [[nodiscard]] EntityNumber symbolNumber(std::uint32_t symbol)
    {
        return binding->numberOfSymbol(*program, *store, symbol);
    }
    [[nodiscard]] bool isIn(EntityNumber below, EntityNumber above) const
    {
        return below == above || store->isAbove(above, below);
    }
    [[nodiscard]] bool isInAny(EntityNumber below, const DatumSet& above) const;

    /// Memory for the values of one decision.
    Arena work;

private:
    void useBinding();
    KeyBits bindSide(RequestSide& side, const EntityUid& uid, bool typed);
    Datum write(const Value& value);

    std::vector<std::unique_ptr<Binding>> m_bindings; ///< the last used first
    const Value* m_context = nullptr;
    Datum m_contextDatum;
    std::vector<Datum> m_slots; ///< absent: `size` says whether it was looked for
    Arena m_requestMemory;
    UidTable m_requestNumbers;
    std::vector<const EntityUid*> m_requestUids;
};

} // namespace remit::cedar
