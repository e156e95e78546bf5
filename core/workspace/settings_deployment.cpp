// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/workspace/settings_reader.h"

#include <fmt/format.h>

#include <array>

namespace remit::workspace {
namespace {

std::optional<Instant> readInstant(ObjectReader& reader, std::string_view key)
{
    const JsonValue* value = reader.optional(key, JsonKind::String);
    if (!value)
        return std::nullopt;
    const auto instant = parseRfc3339(value->text);
    if (!instant)
        reader.report("workspace/bad-time", value->span,
                      fmt::format("{} is not a point in time", jsonQuoted(value->text)),
                      "Write it as in RFC 3339: \"2026-03-01T09:15:00Z\".");
    return instant;
}

ImportRule readImportRule(const JsonValue& object, ReaderContext context)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kFields{
        {{"agent", "agent"},
         {"onBehalfOf", "onBehalfOf"},
         {"task", "task"},
         {"credential", "credential"},
         {"workload", "workload"},
         {"session", "session"},
         {"start", "start"}}};
    ObjectReader reader(object, "import rule", context.file, context.diagnostics);
    ImportRule rule;
    rule.format = reader.optionalString("format").value_or("");
    rule.file = reader.optionalString("file").value_or("");
    (void)reader.required("field");
    rule.field = readWord<std::string_view>(reader, "field", kFields).value_or("");
    rule.value = reader.optionalString("value");
    rule.from = reader.optionalString("from").value_or("");
    rule.pattern = reader.optionalString("pattern").value_or("");
    reader.finish();
    if (reader.isObject() && (object.find("value") == nullptr) == (object.find("from") == nullptr))
        reader.report(
            "workspace/import-rule", object.span,
            "an import rule has either a \"value\" or \"from\", an attribute of the trace",
            "Write {\"field\":\"agent\",\"value\":\"Agent::\\\"planner\\\"\"}.");
    const JsonValue* pattern = object.find("pattern");
    if (pattern != nullptr && (rule.from.empty() || rule.pattern.find("{}") == std::string::npos))
        reader.report(
            "workspace/import-rule", pattern->span,
            "a \"pattern\" takes a part of what \"from\" gives: it has one {} for it",
            "Write {\"field\":\"onBehalfOf\",\"from\":\"file\",\"pattern\":\"**/users/{}/*\"}.");
    return rule;
}

ExportProfile readExportProfile(const JsonValue& object, ReaderContext context)
{
    constexpr std::array<std::pair<std::string_view, ExportTarget>, 3> kTargets{
        {{"cedar", ExportTarget::Cedar},
         {"agentcore", ExportTarget::AgentCore},
         {"verified-permissions", ExportTarget::VerifiedPermissions}}};
    constexpr std::array<std::pair<std::string_view, bool>, 2> kAnnotations{
        {{"keep", true}, {"strip", false}}};
    constexpr std::array<std::pair<std::string_view, GatewayPrincipal>, 2> kPrincipals{
        {{"OAuthUser", GatewayPrincipal::OAuthUser}, {"IamEntity", GatewayPrincipal::IamEntity}}};
    ObjectReader reader(object, "export profile", context.file, context.diagnostics);
    ExportProfile profile;
    profile.name = reader.requiredString("name");
    (void)reader.required("target");
    profile.target =
        readWord<ExportTarget>(reader, "target", kTargets).value_or(ExportTarget::Cedar);
    profile.facts = reader.optionalStrings("facts");
    profile.keepAnnotations = readWord<bool>(reader, "annotations", kAnnotations);
    profile.gateway = reader.optionalString("gateway").value_or("");
    profile.gatewayTarget = reader.optionalString("gatewayTarget").value_or("");
    profile.principal = readWord<GatewayPrincipal>(reader, "principal", kPrincipals)
                            .value_or(GatewayPrincipal::OAuthUser);
    reader.finish();
    return profile;
}

} // namespace

std::vector<ImportRule> readImportRules(const JsonValue& array, ReaderContext context)
{
    std::vector<ImportRule> rules;
    for (const JsonValue& item : array.items)
        rules.push_back(readImportRule(item, context));
    return rules;
}

std::vector<ExportProfile> readExportProfiles(const JsonValue& array, ReaderContext context)
{
    std::vector<ExportProfile> profiles;
    for (const JsonValue& item : array.items)
        profiles.push_back(readExportProfile(item, context));
    return profiles;
}

BundleSettings readBundle(const JsonValue& object, ReaderContext context)
{
    ObjectReader reader(object, "bundle", context.file, context.diagnostics);
    BundleSettings bundle;
    bundle.id = reader.requiredString("id");
    bundle.target = reader.optionalString("target").value_or("");
    bundle.notBefore = readInstant(reader, "notBefore");
    bundle.expiresAt = readInstant(reader, "expiresAt");
    bundle.statusMaxAgeSeconds = readSpan(reader, "statusMaxAge");
    if (bundle.notBefore && bundle.expiresAt && *bundle.expiresAt <= *bundle.notBefore)
        reader.report("workspace/bundle-validity", object.find("expiresAt")->span,
                      "the bundle expires before it becomes valid", "Look at both dates.");
    reader.finish();
    return bundle;
}

} // namespace remit::workspace
