// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// Resources that are part of the program.
namespace remit::analysis::embedded {

extern const std::string_view kFindingKinds; ///< resources/finding-kinds.json

} // namespace remit::analysis::embedded
