// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

namespace remit::cli {

/// What a command tells its caller; stable, part of the interface of `remit`.
enum class ExitStatus : int {
    Yes = 0,           ///< done, and the answer is yes, allow, clean
    Failed = 1,        ///< it could not do it: unreadable, unwritable, wrong usage
    No = 2,            ///< done, and the answer is no: deny, a crossing, a failed test
    Invalid = 3,       ///< the input was read and is malformed or invalid
    Interrupted = 130, ///< Ctrl-C
};

/// The one that counts where both apply: Interrupted, Failed, Invalid, No, Yes, in this order.
[[nodiscard]] ExitStatus worse(ExitStatus a, ExitStatus b);
[[nodiscard]] ExitStatus statusOf(ErrorCode code);

} // namespace remit::cli
