// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/authorizer.h"
#include "core/cedar/engine/bound_program.h"
#include "core/cedar/engine/chain_results.h"
#include "core/cedar/engine/fault.h"

#include <algorithm>
#include <memory>
#include <vector>

namespace remit::cedar {

class EvaluationObserver; // engine/observer.h

/// The principal, action or resource of the bound request, as scopes and index see it.
struct RequestSide {
    const EntityUid* uid = nullptr;
    EntityNumber number = UidTable::kNone;
    std::uint32_t type = SymbolTable::kNone; ///< its type, if the program names it
    std::vector<std::uint32_t> keys; ///< what the index may ask for: self and ancestors, type last
    std::uint32_t self = SymbolTable::kNone;
    std::uint32_t entityKeys = 0; ///< how many of the keys are entities; these are sorted

    [[nodiscard]] bool isIn(std::uint32_t symbol) const
    {
        constexpr std::uint32_t kScanLimit = 16;
        const std::uint32_t key = entityKey(symbol);
        const auto end = keys.begin() + entityKeys;
        return entityKeys <= kScanLimit ? std::find(keys.begin(), end, key) != end
                                        : std::binary_search(keys.begin(), end, key);
    }
};

/// A thread's working memory and the request it is at. A call (action, resource, context) is begun
/// once; it is then looked at through one program after the other, and for one principal after the
/// other.
struct Scratch::State {
    // What is bound.
    const Program::Code* program = nullptr;
    const EntityStore::Index* store = nullptr;
    BoundProgram* bound = nullptr;
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
    ChainResults chain;                     ///< of the last chain
    EvaluationObserver* observer = nullptr; ///< is shown every evaluation; may be null
    std::vector<const Program::Code*> chainPrograms;

    void bind(const Program::Code& code, const EntityStore::Index& entities,
              const EntityUid& principalUid, const EntityUid& actionUid,
              const EntityUid& resourceUid, const Value& requestContext);

    // The same in steps. Every program that the call is to be looked at through is given at once.
    using Programs = std::span<const Program::Code* const>;
    void beginCall(Programs programs, const EntityStore::Index& entities,
                   const EntityUid& actionUid, const EntityUid& resourceUid,
                   const Value& requestContext);
    void useProgram(const Program::Code& code);
    void bindPrincipal(const EntityUid& uid);
    std::vector<const Program::Code*> programs; ///< of the call

    [[nodiscard]] const Datum& context();
    /// The member of the context in that slot; absent when there is none.
    [[nodiscard]] const Datum& contextMember(std::uint32_t slot)
    {
        BoundProgram::Member& member = bound->members[slot];
        return member.call == m_call ? member.value : readMember(slot, member);
    }
    /// What the index asks: PolicyIndex::kMissing, IndexEntry::kNone or a key.
    [[nodiscard]] std::uint32_t contextKey(std::uint32_t path)
    {
        BoundProgram::PathKey& key = bound->pathKeys[path];
        if (key.call != m_call)
            key = {m_call, findContextKey(path)};
        return key.key;
    }
    [[nodiscard]] bool contextHas(std::uint32_t slot) { return !contextMember(slot).absent(); }

    /// The number of the call or principal that a remembered result must have to be of use.
    [[nodiscard]] std::uint64_t timeOf(std::uint16_t memo) const
    {
        return readsPrincipal(memo) ? m_principal : m_call;
    }

    [[nodiscard]] EntityNumber numberOf(const EntityUid& uid);
    [[nodiscard]] const EntityUid& uidOf(EntityNumber number) const
    {
        return LooseUids::isOfStore(number) ? store->uid(number) : m_loose.uid(number);
    }
    [[nodiscard]] EntityNumber symbolNumber(std::uint32_t symbol)
    {
        return bound->names.numberOfSymbol(symbol);
    }
    [[nodiscard]] bool isIn(EntityNumber below, EntityNumber above) const
    {
        return below == above || store->isAbove(above, below);
    }
    [[nodiscard]] bool isInAny(EntityNumber below, const DatumSet& above) const;

    /// Memory for the values of one decision.
    Arena work;

private:
    /// A set or record of the context that was written for some program.
    struct Written {
        const Value* value = nullptr;
        Datum datum;
    };

    void forgetOldPrograms(Programs used);
    void bindMembers();
    void bindMember(std::uint32_t slot, const Value& value);
    const Datum& readMember(std::uint32_t slot, BoundProgram::Member& member);
    [[nodiscard]] std::uint32_t findContextKey(std::uint32_t path);
    [[nodiscard]] const Datum* memberOf(const Datum& value, std::string_view name) const;
    void bindSide(RequestSide& side, bool typed, KeyBits& bits);
    Datum write(const Value& value);

    std::vector<std::unique_ptr<BoundProgram>> m_bound; ///< the last used first
    LooseUids m_loose;
    std::uint64_t m_counter = 0; ///< numbers calls and principals
    std::uint64_t m_call = 0;
    std::uint64_t m_principal = 0;
    const Value* m_context = nullptr;
    Datum m_contextDatum;
    std::vector<Written> m_written;
    Arena m_requestMemory;
};

} // namespace remit::cedar
