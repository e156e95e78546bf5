// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cedar/schema/schema.h"
#include "core/decision/setup.h"
#include "core/workspace/settings.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

/// A workspace's tools as an AgentCore gateway names and types them. Private to the room.
namespace remit::bundle {

/// One tool, and what the workspace makes of a call to it.
struct GatewayTool {
    std::string name;
    std::string action; ///< there: "TARGET___TOOL"
    const decision::Tool* listed = nullptr;
    const decision::ResourceRule* resource = nullptr; ///< null: the tool itself
};

class GatewayTools {
public:
    GatewayTools(const decision::Setup& setup, const workspace::ExportProfile& profile);

    /// The tools that a policy for this action is about: those of the action and, where it is a
    /// group, of the actions in it. Empty: the workspace knows none.
    [[nodiscard]] std::vector<const GatewayTool*> toolsOf(const cedar::EntityUid& action) const;
    [[nodiscard]] std::vector<const GatewayTool*> all() const;
    /// Names of the actions that have tools, as Cedar text, for "did you mean".
    [[nodiscard]] std::vector<std::string> actionNames() const;
    /// Are there tool lists, so that the gateway's schema can be foreseen?
    [[nodiscard]] bool areListed() const { return !m_setup.tools.empty(); }

    /// The schema that the gateway makes of its tools' manifest: text → String, integer → Long,
    /// boolean → Bool, number → decimal, object → record, array → Set.
    [[nodiscard]] std::shared_ptr<const cedar::Schema>
    schema(workspace::GatewayPrincipal principal) const;
    /// Bytes of the tools' own schemas, which the gateway's limit is about.
    [[nodiscard]] std::size_t schemaBytes() const;

private:
    void add(const std::string& name, const decision::Tool* listed);

    const decision::Setup& m_setup;
    std::string m_target;
    std::map<cedar::EntityUid, std::vector<GatewayTool>> m_byAction;
};

} // namespace remit::bundle
