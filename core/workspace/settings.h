// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/base/strict_json.h"
#include "core/base/time.h"
#include "core/workspace/file_kind.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// remit.json: what a workspace says of itself. Form: resources/schemas/remit.schema.json, which a
/// test keeps in agreement with the reader here.
namespace remit::workspace {

inline constexpr std::string_view kSettingsFile = "remit.json";
/// Store, journal and window state; never part of what is shared or signed.
inline constexpr std::string_view kPrivateFolder = ".remit-local";
inline constexpr std::int64_t kFormatVersion = 1;

/// A string of the settings with its place, for diagnostics about what it names.
struct Named {
    std::string text;
    Span span;
};

/// Entity types that play a part in authorization.
struct PrincipalTypes {
    std::vector<Named> humans;          ///< "humans", default ["User"]
    std::vector<Named> agents;          ///< "agents", default ["Agent"]
    std::vector<Named> serviceAccounts; ///< "serviceAccounts", default ["ServiceAccount"]
    std::optional<Named> roles;         ///< "roles": the type whose ids are approval roles (R5)
};

enum class RootEntitlement : std::uint8_t { Policies, Assumed };
enum class AuthorityModel : std::uint8_t { Modelled, NotModelled };
enum class Enforcement : std::uint8_t { Fine, Coarse, None };

/// The resource of a call: one entity always, or built from an argument.
struct ResourceRule {
    std::string type;
    std::string id;   ///< fixed, where `from` is empty
    std::string from; ///< JSON Pointer into the arguments: "/recipient"; else empty
    Span span;
};

/// What is declared for a tool, or for all tools that a glob matches. Rules are tried in the order
/// written, the first that matches counts.
struct ToolRule {
    Named tool;                  ///< name or glob
    std::string server;          ///< only for tools of this server; empty: of any
    std::optional<Named> action; ///< uid text; default: the action of the tool's name
    std::optional<ResourceRule> resource;
    std::vector<std::string> labels;     ///< of its results
    std::optional<std::string> audience; ///< default: the server
    Enforcement enforcement = Enforcement::Fine;
    std::string risk; ///< free: "low", "high" …
    std::optional<bool> readOnly;
};

/// Labels of a resource (`Account::"x"`) or of every resource of a type (`Account`).
struct LabelRule {
    Named resource;
    std::vector<std::string> labels;
};

/// Fills what an importer could not: `field` of a run from a fixed value or from an attribute.
struct ImportRule {
    std::string format; ///< only for traces of this format; empty: of any
    std::string file;   ///< glob of the trace's path; empty: any
    std::string field;  ///< agent, onBehalfOf, task, credential, workload, session, start
    std::optional<std::string> value; ///< a fixed value …
    std::string from;                 ///< … or the name of an attribute of the trace
    Span span;
};

/// A named target for export.
struct ExportProfile {
    std::string name;
    std::string target;             ///< "cedar", "agentcore" …
    std::vector<std::string> facts; ///< the facts that the target supplies
    Span span;
};

struct BundleSettings {
    std::string id;
    std::string target;
    std::optional<Instant> notBefore;
    std::optional<Instant> expiresAt;
    std::optional<std::int64_t> statusMaxAgeSeconds; ///< "statusMaxAge": "24h", "15m", "7d"
};

struct Settings {
    std::string name;
    std::string description;
    std::map<FileKind, std::vector<std::string>> files; ///< globs; defaults where left out
    PrincipalTypes principals;
    RootEntitlement rootEntitlement = RootEntitlement::Policies;
    AuthorityModel authority = AuthorityModel::Modelled;
    std::vector<std::string> authoritySources;        ///< R9
    std::vector<std::string> verifiedIdentitySources; ///< R8
    std::int64_t clockSkewSeconds = 0;                ///< "clockSkew": "5s"; R2
    std::vector<ToolRule> mapping;
    std::vector<LabelRule> labels;
    std::vector<ImportRule> importRules;
    std::vector<ExportProfile> exportProfiles;
    std::optional<BundleSettings> bundle;

    /// Of the file at this path, which is relative to the workspace.
    [[nodiscard]] FileKind kindOf(std::string_view path) const;
};

struct ReadSettings {
    Settings settings; ///< what could be read, defaults for the rest
    Diagnostics diagnostics;
};

[[nodiscard]] ReadSettings readSettings(std::string_view text,
                                        std::string_view file = kSettingsFile);
/// Defaults for everything: the globs of the usual folders.
[[nodiscard]] Settings defaultSettings();

} // namespace remit::workspace
