// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/load.h"

#include "core/base/text.h"
#include "core/cedar/schema/parser.h"
#include "core/cedar/schema/printer.h"
#include "core/cedar/schema/schema.h"
#include "core/cedar/validate/check.h"
#include "core/cedar/validate/lints/lints.h"
#include "core/decision/decide.h"
#include "core/mcp/tool_list.h"
#include "core/workspace/entity_files.h"
#include "core/workspace/links.h"
#include "core/workspace/load_authority.h"
#include "core/workspace/load_memory.h"

#include <fmt/format.h>

#include <algorithm>

namespace remit::workspace {
namespace {

using decision::Setup;

/// The snapshot, the setup that grows out of it and what is wrong, handed from step to step.
struct Loading {
    const Snapshot& snapshot;
    LoadMemory& memory;
    Setup setup;
    bool schemaIsSound = false;
    std::string schemaText; ///< without comments and layout, for the revision
    Diagnostics diagnostics;

    void add(const Diagnostics& more)
    {
        diagnostics.insert(diagnostics.end(), more.begin(), more.end());
    }
    [[nodiscard]] std::string_view text(const std::string& path) const
    {
        return *snapshot.files.at(path).text;
    }
};

void takeSettings(Loading& loading)
{
    const Settings& settings = loading.snapshot.settings;
    Setup& setup = loading.setup;
    setup.name = settings.name;
    setup.types = settings.principals;
    setup.authority = settings.authority;
    setup.rootEntitlement = settings.rootEntitlement;
    setup.authoritySources = settings.authoritySources;
    setup.verifiedSources = settings.verifiedIdentitySources;
    setup.toolRules = settings.mapping;
    setup.resourceLabels = settings.labels;
    setup.actionNamespace = settings.actionNamespace;
    setup.clockSkew = settings.clockSkewSeconds * 1000;
}

LoadedSchema readSchemas(const TextsKey& files)
{
    LoadedSchema read;
    std::vector<cedar::SchemaDocument> documents;
    std::vector<std::string> normal;
    for (const auto& [path, text] : files) {
        documents.push_back(cedar::parseSchema(*text, path));
        normal.push_back(cedar::toSchemaJson(documents.back()));
    }
    if (documents.empty())
        return read;
    cedar::ResolvedSchema resolved = cedar::resolveSchema(documents);
    read.isSound = resolved.ok();
    read.diagnostics = std::move(resolved.diagnostics);
    read.schema = std::move(resolved.schema);
    std::sort(normal.begin(), normal.end()); // the order of files does not matter
    read.text = joined(normal, "\n");
    return read;
}

void loadSchema(Loading& loading)
{
    const TextsKey files = textsKey(loading.snapshot, FileKind::Schema);
    const LoadedSchema& read =
        loading.memory.schema.get(files, [&files] { return readSchemas(files); });
    loading.schemaIsSound = read.isSound;
    loading.add(read.diagnostics);
    loading.setup.schema = read.schema;
    loading.schemaText = read.text;
}

/// By id: which file a policy stands in and how the files are called must change neither the
/// revision nor the order of reasons.
cedar::PolicySet inOrderOfIds(const cedar::PolicySet& set)
{
    std::vector<cedar::PolicySet::PolicyPtr> policies = set.policies();
    std::sort(policies.begin(), policies.end(),
              [](const auto& a, const auto& b) { return a->id < b->id; });
    std::vector<cedar::Link> links = set.links();
    std::sort(links.begin(), links.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    cedar::PolicySet ordered;
    for (cedar::PolicySet::PolicyPtr& policy : policies)
        (void)ordered.add(std::move(policy));
    for (cedar::Link& link : links)
        (void)ordered.link(std::move(link));
    return ordered;
}

std::function<std::string(const std::string&)> fileOfPolicy(const Setup& setup)
{
    return [&setup](const std::string& id) {
        const auto source = setup.policySources.find(id);
        return source == setup.policySources.end() ? std::string() : source->second->name();
    };
}

/// Step 7 is decided by which rules read approvals: no other policy may (R5).
void refuseMisusedApprovals(Loading& loading)
{
    const cedar::LintOptions options{fileOfPolicy(loading.setup), true};
    for (auto& finding : cedar::lintApprovals(loading.setup.policies, options))
        loading.diagnostics.push_back(std::move(finding.diagnostic));
}

void loadPolicies(Loading& loading)
{
    PolicyFiles files(PolicyNaming::FileStem);
    for (const std::string& path : loading.snapshot.paths(FileKind::Policies))
        files.add(*loading.memory.policyFile(path, loading.snapshot.files.at(path).text),
                  loading.diagnostics);
    loading.memory.forgetUnused();
    for (const std::string& path : loading.snapshot.paths(FileKind::Links)) {
        const cedar::ParsedLinks read = cedar::parseLinks(loading.text(path), path);
        loading.add(read.diagnostics);
        addLinks(files.set(), read, path, loading.diagnostics);
    }
    loading.setup.policies = inOrderOfIds(files.set());
    loading.setup.policySources = files.sources();
    refuseMisusedApprovals(loading);
    std::shared_ptr<const cedar::Program>& program = loading.memory.program;
    program = program ? cedar::Program::update(*program, loading.setup.policies)
                      : cedar::Program::compile(loading.setup.policies);
    loading.setup.program = program;
}

LoadedEntities readEntities(const TextsKey& texts, const cedar::Schema* schema)
{
    LoadedEntities read;
    EntityFiles files(schema);
    for (const auto& [path, text] : texts)
        files.add(*text, path, read.diagnostics);
    read.store = files.build(read.diagnostics);
    return read;
}

void loadEntities(Loading& loading)
{
    const TextsKey texts = textsKey(loading.snapshot, FileKind::Entities);
    // A schema with errors would only blame the entities for them.
    const auto schema = loading.schemaIsSound ? loading.setup.schema : nullptr;
    const LoadedEntities& read = loading.memory.entities.get(
        {texts, schema}, [&] { return readEntities(texts, schema.get()); });
    loading.add(read.diagnostics);
    loading.setup.entities = read.store;
}

Diagnostic toolTwice(const decision::Tool& tool, const std::string& file, Span span,
                     const std::string& firstFile)
{
    Diagnostic diagnostic;
    diagnostic.code = "tools/duplicate";
    diagnostic.message = fmt::format("there is a tool {} already", jsonQuoted(tool.name));
    diagnostic.file = file;
    diagnostic.span = span;
    diagnostic.help =
        fmt::format("The first stands in {}. Keep one list of each server.", firstFile);
    return diagnostic;
}

decision::Tool toolOf(mcp::ToolDeclaration& declared, const std::string& file)
{
    decision::Tool tool;
    tool.name = std::move(declared.name);
    tool.description = std::move(declared.description);
    tool.inputSchema = std::make_shared<const JsonValue>(std::move(declared.inputSchema));
    tool.digest = std::move(declared.digest);
    tool.file = file;
    return tool;
}

void loadTools(Loading& loading)
{
    std::vector<decision::Tool>& tools = loading.setup.tools;
    for (const std::string& path : loading.snapshot.paths(FileKind::Tools)) {
        mcp::ToolList read = mcp::parseToolList(loading.text(path), path);
        loading.add(read.diagnostics);
        for (mcp::ToolDeclaration& declared : read.tools) {
            decision::Tool tool = toolOf(declared, path);
            const auto twin = std::find_if(tools.begin(), tools.end(), [&](const auto& other) {
                return other.name == tool.name;
            });
            if (twin != tools.end() && twin->digest != tool.digest)
                loading.add({toolTwice(tool, path, declared.nameSpan, twin->file)});
            else if (twin == tools.end())
                tools.push_back(std::move(tool));
        }
    }
}

void pinTools(Loading& loading)
{
    std::sort(loading.setup.tools.begin(), loading.setup.tools.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    for (const auto& [name, pin] : loading.snapshot.settings.toolPins) {
        std::vector<decision::Tool>& tools = loading.setup.tools;
        const auto tool =
            std::find_if(tools.begin(), tools.end(),
                         [&called = name](const auto& other) { return other.name == called; });
        if (tool != tools.end()) {
            tool->pinned = pin;
            continue;
        }
        Diagnostic diagnostic;
        diagnostic.code = "workspace/pin-without-tool";
        diagnostic.severity = Severity::Warning;
        diagnostic.message = fmt::format("{} is pinned, and no list has it", jsonQuoted(name));
        diagnostic.help = "Add the server's tools/list to tools/, or take the pin away.";
        diagnostic.file = kSettingsFile;
        loading.add({std::move(diagnostic)});
    }
}

/// Without what loading has told.
Diagnostics checked(const Loaded& loaded, cedar::CheckOptions options, const JobControl& control)
{
    options.fileOf = fileOfPolicy(*loaded.setup);
    const cedar::Schema* schema = loaded.schemaIsSound ? loaded.setup->schema.get() : nullptr;
    Diagnostics found = cedar::checkPolicies(loaded.setup->policies, schema, options, control);
    const auto told = [&loaded](const Diagnostic& one) {
        return std::any_of(
            loaded.diagnostics.begin(), loaded.diagnostics.end(), [&one](const Diagnostic& other) {
                return one.code == other.code && one.file == other.file && one.span == other.span;
            });
    };
    found.erase(std::remove_if(found.begin(), found.end(), told), found.end());
    return found;
}

} // namespace

Loaded loadSetup(const Snapshot& snapshot)
{
    LoadMemory nothing;
    return loadSetup(snapshot, nothing);
}

Loaded loadSetup(const Snapshot& snapshot, LoadMemory& memory)
{
    Loading loading{snapshot, memory, {}, false, {}, snapshot.diagnostics};
    takeSettings(loading);
    loadSchema(loading);
    loadEntities(loading);
    loadPolicies(loading);
    loadTools(loading);
    pinTools(loading);
    loadAuthority(snapshot, loading.setup, loading.diagnostics);
    loading.setup.revision = decision::revisionOf(loading.setup, loading.schemaText);
    return {std::make_shared<const Setup>(std::move(loading.setup)), std::move(loading.diagnostics),
            loading.schemaIsSound};
}

Diagnostics checkSetup(const Loaded& loaded, std::optional<int> level, const JobControl& control)
{
    cedar::CheckOptions options;
    options.level = level;
    return checked(loaded, std::move(options), control);
}

Diagnostics checkSetup(const Loaded& loaded, LoadMemory& memory, const JobControl& control)
{
    cedar::CheckOptions options;
    options.memory = &memory.checks;
    options.textOf = [&loaded](const cedar::Policy& policy) {
        const auto source = loaded.setup->policySources.find(policy.id);
        return source == loaded.setup->policySources.end() ? std::string_view()
                                                           : source->second->text(policy.span);
    };
    return checked(loaded, std::move(options), control);
}

} // namespace remit::workspace
