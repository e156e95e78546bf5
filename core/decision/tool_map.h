// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decision/provenance/provenance.h"
#include "core/decision/setup.h"
#include "core/trace/event.h"

#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

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
    /// What the workspace says of a tool by its rule (null: none) and of its resource: the labels
    /// that its results carry, sorted, and `context.tool`.
    struct ToolFacts {
        std::vector<std::string> labels;
        cedar::Value record;
    };
    /// `resource`: null where it is not known.
    [[nodiscard]] std::shared_ptr<const ToolFacts> facts(const ToolRule* rule,
                                                         const cedar::EntityUid* resource) const;
    /// Names to choose from, for "did you mean": listed tools and rules by name.
    [[nodiscard]] std::vector<std::string> names() const;

private:
    using ToolFactsPtr = std::shared_ptr<const ToolFacts>;
    [[nodiscard]] ToolFactsPtr makeFacts(const ToolRule* rule, const cedar::EntityUid* resource,
                                         bool known) const;

    const Setup& m_setup;
    /// Where labels do not depend on resources: by rule, the last one none; for a resource that the
    /// inventory has not, and for one that it has.
    std::vector<std::array<ToolFactsPtr, 2>> m_facts;
    std::map<std::string_view, const Tool*> m_listed;
    std::map<std::string_view, SchemaValues> m_schemaValues;
};

/// Is it a glob rather than a name?
[[nodiscard]] bool isGlob(std::string_view pattern);

} // namespace remit::decision
