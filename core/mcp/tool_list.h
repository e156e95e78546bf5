// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/base/strict_json.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace remit::mcp {

/// One tool as an MCP server announces it (MCP 2026-07-28).
struct ToolDeclaration {
    std::string name;
    std::string description;
    JsonValue inputSchema;                 ///< JSON Schema; an object, empty where none is given
    std::optional<JsonValue> outputSchema; ///< JSON Schema
    std::string digest; ///< sha256 of the tool's canonical JSON (RFC 8785): what a pin pins
    Span span;
    Span nameSpan;
};

struct ToolList {
    std::vector<ToolDeclaration> tools; ///< those that could be read, in the order written
    Diagnostics diagnostics; ///< codes tools/… and json/…; errors concern single tools or all
};

/// A tool alone, a list of tools, the result of `tools/list` (`{"tools": […]}`), or the whole
/// JSON-RPC answer. A schema may be wrapped as `{"json": {…}}`, as some toolkits export it. Members
/// that MCP does not name are kept in the digest and otherwise ignored, since the protocol lets
/// servers add some. Form: resources/schemas/tools.schema.json.
[[nodiscard]] ToolList parseToolList(std::string_view text, std::string_view file = {});

} // namespace remit::mcp
