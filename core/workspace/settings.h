// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/diagnostic.h"
#include "core/base/time.h"
#include "core/decision/setup.h"
#include "core/trace/import_rules.h"
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

using ImportRule = trace::ImportRule;

/// What an export is made for.
enum class ExportTarget : std::uint8_t {
    Cedar,               ///< "cedar": any plain Cedar engine
    AgentCore,           ///< "agentcore": the policy engine of an AgentCore gateway
    VerifiedPermissions, ///< "verified-permissions": a policy store there
};

/// Whom an AgentCore gateway takes for the principal: by its kind of login.
enum class GatewayPrincipal : std::uint8_t { OAuthUser, IamEntity };

/// A named target for export.
struct ExportProfile {
    std::string name;
    ExportTarget target = ExportTarget::Cedar;
    /// Members of the context that the target supplies, as in "session" or "session.calls"; empty:
    /// what such a target supplies by itself.
    std::vector<std::string> facts;
    /// Whether annotations go with the policies; nothing: as the target likes it.
    std::optional<bool> keepAnnotations;
    std::string gateway;       ///< AgentCore: the gateway's ARN
    std::string gatewayTarget; ///< AgentCore: the target of the gateway that offers the tools
    GatewayPrincipal principal = GatewayPrincipal::OAuthUser; ///< AgentCore
};

struct BundleSettings {
    std::string id;
    std::string target;
    std::optional<Instant> notBefore;
    std::optional<Instant> expiresAt;
    std::optional<std::int64_t> statusMaxAgeSeconds; ///< "statusMaxAge": "24h"
};

struct Settings {
    std::string name;
    std::string description;
    std::map<FileKind, std::vector<std::string>> files; ///< globs; the usual ones where left out
    decision::PrincipalTypes principals;
    decision::RootEntitlement rootEntitlement = decision::RootEntitlement::Policies;
    decision::Authority authority = decision::Authority::NotModelled;
    std::vector<std::string> authoritySources;        ///< R9
    std::vector<std::string> verifiedIdentitySources; ///< R8
    std::int64_t clockSkewSeconds = 0;                ///< "clockSkew": "5s"; R2
    std::string actionNamespace;                      ///< of actions named after tools; empty: none
    std::vector<decision::ToolRule> mapping;
    std::map<std::string, std::string> toolPins; ///< tool → "sha256:…"
    std::vector<decision::ResourceLabels> labels;
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
/// No name, the globs of the usual folders, everything else as when left out.
[[nodiscard]] Settings defaultSettings();

} // namespace remit::workspace
