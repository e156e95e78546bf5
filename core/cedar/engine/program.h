// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/syntax/policy_set.h"

#include <memory>
#include <string>
#include <vector>

namespace remit::cedar {

/// A member of the context that a policy reads or tests: `{"session","calls"}`. A policy that uses
/// an enclosing record whole (`context.session == …`, `context has input` excepted) has the path of
/// that record; `{}` is the whole context.
using ContextPath = std::vector<std::string>;

/// One static policy or link, as the program numbers them: first in the order of the set's
/// policies (templates left out), then the links.
struct ProgramPolicy {
    std::string id;
    PolicySet::PolicyPtr source; ///< the static policy, or the link's template
    const Link* link = nullptr;  ///< null for a static policy; owned by the program
    Effect effect = Effect::Permit;
    std::vector<ContextPath> reads; ///< sorted, without duplicates
};

/// A policy set, compiled: immutable, shared between threads.
class Program {
public:
    /// Broken policies (parse errors) are left out; the caller has their diagnostics.
    [[nodiscard]] static std::shared_ptr<const Program> compile(const PolicySet& set);
    ~Program();

    [[nodiscard]] const std::vector<ProgramPolicy>& policies() const;

    /// The compiled form; the engine alone reads it.
    struct Code;
    [[nodiscard]] const Code& code() const { return *m_code; }

private:
    Program();
    std::unique_ptr<Code> m_code;
};

} // namespace remit::cedar
