// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/extension_functions.h"
#include "core/cedar/values/datum.h"

#include <cstdint>
#include <span>

namespace remit::cedar {

/// What a node of compiled code does. Its operands are the nodes that follow it.
enum class Op : std::uint8_t {
    Constant,      ///< payload.constant
    Entity,        ///< the entity symbol `operand`
    BoundConstant, ///< the program's constant `operand`, which holds entities
    Principal,
    Action,
    Resource,
    Context,
    ContextMember, ///< context.name, found in slot `operand`
    ContextHas,    ///< context has name, slot `operand`
    Slot,          ///< a slot that no link filled
    Not,
    Negate,
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
    Add,
    Subtract,
    Multiply,
    If,
    GetAttr, ///< payload.name
    Has,     ///< payload.names
    Like,    ///< payload.pattern
    Is,      ///< payload.name is the type; with a second operand: is … in
    Set,
    Record, ///< payload.keys, sorted; the operands stand in their order
    Contains,
    ContainsAll,
    ContainsAny,
    IsEmpty,
    GetTag,
    HasTag,
    Extension, ///< `function`
    TooDeep,   ///< stands for a tree that is deeper than limits::kEvaluationNesting
};

/// A `like` pattern cut at its stars: one piece more than stars. Bytes suffice: UTF-8 pieces match
/// only at the boundaries of code points.
struct LikePieces {
    const AttributeName* pieces = nullptr;
    std::uint32_t count = 0;
};
[[nodiscard]] bool matches(const LikePieces& pattern, std::string_view text);

/// Half a cache line. Code is a tree in preorder: the first operand follows its node, the next one
/// begins `size` nodes after the one before.
struct CodeNode {
    static constexpr std::uint32_t kNoExpr = 0xffffffff;

    Op op = Op::Constant;
    ExtensionOp function = ExtensionOp::Decimal;
    std::uint16_t memo = 0;       ///< where its result is remembered; 0: nowhere
    std::uint32_t size = 1;       ///< nodes of this tree
    std::uint32_t expr = kNoExpr; ///< Expr::id, for errors and explanations
    std::uint32_t operand = 0;    ///< what the op says; else the number of operands
    union Payload {
        Datum constant;
        AttributeName name;
        std::span<const AttributeName> names;
        const LikePieces* pattern;
        const AttributeName* keys;
        Payload() : constant() {}
    } payload;

    [[nodiscard]] const CodeNode* first() const { return this + 1; }
    [[nodiscard]] const CodeNode* next() const { return this + size; }
};
static_assert(sizeof(CodeNode) == 32);

// A memo is a number from 1 on, and a bit that says whether the expression reads the principal.
inline constexpr std::uint16_t kMemoReadsPrincipal = 0x8000;
[[nodiscard]] constexpr bool readsPrincipal(std::uint16_t memo)
{
    return (memo & kMemoReadsPrincipal) != 0;
}
[[nodiscard]] constexpr std::size_t memoNumber(std::uint16_t memo)
{
    return memo & ~std::size_t{kMemoReadsPrincipal};
}

/// Equal code: it computes the same, from the same. `withPlaces`: and blames the same nodes of a
/// tree.
[[nodiscard]] bool sameCode(const CodeNode& a, const CodeNode& b, bool withPlaces);

} // namespace remit::cedar
