// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/decide.h"
#include "core/decision/tool_map.h"

#include <utility>
#include <vector>

/// What the decision procedure looks up again and again, made once for each setup. Private to the
/// room.
namespace remit::decision {

/// Which entities of a request a policy depends on: its scope constrains them, or its conditions
/// mention them. For requests of which the trace leaves one out.
struct EntityUse {
    bool principal = false;
    bool resource = false;
};

struct Decider::Index {
    explicit Index(const Setup& setup);

    /// The policies that need one of the facts, ascending.
    [[nodiscard]] std::vector<std::uint32_t>
    needing(const std::vector<cedar::ContextPath>& facts) const;

    ToolMap tools;
    std::vector<EntityUse> uses; ///< by policy of the program
    /// Each distinct read of the program, with the policies that have it.
    std::vector<std::pair<cedar::ContextPath, std::vector<std::uint32_t>>> readers;
};

} // namespace remit::decision
