// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/chain_index.h"
#include "core/decision/decide.h"
#include "core/decision/program_needs.h"
#include "core/decision/tool_map.h"

#include <memory>

/// What the decision procedure looks up again and again, made once for each setup. Private to the
/// room.
namespace remit::decision {

struct Decider::Index {
    explicit Index(const Setup& setup);

    ToolMap tools;
    ProgramNeeds needs; ///< of the workspace's policies
    ChainIndex chains;
    bool readsDelegation = false; ///< some policy or scope looks at `context.delegation`
    bool readsProvenance = false; ///< likewise
    std::shared_ptr<const authority::Registry> registry; ///< the setup's, or an empty one
    std::shared_ptr<const authority::History> history;   ///< what the files say
};

} // namespace remit::decision
