// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_text.h"

#include <string>
#include <string_view>

namespace remit::cedar {

/// The kinds of error that an evaluation can end with, as Cedar names them.
enum class EvaluationErrorKind {
    EntityDoesNotExist,
    EntityAttrDoesNotExist, ///< attribute or tag
    RecordAttrDoesNotExist,
    FailedExtensionFunctionExecution,
    TypeError,
    WrongNumArguments,
    IntegerOverflow,
    UnlinkedSlot,
    RecursionLimit,
};

struct EvaluationError {
    EvaluationErrorKind kind = EvaluationErrorKind::TypeError;
    std::string message; ///< one sentence, with advice where there is some
    Span span;           ///< of the sub-expression, in the policy's file

    bool operator==(const EvaluationError&) const = default;
};

/// "EntityDoesNotExist" …: stable, for machine output.
[[nodiscard]] std::string_view kindName(EvaluationErrorKind kind);

} // namespace remit::cedar
