// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/authority/registry.h"
#include "core/base/source_text.h"
#include "core/base/strict_json.h"
#include "core/cedar/engine/program.h"
#include "core/cedar/entities/entity_store.h"
#include "core/cedar/syntax/policy_set.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace remit::cedar {
class Schema;
}

/// Everything that a decision depends on except the trace. `workspace` loads it from a folder,
/// `bundle` from a package, tests build it by hand: the decision procedure knows no files.
namespace remit::decision {

enum class Authority : std::uint8_t {
    NotModelled, ///< no grants, tasks or credentials at hand: steps 1 to 5 are not decided
    Modelled,
};

/// What the root of a chain is taken to be entitled to (semantics, step 6).
enum class RootEntitlement : std::uint8_t { Policies, Assumed };

/// How finely the system behind a tool can enforce what is decided here.
enum class Enforcement : std::uint8_t { Fine, Coarse, None };

/// Which Cedar entity types stand for whom. The first of each list is the type of a bare name in a
/// trace: `"agent":"planner"` is `Agent::"planner"`.
struct PrincipalTypes {
    std::vector<std::string> humans{"User"};
    std::vector<std::string> agents{"Agent"};
    std::vector<std::string> serviceAccounts{"ServiceAccount"};
    std::vector<std::string> roles{"Role"};
};

/// The resource of a call: a fixed entity, or one whose id is an argument.
struct ResourceRule {
    std::optional<cedar::EntityUid> fixed;
    std::string type;    ///< where not fixed: the entity type …
    std::string pointer; ///< … and the JSON Pointer (RFC 6901) into the arguments: "/recipient"
};

/// What the workspace says about a tool, or about all tools that match a glob. Rules are tried in
/// the order written, and the first that matches counts.
struct ToolRule {
    std::string tool;                       ///< name or glob (`get_*`)
    std::string server;                     ///< only tools of this server; empty: of any
    std::optional<cedar::EntityUid> action; ///< default: the tool's name in `actionNamespace`
    std::optional<ResourceRule> resource;   ///< default: the tool itself, `Tool::"name"`
    std::vector<std::string> labels;        ///< that its results carry
    std::optional<std::string> audience;
    Enforcement enforcement = Enforcement::Fine;
    std::string risk = "unknown";
    bool readOnly = false;
};

/// Labels of data by the resource that holds it.
struct ResourceLabels {
    std::string resource; ///< uid text (`Account::"x"`), or a type (`Account`)
    std::vector<std::string> labels;
};

/// One tool of an MCP `tools/list` document.
struct Tool {
    std::string name;
    std::string description;
    std::shared_ptr<const JsonValue> inputSchema; ///< JSON Schema of the arguments; may be null
    std::string digest;                ///< sha256 of the tool's canonical JSON (RFC 8785)
    std::optional<std::string> pinned; ///< what `digest` must be; else calls are invalid-request
    std::string file;
};

/// What a grant hands on: the policies of `grants/ID.cedar`, a set of their own. Grants whose files
/// have the same text share source and program. Policies are called by their @id, else by their
/// position: "#0".
struct GrantScope {
    std::string file;
    std::shared_ptr<const SourceText> source;
    std::shared_ptr<const cedar::Program> program;
};

/// A workspace as the decision procedure sees it. A plain value: cheap to copy, shared between
/// threads as `std::shared_ptr<const Setup>`.
struct Setup {
    std::string name;
    PrincipalTypes types;
    Authority authority = Authority::NotModelled;
    RootEntitlement rootEntitlement = RootEntitlement::Policies;
    std::vector<std::string> authoritySources; ///< importer formats or file globs (R9)
    std::vector<std::string> verifiedSources;  ///< importer formats or file globs (R8)

    std::int64_t clockSkew = 0; ///< milliseconds; widens validity of grants and credentials (R2)

    /// Tasks, credentials, grants and actors. Null where a setup is made without any.
    std::shared_ptr<const authority::Registry> registry;
    /// By grant id. A grant without a scope hands on nothing.
    std::unordered_map<std::string, GrantScope> scopes;

    std::vector<ToolRule> toolRules;
    std::vector<ResourceLabels> resourceLabels;
    std::vector<Tool> tools;
    std::string actionNamespace; ///< of actions made from tool names: "Payments", or empty

    cedar::PolicySet policies;
    std::shared_ptr<const cedar::Program> program;
    /// The text of each policy or template by its id, for explanations; its name is the file.
    std::map<std::string, std::shared_ptr<const SourceText>, std::less<>> policySources;
    std::shared_ptr<const cedar::EntityStore> entities;
    std::shared_ptr<const cedar::Schema> schema; ///< null: without a schema

    std::string revision; ///< "sha256:…" over all of the above (see `revisionOf`)
};

} // namespace remit::decision
