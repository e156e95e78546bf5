// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/settings.h"

#include "core/base/text.h"
#include "core/cedar/syntax/parser.h"
#include "core/workspace/documents.h"
#include "core/workspace/settings_reader.h"

#include <fmt/format.h>

#include <array>

namespace remit::workspace {
namespace {

using Globs = std::map<FileKind, std::vector<std::string>>;

const Globs& usualGlobs()
{
    static const Globs globs{
        {FileKind::Policies, {"policies/**/*.cedar"}},
        {FileKind::Links, {"links.json"}},
        {FileKind::Schema, {"schema/*.cedarschema", "schema/*.json"}},
        {FileKind::Entities, {"entities/*.json"}},
        {FileKind::Tools, {"tools/*.json"}},
        {FileKind::Tasks, {"tasks/*.json"}},
        {FileKind::Credentials, {"credentials/*.json"}},
        {FileKind::Grants, {"grants/*.json", "grants/*.cedar"}},
        {FileKind::Traces, {"traces/**"}},
        {FileKind::Tests, {"tests/*.json"}},
        {FileKind::Reviews, {"reviews/*.json"}},
    };
    return globs;
}

void checkGlobs(ObjectReader& reader, const JsonValue& list)
{
    for (const JsonValue& item : list.items) {
        if (item.isString() && !isWorkspacePath(item.text))
            reader.report("workspace/bad-glob", item.span,
                          fmt::format("{} leads out of the workspace", jsonQuoted(item.text)),
                          "Write it relative to the workspace: \"policies/**/*.cedar\".");
    }
}

Globs readGlobs(const JsonValue& object, ReaderContext context)
{
    ObjectReader reader(object, "list of files", context.file, context.diagnostics);
    Globs globs = usualGlobs();
    for (const FileKind kind : kGlobbedKinds) {
        const JsonValue* list = object.find(name(kind));
        std::vector<std::string> written = reader.optionalStrings(name(kind));
        if (list == nullptr || !list->isArray())
            continue;
        checkGlobs(reader, *list);
        globs[kind] = std::move(written);
    }
    reader.finish();
    return globs;
}

/// A list of entity type names; the default where it is left out.
void readTypes(ObjectReader& reader, const JsonValue& object, std::string_view key,
               std::vector<std::string>& types)
{
    const JsonValue* list = object.find(key);
    std::vector<std::string> written = reader.optionalStrings(key);
    if (list == nullptr || !list->isArray())
        return;
    for (const JsonValue& item : list->items) {
        if (item.isString() && !cedar::isValidName(item.text))
            reader.report(
                "workspace/bad-type-name", item.span,
                fmt::format("{} is not the name of an entity type", jsonQuoted(item.text)),
                "Write it as in the schema: \"Agent\" or \"Payments::Agent\".");
    }
    types = std::move(written);
}

decision::PrincipalTypes readPrincipals(const JsonValue& object, ReaderContext context)
{
    ObjectReader reader(object, "list of principal types", context.file, context.diagnostics);
    decision::PrincipalTypes types;
    readTypes(reader, object, "humans", types.humans);
    readTypes(reader, object, "agents", types.agents);
    readTypes(reader, object, "serviceAccounts", types.serviceAccounts);
    readTypes(reader, object, "roles", types.roles);
    reader.finish();
    return types;
}

void readVersion(ObjectReader& reader, const JsonValue& root)
{
    const std::int64_t version = reader.requiredInt("remit");
    const JsonValue* written = root.find("remit");
    if (written != nullptr && written->asInt64() && version != kFormatVersion)
        reader.report("workspace/format-version", written->span,
                      fmt::format("this workspace has format version {}, this program reads {}",
                                  version, kFormatVersion),
                      version > kFormatVersion ? "Use a newer version of Remit Studio."
                                               : "Write 1.");
}

void readName(ObjectReader& reader, const JsonValue& root, Settings& settings)
{
    settings.name = reader.requiredString("name");
    const JsonValue* written = root.find("name");
    if (written != nullptr && written->isString() && trimmed(settings.name).empty())
        reader.report("workspace/empty-name", written->span, "the workspace has no name",
                      "Give it one: it stands in reports and bundles.");
    settings.description = reader.optionalString("description").value_or("");
}

/// Both must be written: neither may hold by accident.
void readAuthority(ObjectReader& reader, Settings& settings)
{
    using decision::Authority;
    using decision::RootEntitlement;
    constexpr std::array<std::pair<std::string_view, RootEntitlement>, 2> kRoots{
        {{"policies", RootEntitlement::Policies}, {"assumed", RootEntitlement::Assumed}}};
    constexpr std::array<std::pair<std::string_view, Authority>, 2> kAuthority{
        {{"modelled", Authority::Modelled}, {"not modelled", Authority::NotModelled}}};
    (void)reader.required("rootEntitlement");
    settings.rootEntitlement =
        readWord<RootEntitlement>(reader, "rootEntitlement", kRoots).value_or(kRoots[0].second);
    (void)reader.required("authority");
    settings.authority =
        readWord<Authority>(reader, "authority", kAuthority).value_or(Authority::NotModelled);
    settings.authoritySources = reader.optionalStrings("authoritySources");
    settings.verifiedIdentitySources = reader.optionalStrings("verifiedIdentitySources");
    settings.clockSkewSeconds = readSpan(reader, "clockSkew").value_or(0);
}

void readActionNamespace(ObjectReader& reader, Settings& settings)
{
    const JsonValue* written = reader.optional("actionNamespace", JsonKind::String);
    if (!written)
        return;
    settings.actionNamespace = written->text;
    if (!written->text.empty() && !cedar::isValidName(written->text))
        reader.report("workspace/bad-namespace", written->span,
                      fmt::format("{} is not a namespace", jsonQuoted(written->text)),
                      "Write it as in the schema: \"Payments\".");
}

void readTools(ObjectReader& reader, Settings& settings, ReaderContext context)
{
    readActionNamespace(reader, settings);
    if (const JsonValue* mapping = reader.optional("mapping", JsonKind::Array))
        settings.mapping = readMapping(*mapping, context);
    if (const JsonValue* pins = reader.optional("toolPins", JsonKind::Object))
        settings.toolPins = readToolPins(*pins, context);
    if (const JsonValue* labels = reader.optional("labels", JsonKind::Array))
        settings.labels = readLabels(*labels, context);
}

void readMembers(const JsonValue& root, Settings& settings, ReaderContext context)
{
    ObjectReader reader(root, "workspace", context.file, context.diagnostics);
    readVersion(reader, root);
    readName(reader, root, settings);
    if (const JsonValue* files = reader.optional("files", JsonKind::Object))
        settings.files = readGlobs(*files, context);
    if (const JsonValue* principals = reader.optional("principals", JsonKind::Object))
        settings.principals = readPrincipals(*principals, context);
    readAuthority(reader, settings);
    readTools(reader, settings, context);
    if (const JsonValue* rules = reader.optional("import", JsonKind::Array))
        settings.importRules = readImportRules(*rules, context);
    if (const JsonValue* profiles = reader.optional("exportProfiles", JsonKind::Array))
        settings.exportProfiles = readExportProfiles(*profiles, context);
    if (const JsonValue* bundle = reader.optional("bundle", JsonKind::Object))
        settings.bundle = readBundle(*bundle, context);
    reader.finish();
}

} // namespace

FileKind Settings::kindOf(std::string_view path) const
{
    if (path == kSettingsFile)
        return FileKind::Settings;
    for (const FileKind kind : kGlobbedKinds) {
        const auto globs = files.find(kind);
        if (globs == files.end())
            continue;
        for (const std::string& glob : globs->second) {
            if (globMatches(glob, path))
                return kind;
        }
    }
    return FileKind::Other;
}

Settings defaultSettings()
{
    Settings settings;
    settings.files = usualGlobs();
    return settings;
}

ReadSettings readSettings(std::string_view text, std::string_view file)
{
    ReadSettings result;
    result.settings = defaultSettings();
    JsonDocument document = parseJson(text, file);
    result.diagnostics = std::move(document.diagnostics);
    if (document.root)
        readMembers(*document.root, result.settings, {std::string(file), result.diagnostics});
    return result;
}

} // namespace remit::workspace
