// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// Files of resources/ that stand in the program itself, so that it needs no folder beside it.
namespace remit::trace::embedded {

extern const std::string_view kRedaction; ///< resources/redaction.json

} // namespace remit::trace::embedded
