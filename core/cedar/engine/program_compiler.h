// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/code.h"
#include "core/cedar/engine/code_sharing.h"

#include <map>
#include <optional>
#include <unordered_map>

namespace remit::cedar {

/// Puts policies into a program's code, one after the other.
class ProgramCompiler {
public:
    /// Goes on from what the code holds: its names are kept, a new segment takes what is added.
    explicit ProgramCompiler(Program::Code& code);

    void add(const PolicySet::PolicyPtr& policy, const Link* link);
    void replace(std::uint32_t number, const PolicySet::PolicyPtr& policy);
    /// Call once, after all policies.
    void finish();
    /// For a code with no policy that only an old index knows.
    void buildIndices();

private:
    [[nodiscard]] ContextPaths readsOf(const Policy& policy);
    [[nodiscard]] PolicyCode compile(const Policy& policy, const Link* link);
    [[nodiscard]] ScopeTest scopeTest(const ScopeConstraint& scope,
                                      const std::optional<EntityUid>& filled);
    [[nodiscard]] ActionSymbols actionSymbols(const ActionConstraint& action);
    [[nodiscard]] const CodeNode* conditionOf(const Policy& policy);

    Program::Code& m_code;
    std::shared_ptr<SymbolTable> m_symbols;
    std::shared_ptr<ContextLayout> m_context;
    std::shared_ptr<CodeSegment> m_segment = std::make_shared<CodeSegment>();
    std::optional<CodeSharing> m_sharing; ///< among the policies of a whole set
    /// Policies that read the same share the list.
    std::map<std::vector<ContextPath>, ContextPaths> m_reads;
    /// What links of one template share.
    std::unordered_map<const Policy*, const CodeNode*> m_conditions;
};

} // namespace remit::cedar
