// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/code_sharing.h"

namespace remit::cedar {

namespace {

/// To look a result up costs about as much as two simple operations; below this it is not worth it.
constexpr std::uint32_t kCostly = 8;
constexpr std::size_t kMaxMemos = kMemoReadsPrincipal;

/// Of an operation by itself, a comparison of two numbers being 2.
std::uint32_t costOf(Op op)
{
    switch (op) {
    case Op::Constant:
    case Op::Principal:
    case Op::Action:
    case Op::Resource:
    case Op::Or:
    case Op::And:
    case Op::If:
    case Op::Not:
        return 1;
    case Op::GetAttr:
    case Op::Has:
    case Op::Is:
        return 3;
    case Op::In:
        return 4;
    case Op::Contains:
    case Op::ContainsAll:
    case Op::ContainsAny:
    case Op::GetTag:
    case Op::HasTag:
        return 6;
    case Op::Like:
    case Op::Extension:
    case Op::Set:
    case Op::Record:
    case Op::Context:
        return 8;
    default:
        return 2;
    }
}

std::uint64_t mix(std::uint64_t hash, std::uint64_t word)
{
    hash = (hash ^ word) * 0x9e3779b97f4a7c15ULL;
    return hash ^ (hash >> 29U);
}

std::uint64_t nameHash(const AttributeName& name)
{
    return mix(name.size, name.start);
}

/// Equal constants have equal hashes; of sets and records only the kind is looked at.
std::uint64_t constantHash(const Datum& value, std::uint64_t seed)
{
    switch (value.kind) {
    case Datum::Kind::String:
        return hashBytes(value.string(), seed);
    case Datum::Kind::Set:
        return value.set->count;
    case Datum::Kind::Record:
    case Datum::Kind::IpAddress:
        return 0;
    default:
        return static_cast<std::uint64_t>(value.integer);
    }
}

std::uint64_t payloadHash(const CodeNode& node, std::uint64_t seed)
{
    switch (node.op) {
    case Op::Constant:
        return mix(static_cast<std::uint64_t>(node.payload.constant.kind),
                   constantHash(node.payload.constant, seed));
    case Op::GetAttr:
    case Op::Is:
        return nameHash(node.payload.name);
    case Op::Has:
        return node.payload.names.size();
    case Op::Like:
        return nameHash(*node.payload.pattern->pieces);
    default:
        return 0;
    }
}

} // namespace

const CodeNode* CodeSharing::keep(std::span<const CodeNode> code)
{
    describe(code);
    const Tree& whole = m_trees.front();
    const auto [known, isNew] = m_conditions.try_emplace(whole.hash, nullptr);
    if (!isNew && sameCode(*known->second, code.front(), true)) {
        giveMemo(*known->second, whole);
        return known->second;
    }
    CodeNode* kept = m_segment.arena.copy(code);
    if (isNew)
        known->second = kept;
    shareResults(kept, code.size());
    return kept;
}

void CodeSharing::describe(std::span<const CodeNode> code)
{
    m_trees.resize(code.size());
    for (std::size_t at = code.size(); at > 0; --at)
        describeNode(code.data(), at - 1);
}

void CodeSharing::describeNode(const CodeNode* code, std::size_t at)
{
    const CodeNode& node = code[at];
    Tree tree;
    tree.hash = mix(m_seed, static_cast<std::uint64_t>(node.op) << 40U |
                                static_cast<std::uint64_t>(node.function) << 32U | node.operand);
    tree.hash = mix(tree.hash, payloadHash(node, m_seed));
    tree.cost = costOf(node.op);
    tree.readsPrincipal = node.op == Op::Principal;
    for (const CodeNode* each = node.first(); each != node.next(); each = each->next()) {
        const Tree& below = m_trees[static_cast<std::size_t>(each - code)];
        tree.hash = mix(tree.hash, below.hash);
        tree.cost += below.cost;
        tree.readsPrincipal = tree.readsPrincipal || below.readsPrincipal;
    }
    m_trees[at] = tree;
}

void CodeSharing::shareResults(CodeNode* code, std::size_t size)
{
    for (std::size_t at = 0; at < size; ++at) {
        const Tree& tree = m_trees[at];
        if (tree.cost < kCostly)
            continue;
        const auto [first, isNew] = m_costly.try_emplace(tree.hash, code + at);
        if (isNew || !sameCode(*first->second, code[at], false))
            continue;
        giveMemo(*first->second, tree);
        code[at].memo = first->second->memo;
    }
}

void CodeSharing::giveMemo(CodeNode& node, const Tree& tree)
{
    if (node.memo != 0 || tree.cost < kCostly || m_memos == kMaxMemos)
        return;
    node.memo =
        static_cast<std::uint16_t>(m_memos++ | (tree.readsPrincipal ? kMemoReadsPrincipal : 0U));
}

} // namespace remit::cedar
