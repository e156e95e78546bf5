// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/decision/authority_world.h"

#include <random>
#include <set>
#include <string>
#include <vector>

/// Random worlds of delegated authority, small enough that an obvious model can look at everything.
namespace remit::test {

/// A policy as its parts, so that the model knows its scope and what it reads without a parser.
struct Clauses {
    std::string id;
    bool forbid = false;
    std::string scope;           ///< "principal is Agent, action, resource"
    std::string condition;       ///< after the scope: "when { … }"; may be empty
    std::string approval;        ///< role of an approval rule; empty: none
    std::set<std::string> reads; ///< of credential, task, delegation, approvals

    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::string scopeAlone() const; ///< a permit of the same scope
};

struct RandomWorld {
    World world;
    std::vector<Clauses> policies;
    std::map<std::string, std::vector<Clauses>> scopes; ///< by grant id
};

class WorldMaker {
public:
    explicit WorldMaker(std::uint64_t seed) : m_random(seed) {}

    [[nodiscard]] RandomWorld make();
    /// Another call and other evidence in the same world.
    void changeCall(RandomWorld& made);

private:
    bool chance(int percent) { return pick(100) < percent; }
    int pick(int below) { return static_cast<int>(m_random() % static_cast<unsigned>(below)); }
    template <class List>
    const auto& oneOf(const List& list)
    {
        return list[static_cast<std::size_t>(pick(static_cast<int>(list.size())))];
    }
    Instant hour(int first, int last);
    cedar::EntityUid anybody();
    void makeTasks(World& world);
    void makeCredentials(World& world);
    void makeGrants(RandomWorld& made);
    void makePolicies(RandomWorld& made);
    authority::Grant grantBelow(const World& world, std::size_t number);
    void addEvidence(World& world);
    void addApproval(World& world);

    std::mt19937_64 m_random;
};

} // namespace remit::test
