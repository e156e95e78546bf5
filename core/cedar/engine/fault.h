// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/code_node.h"
#include "core/cedar/engine/evaluation_error.h"

namespace remit::cedar {

/// Why an evaluation failed, in facts: the words are found when somebody wants to read them.
struct Fault {
    enum class Reason : std::uint8_t {
        None,
        WrongType, ///< `first` is not of the `expected` type
        NoEntity,
        NoAttribute,
        NoTag, ///< `second` is the tag's name
        NoMember,
        NoContextMember,
        Overflow,
        Extension,
        Arity,
        Slot,
        TooDeep,
    };

    Reason reason = Reason::None;
    const CodeNode* node = nullptr; ///< what failed
    const CodeNode* at = nullptr;   ///< the operand to be blamed; it gives the place
    const char* expected = nullptr; ///< WrongType
    Datum first;
    Datum second;
    std::uint32_t name = 0; ///< NoAttribute, NoMember of `has`: which of the names
};

[[nodiscard]] EvaluationErrorKind kindOf(const Fault& fault);

} // namespace remit::cedar
