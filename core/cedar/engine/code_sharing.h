// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/code.h"

#include <unordered_map>
#include <vector>

namespace remit::cedar {

/// What the policies of one compilation have in common.
///
/// Conditions that are written alike share one piece of code. Costly expressions that stand in
/// several policies keep code of their own, so that errors name their places, but share a memo:
/// the first of them to be evaluated leaves its result for the others, and where it does not read
/// the principal, for the other principals of a chain too.
///
/// A policy that is exchanged later shares nothing with the others: nobody has to be asked.
class CodeSharing {
public:
    explicit CodeSharing(CodeSegment& segment) : m_segment(segment) {}

    /// The code in the segment's memory, or equal code that is there already.
    [[nodiscard]] const CodeNode* keep(std::span<const CodeNode> code);

    /// How many memos were given out, the unused number 0 included.
    [[nodiscard]] std::size_t memoCount() const { return m_memos; }

private:
    /// What there is to know of a node's tree.
    struct Tree {
        std::uint64_t hash = 0;
        std::uint32_t cost = 0;
        bool readsPrincipal = false;
    };

    void describe(std::span<const CodeNode> code);
    void describeNode(const CodeNode* code, std::size_t at);
    void shareResults(CodeNode* code, std::size_t size);
    void giveMemo(CodeNode& node, const Tree& tree);

    CodeSegment& m_segment;
    std::size_t m_memos = 1;
    std::uint64_t m_seed = unforeseeableSeed();
    std::vector<Tree> m_trees; ///< of the code at hand
    std::unordered_map<std::uint64_t, CodeNode*> m_conditions;
    std::unordered_map<std::uint64_t, CodeNode*> m_costly; ///< the first of its kind
};

} // namespace remit::cedar
