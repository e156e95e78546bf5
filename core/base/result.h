// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace remit {

/// Why a job could not be done. (What is wrong in a user's text is a Diagnostic; what Cedar calls
/// an error is a value of the evaluation. The three are never mixed.)
enum class ErrorCode {
    NotFound,   ///< a file or object that was named is not there
    Unreadable, ///< it is there and could not be read
    Unwritable, ///< it could not be written; nothing was changed
    TooLarge,   ///< a limit of core/base/limits.h is exceeded
    Malformed,  ///< it was read and is not of the form it should have
    Invalid,    ///< the form is right, the content is not
    Usage,      ///< the call itself makes no sense
    Cancelled,  ///< somebody asked to stop
    Internal,   ///< a fault of ours
};

struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message; ///< one sentence: what is wrong, with the file or object's name
    std::string hint;    ///< one sentence: what to do; may be empty
};

template <class T = void>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> failure(ErrorCode code, std::string message,
                                                   std::string hint = {})
{
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(hint)});
}

} // namespace remit
