// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/code_node.h"
#include "core/cedar/engine/context_layout.h"
#include "core/cedar/engine/policy_index.h"
#include "core/cedar/engine/program.h"
#include "core/cedar/engine/symbol_table.h"
#include "core/cedar/values/arena.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace remit::cedar {

/// What a scope says of the principal or the resource, in symbols of the program.
struct ScopeTest {
    ScopeConstraint::Op op = ScopeConstraint::Op::Any;
    std::uint32_t entity = SymbolTable::kNone;
    std::uint32_t type = SymbolTable::kNone;
};

/// The actions of a scope, as symbols: one or two stand in place, more are borrowed.
class ActionSymbols {
public:
    ActionSymbols() = default;
    explicit ActionSymbols(std::span<const std::uint32_t> symbols)
        : m_count(static_cast<std::uint32_t>(symbols.size()))
    {
        if (symbols.size() <= kInPlace)
            std::copy(symbols.begin(), symbols.end(), m_inPlace);
        else
            m_borrowed = symbols.data();
    }

    [[nodiscard]] const std::uint32_t* begin() const
    {
        return m_count <= kInPlace ? m_inPlace : m_borrowed;
    }
    [[nodiscard]] const std::uint32_t* end() const { return begin() + m_count; }

private:
    static constexpr std::size_t kInPlace = 2;

    std::uint32_t m_count = 0;
    union {
        std::uint32_t m_inPlace[kInPlace] = {};
        const std::uint32_t* m_borrowed;
    };
};

/// A policy ready to run: one cache line, so that trying a scope costs one look at most. Memory
/// beyond it belongs to a CodeSegment.
struct alignas(64) PolicyCode {
    ScopeTest principal;
    ScopeTest resource;
    ActionConstraint::Op actionOp = ActionConstraint::Op::Any;
    Effect effect = Effect::Permit;
    ActionSymbols actions;
    const CodeNode* condition = nullptr; ///< null: none
};
static_assert(sizeof(PolicyCode) == 64);

/// What one compilation wrote. Programs that take over its code share it.
struct CodeSegment {
    Arena arena;
    std::deque<Value> constants; ///< what constant nodes borrow from
    /// Names, each written once: those in use stay near, wherever their policies lie.
    std::unordered_map<std::string_view, AttributeName> names;

    [[nodiscard]] AttributeName name(std::string_view text)
    {
        const auto found = names.find(text);
        if (found != names.end())
            return found->second;
        const char* bytes = arena.copy(std::span<const char>(text));
        const AttributeName name = AttributeName::of({bytes, text.size()});
        names.emplace(name.text(), name);
        return name;
    }
};

struct Program::Code {
    std::vector<ProgramPolicy> policies;
    std::vector<PolicyCode> code; ///< of the policies, by the same numbers
    std::shared_ptr<const std::vector<Link>> links;
    std::shared_ptr<const SymbolTable> symbols;
    std::shared_ptr<const ContextLayout> context;
    std::vector<std::shared_ptr<const CodeSegment>> segments;
    /// How many results a thread remembers, the unused number 0 included.
    std::size_t rememberedCount = 1;
    std::shared_ptr<const PolicyIndex> forbids;
    std::shared_ptr<const PolicyIndex> permits;
    /// Policies that were exchanged since the indices were built, ascending: they are always tried.
    std::vector<std::uint32_t> changed;
    /// The same object as long as the program lives; whoever keeps it can tell programs apart.
    std::shared_ptr<const int> identity = std::make_shared<const int>(0);
};

} // namespace remit::cedar
