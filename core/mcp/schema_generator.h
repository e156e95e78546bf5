// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/schema/tree.h"
#include "core/mcp/tool_list.h"

#include <string>
#include <string_view>
#include <vector>

/// Cedar schema from MCP tools: one action for each tool, its context typed by the tool's JSON
/// Schema. What Cedar's types cannot say is listed as a loss, never dropped in silence.
namespace remit::mcp {

struct GeneratorOptions {
    bool includeOutputs = false;    ///< `output?` beside `input` in each context
    bool objectsAsRecords = false;  ///< objects become records in place, not entity types
    bool eraseAnnotations = true;   ///< leave the stub's annotations out
    bool flattenNamespaces = false; ///< `NS::tool_Input_name` instead of `NS::tool::Input::name`
    bool numbersAsDecimal = false;  ///< four decimals; comparisons of other numbers are unsound
    bool deduplicateEntityTypes = false; ///< equal enums and leaf records once, nearest above
    /// The facts of the decision model in every context (semantics/1, "Facts"), those that a trace
    /// may lack as optional; and all these principal types in every action.
    bool facts = false;
    std::vector<std::string> principalTypes{"User", "Agent", "ServiceAccount"};
};

/// A part of a tool's schema that the Cedar schema does not say.
struct Loss {
    std::string tool;
    std::string pointer; ///< JSON Pointer into the tool's schema: "/properties/amount"
    std::string what;    ///< "`minimum` 0 is not checked"
};

struct GeneratedSchema {
    cedar::SchemaDocument document; ///< everything sorted by name
    std::vector<Loss> losses;
    Diagnostics diagnostics; ///< about the stub, codes mcp/…
};

/// `stub`: a schema with exactly one namespace, whose annotations say what every tool shares:
/// `@mcp_principal`, `@mcp_resource` on entity types, `@mcp_context("name")` on common types,
/// `@mcp_action` on parent actions. Errors leave the document empty.
[[nodiscard]] GeneratedSchema generateSchema(const std::vector<ToolDeclaration>& tools,
                                             const cedar::SchemaDocument& stub,
                                             const GeneratorOptions& options = {});

/// The stub where none is given: users, agents and service accounts, a resource type `Tool`, no
/// namespace: the names that an unmapped workspace uses.
[[nodiscard]] std::string_view defaultStub();

} // namespace remit::mcp
