// SPDX-License-Identifier: Apache-2.0
#include "app/cli/exit_status.h"

#include <algorithm>
#include <array>

namespace remit::cli {

ExitStatus worse(ExitStatus a, ExitStatus b)
{
    constexpr std::array kOrder{ExitStatus::Interrupted, ExitStatus::Failed, ExitStatus::Invalid,
                                ExitStatus::No};
    for (const ExitStatus status : kOrder) {
        if (a == status || b == status)
            return status;
    }
    return ExitStatus::Yes;
}

ExitStatus statusOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Malformed:
    case ErrorCode::Invalid:
    case ErrorCode::TooLarge:
        return ExitStatus::Invalid;
    case ErrorCode::Cancelled:
        return ExitStatus::Interrupted;
    case ErrorCode::NotFound:
    case ErrorCode::Unreadable:
    case ErrorCode::Unwritable:
    case ErrorCode::Usage:
    case ErrorCode::Internal:
        break;
    }
    return ExitStatus::Failed;
}

} // namespace remit::cli
