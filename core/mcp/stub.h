// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/schema/tree.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace remit::mcp {

/// What the stub's annotations say that every tool shares.
struct Stub {
    std::string base; ///< its namespace
    std::vector<std::string> principals;
    std::vector<std::string> resources;
    std::vector<std::pair<std::string, std::string>> contexts; ///< member's name and its type
    std::vector<std::string> parents;                          ///< ids of parent actions
    const cedar::SchemaNamespace* declarations = nullptr;
};

/// Nothing when the stub cannot be used; the diagnostics (mcp/…) say why.
[[nodiscard]] std::optional<Stub> readStub(const cedar::SchemaDocument& document,
                                           Diagnostics& diagnostics);

} // namespace remit::mcp
