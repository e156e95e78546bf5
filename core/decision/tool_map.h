// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/provenance/provenance.h"
#include "core/decision/setup.h"
#include "core/trace/event.h"

#include <map>
#include <string>
#include <string_view>

namespace remit::decision {

/// The tool mapping of a setup, ready to be asked: which rule, which listed tool, which action.
/// Refers to the setup, which must outlive it.
class ToolMap {
public:
    explicit ToolMap(const Setup& setup);

    /// The first rule that matches, or nullptr.
    [[nodiscard]] const ToolRule* ruleFor(std::string_view tool, const trace::Field& server) const;
    /// The tool of the lists, or nullptr.
    [[nodiscard]] const Tool* listed(std::string_view tool) const;
    /// Values that the tool's list names for its arguments, or nullptr.
    [[nodiscard]] const SchemaValues* schemaValues(std::string_view tool) const;
    [[nodiscard]] cedar::EntityUid actionOf(std::string_view tool, const ToolRule* rule) const;
    /// Is there an action for it? With a schema, when the schema declares the action; without, when
    /// a tool list or a rule by name has the tool; where the workspace has no lists, when any rule
    /// matches; where it has no rules either, always.
    [[nodiscard]] bool isDeclared(std::string_view tool, const ToolRule* rule,
                                  const cedar::EntityUid& action) const;
    /// Names to choose from, for "did you mean": listed tools and rules by name.
    [[nodiscard]] std::vector<std::string> names() const;

private:
    const Setup& m_setup;
    std::map<std::string_view, const Tool*> m_listed;
    std::map<std::string_view, SchemaValues> m_schemaValues;
};

/// Is it a glob rather than a name?
[[nodiscard]] bool isGlob(std::string_view pattern);

} // namespace remit::decision
