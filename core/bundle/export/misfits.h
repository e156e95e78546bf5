// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/cedar/engine/program.h"
#include "core/decision/setup.h"
#include "core/workspace/snapshot.h"

#include <string>
#include <string_view>
#include <vector>

/// Lints that several targets share. Private to the room.
namespace remit::bundle {

/// A list of misfits that knows where policies stand.
class Misfits {
public:
    explicit Misfits(const decision::Setup& setup) : m_setup(setup) {}

    /// About a policy or link of the workspace, by its id. An empty span: its effect.
    void add(std::string code, Severity severity, const cedar::ProgramPolicy& policy, Span span,
             std::string message, std::string help);
    void add(std::string code, const cedar::ProgramPolicy& policy, Span span, std::string message,
             std::string help)
    {
        add(std::move(code), Severity::Error, policy, span, std::move(message), std::move(help));
    }
    /// About a file as a whole; remit.json where it is empty.
    void addToFile(std::string code, Severity severity, std::string file, Span span,
                   std::string message, std::string help);

    [[nodiscard]] Diagnostics take() { return std::move(m_list); }
    [[nodiscard]] const Diagnostics& list() const { return m_list; }

private:
    const decision::Setup& m_setup;
    Diagnostics m_list;
};

/// export/one-policy-set: a target with a single policy set asks it once a call; chains of grants
/// need several evaluations.
void lintOnePolicySet(const decision::Setup& setup, const workspace::Snapshot& snapshot,
                      std::string_view target, Misfits& misfits);

/// export/fact-not-supplied: a policy reads a member of the context that is not among the facts.
void lintFacts(const cedar::Program& program, const std::vector<std::string>& facts,
               std::string_view target, Misfits& misfits);

/// The same of a grant's scope.
void lintScopeFacts(std::string_view grant, const decision::GrantScope& scope,
                    const std::vector<std::string>& facts, std::string_view target,
                    Misfits& misfits);

/// Does the target supply it? `facts` as in a profile: "session" stands for all below it.
[[nodiscard]] bool isSupplied(const cedar::ContextPath& read,
                              const std::vector<std::string>& facts);

/// The first expression of the policy that reads this member; else an empty span.
[[nodiscard]] Span spanOfRead(const cedar::Policy& policy, const cedar::ContextPath& read);

} // namespace remit::bundle
