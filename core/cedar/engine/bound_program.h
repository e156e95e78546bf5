// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/binding.h"

#include <vector>

namespace remit::cedar {

/// A program over a store in one thread, and what it has found out about the bound call. Findings
/// carry the number of the call (or principal) they are of, so that none has to be cleared.
struct BoundProgram {
    BoundProgram(const Program::Code& program, const EntityStore::Index& store, LooseUids& loose)
        : names(program, store, loose)
        , members(program.context->size())
        , pathKeys(program.context->pathCount())
        , remembered(program.rememberedCount)
    {}

    /// A member of the context.
    struct Member {
        std::uint64_t call = 0;
        Datum value; ///< absent when the context lacks it
    };
    /// What the index asks of a path of the context.
    struct PathKey {
        std::uint64_t call = 0;
        std::uint32_t key = 0;
    };
    /// The result of an expression that several policies hold (CodeNode::memo).
    struct Result {
        std::uint64_t time = 0; ///< number of the call, or of the principal if it reads that
        Datum value;
    };

    Binding names;
    std::vector<Member> members;    ///< by slot of the context
    std::vector<PathKey> pathKeys;  ///< by path of the context
    std::vector<Result> remembered; ///< by CodeNode::memo
};

} // namespace remit::cedar
