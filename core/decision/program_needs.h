// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/program.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace remit::decision {

/// Which entities of a request a policy depends on: its scope constrains them, or its conditions
/// mention them. For requests of which the trace leaves one out.
struct EntityUse {
    bool principal = false;
    bool resource = false;
};

/// What the policies of a program need to be known (R6).
class ProgramNeeds {
public:
    explicit ProgramNeeds(const cedar::Program& program);

    /// The policies that need one of the facts, ascending.
    [[nodiscard]] std::vector<std::uint32_t>
    needing(const std::vector<cedar::ContextPath>& facts) const;
    /// By policy of the program.
    [[nodiscard]] const std::vector<EntityUse>& uses() const { return m_uses; }
    /// Does some policy read the member of the context, something below it, or the whole?
    [[nodiscard]] bool reads(const cedar::ContextPath& fact) const;

private:
    std::vector<EntityUse> m_uses;
    /// Each distinct read of the program, with the policies that have it.
    std::vector<std::pair<cedar::ContextPath, std::vector<std::uint32_t>>> m_readers;
};

} // namespace remit::decision
