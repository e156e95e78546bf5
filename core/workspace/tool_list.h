// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/decision/setup.h"

#include <string_view>
#include <vector>

namespace remit::workspace {

struct ReadTools {
    std::vector<decision::Tool> tools; ///< those that could be read; none is pinned yet
    std::vector<Span> spans;           ///< of each tool in the text
    Diagnostics diagnostics;           ///< codes tools/… and json/…
};

/// MCP `tools/list`: the result (`{"tools":[…]}`), the whole JSON-RPC answer, or the list alone.
/// Members that MCP does not name are kept in the digest and otherwise ignored, since the protocol
/// lets servers add some.
[[nodiscard]] ReadTools readTools(std::string_view text, std::string_view file = {});

} // namespace remit::workspace
