// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/code.h"

namespace remit::cedar {

/// What the index may know of a policy: its scope, and of its conditions those at the front that
/// cannot fail, or fail only where the context lacks the member.
[[nodiscard]] IndexEntry indexEntry(std::uint32_t number, const Policy& policy,
                                    const PolicyCode& code, SymbolTable& symbols,
                                    ContextLayout& context);

} // namespace remit::cedar
