// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/engine/code_node.h"

namespace remit::cedar {

/// What the node comes to, if its operands are constants and it does not fail; else absent. Values
/// that need memory of their own stay uncomputed.
[[nodiscard]] Datum foldedValue(const CodeNode& node);

} // namespace remit::cedar
