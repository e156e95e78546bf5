// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/engine/evaluation_error.h"

namespace remit::cedar {

std::string_view kindName(EvaluationErrorKind kind)
{
    switch (kind) {
    case EvaluationErrorKind::EntityDoesNotExist:
        return "EntityDoesNotExist";
    case EvaluationErrorKind::EntityAttrDoesNotExist:
        return "EntityAttrDoesNotExist";
    case EvaluationErrorKind::RecordAttrDoesNotExist:
        return "RecordAttrDoesNotExist";
    case EvaluationErrorKind::FailedExtensionFunctionExecution:
        return "FailedExtensionFunctionExecution";
    case EvaluationErrorKind::TypeError:
        return "TypeError";
    case EvaluationErrorKind::WrongNumArguments:
        return "WrongNumArguments";
    case EvaluationErrorKind::IntegerOverflow:
        return "IntegerOverflow";
    case EvaluationErrorKind::UnlinkedSlot:
        return "UnlinkedSlot";
    case EvaluationErrorKind::RecursionLimit:
        return "RecursionLimit";
    }
    return "TypeError";
}

} // namespace remit::cedar
