// SPDX-License-Identifier: Apache-2.0
#include "tests/help/readings.h"

#include "core/analysis/policy_tests/policy_test.h"
#include "core/analysis/reviews/review.h"
#include "core/authority/authority_json.h"
#include "core/authority/registry.h"
#include "core/bundle/export/export.h"
#include "core/bundle/keys/trust.h"
#include "core/bundle/status/status_list.h"
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/entities/request_json.h"
#include "core/cedar/schema/parser.h"
#include "core/cedar/schema/schema.h"
#include "core/cedar/syntax/policy_json.h"
#include "core/mcp/schema_generator.h"
#include "core/replay/filter/filter.h"
#include "core/trace/import.h"
#include "core/trace/mapping/mapping.h"
#include "core/trace/redaction/rules.h"
#include "core/workspace/load.h"
#include "tests/help/help_page.h"
#include "tests/support/test_paths.h"

#include <QProcess>

#include <algorithm>
#include <functional>
#include <map>

namespace remit::test {
namespace {

using workspace::FileKind;
using workspace::Snapshot;

/// The schema, the templates and the remit.json that examples.md shows.
struct Surroundings {
    std::string schema;
    std::string templates;
    std::string settings;
};

const Surroundings& surroundings()
{
    static const Surroundings found = [] {
        const auto blocks = fencedBlocks(readAll(helpFolder() / "examples.md"));
        return Surroundings{blocks.at(0).text, blocks.at(1).text, blocks.at(2).text};
    }();
    return found;
}

std::vector<Said> saidOf(const Diagnostics& diagnostics, const SourceText& source)
{
    std::vector<Said> said;
    for (const Diagnostic& diagnostic : diagnostics)
        said.push_back({diagnostic.code, rendered(diagnostic, source)});
    return said;
}

void add(Snapshot& snapshot, const std::string& path, FileKind kind, const std::string& text)
{
    snapshot.files[path] = {kind, std::make_shared<const std::string>(text)};
}

/// As a file of a workspace, checked as `remit validate --level 1` does.
std::vector<Said> asFileOfWorkspace(const std::string& text, const std::string& path, FileKind kind,
                                    bool withSchema)
{
    const bool isSettings = path == workspace::kSettingsFile;
    const std::string& settings = isSettings ? text : surroundings().settings;
    workspace::ReadSettings read = workspace::readSettings(settings);
    Snapshot snapshot;
    snapshot.settings = std::move(read.settings);
    snapshot.diagnostics = std::move(read.diagnostics);
    add(snapshot, std::string(workspace::kSettingsFile), FileKind::Settings, settings);
    if (withSchema)
        add(snapshot, "schema.cedarschema", FileKind::Schema, surroundings().schema);
    if (kind == FileKind::Links)
        add(snapshot, "templates.cedar", FileKind::Policies, surroundings().templates);
    if (!isSettings)
        add(snapshot, path, kind, text);
    const workspace::Loaded loaded = workspace::loadSetup(snapshot);
    Diagnostics all = loaded.diagnostics;
    const Diagnostics more = workspace::checkSetup(loaded, 1);
    all.insert(all.end(), more.begin(), more.end());
    std::vector<Said> said;
    for (const Diagnostic& diagnostic : all)
        said.push_back({diagnostic.code, rendered(diagnostic, snapshot.source(diagnostic.file))});
    return said;
}

/// As the policies of a workspace that is exported to each target.
std::vector<Said> asExport(const std::string& text)
{
    Snapshot snapshot;
    snapshot.settings = workspace::readSettings(surroundings().settings).settings;
    add(snapshot, "schema.cedarschema", FileKind::Schema, surroundings().schema);
    add(snapshot, "policy.cedar", FileKind::Policies, text);
    const workspace::Loaded loaded = workspace::loadSetup(snapshot);
    std::vector<Said> said;
    for (const char* target : {"agentcore", "verified-permissions"}) {
        auto profile = bundle::exportProfile(snapshot.settings, target);
        profile->gateway = "arn:aws:bedrock-agentcore:eu-central-1:111122223333:gateway/g";
        profile->gatewayTarget = "tools";
        const auto made = bundle::makeExport(*loaded.setup, snapshot, *profile);
        for (const Diagnostic& misfit : made->misfits)
            said.push_back({misfit.code, rendered(misfit, snapshot.source(misfit.file))});
    }
    return said;
}

std::vector<Said> asSchema(const std::string& text)
{
    const std::string file = text.starts_with('{') ? "schema.json" : "schema.cedarschema";
    return saidOf(cedar::readSchema(text, file).diagnostics, SourceText(file, text));
}

std::vector<Said> asStub(const std::string& text)
{
    const std::string file = "stub.cedarschema";
    const auto tools = mcp::parseToolList(R"({"tools": [{"name": "t", "inputSchema": {}}]})").tools;
    return saidOf(mcp::generateSchema(tools, cedar::parseSchemaText(text, file)).diagnostics,
                  SourceText(file, text));
}

std::vector<Said> asToolList(const std::string& text)
{
    return saidOf(mcp::parseToolList(text, "tools.json").diagnostics,
                  SourceText("tools.json", text));
}

std::vector<Said> asRequest(const std::string& text)
{
    const std::string file = "request.json";
    JsonDocument document = parseJson(text, file);
    const auto schema = cedar::readSchema(surroundings().schema).schema;
    if (document.root)
        (void)cedar::readRequest(*document.root, file, document.diagnostics, schema.get());
    return saidOf(document.diagnostics, SourceText(file, text));
}

std::vector<Said> asPolicyJson(const std::string& text)
{
    const std::string file = "policy.json";
    Diagnostics all = cedar::parsePolicyJson(text, "policy0", file).diagnostics;
    const Diagnostics ofSet = cedar::parsePolicySetJson(text, file).diagnostics;
    all.insert(all.end(), ofSet.begin(), ofSet.end());
    return saidOf(all, SourceText(file, text));
}

std::vector<Said> asAuthority(const std::string& text)
{
    std::vector<Said> said;
    for (const std::string file :
         {"tasks/task.json", "credentials/credential.json", "grants/grant.json", "entities.json"}) {
        Diagnostics diagnostics;
        authority::Objects objects;
        if (file.starts_with("tasks"))
            objects.tasks = authority::readTasks(text, file, diagnostics);
        else if (file.starts_with("credentials"))
            objects.credentials = authority::readCredentials(text, file, diagnostics);
        else if (file.starts_with("grants"))
            objects.grants = authority::readGrants(text, file, diagnostics);
        else if (auto store = cedar::EntityStore::build(cedar::parseEntities(text, file).entities))
            objects.actors = authority::readActors(**store, {"Agent", "User"}, diagnostics);
        const authority::Registry registry(std::move(objects), diagnostics);
        for (Said& one : saidOf(diagnostics, SourceText(file, text)))
            said.push_back(std::move(one));
    }
    return said;
}

/// Keeps nothing of a trace.
class NoSink final : public trace::EventSink {
public:
    Result<> take(trace::Event /*event*/) override { return {}; }
};

std::vector<Said> asTrace(const std::string& text)
{
    NoSink sink;
    std::vector<Said> said;
    if (const auto report = trace::importText(text, "run.trace.jsonl", {}, sink)) {
        for (const trace::Problem& problem : report->problems)
            said.push_back({problem.code, rendered(problem)});
    }
    return said;
}

/// As a query of a table of calls.
std::vector<Said> asFilter(const std::string& text)
{
    const std::string query = text.substr(0, text.find('\n'));
    return saidOf(replay::parseFilter(query, "query").diagnostics, SourceText("query", query));
}

/// As a file of the reviews, the tests, or of how traces are read.
std::vector<Said> asOtherFile(const std::string& text)
{
    std::vector<Said> said;
    const auto take = [&](const std::string& file, const Diagnostics& diagnostics) {
        for (Said& one : saidOf(diagnostics, SourceText(file, text)))
            said.push_back(std::move(one));
    };
    take("reviews.json", analysis::readReviews(text, "reviews.json").diagnostics);
    take("tests.json", analysis::readPolicyTests(text, "tests.json").diagnostics);
    take("mapping.json", trace::readMapping(text, "mapping.json").diagnostics);
    take("trust.json", bundle::readTrustFile(text, "trust.json").diagnostics);
    take("events.json", bundle::readStatusEvents(text, "events.json").diagnostics);
    take("redaction.json", trace::readRedactionRules(text, "redaction.json").diagnostics);
    return said;
}

/// As the argument of `remit evaluate`.
std::vector<Said> asExpression(const std::string& text)
{
    QProcess remit;
    remit.start(qEnvironmentVariable("REMIT_BIN_DIR") + "/remit",
                {"evaluate", QString::fromStdString(text).trimmed()});
    remit.waitForFinished();
    const std::string answer = remit.readAllStandardError().toStdString();
    const std::size_t open = answer.find('[');
    const std::size_t close = answer.find(']');
    if (close == std::string::npos)
        return {};
    return {{answer.substr(open + 1, close - open - 1), answer}};
}

using Reading = std::function<std::vector<Said>(const std::string&)>;

Reading inWorkspace(const std::string& path, FileKind kind, bool withSchema)
{
    return [=](const std::string& text) { return asFileOfWorkspace(text, path, kind, withSchema); };
}

std::vector<Reading> readingsOf(const std::string& language)
{
    if (language == "cedar")
        return {inWorkspace("policy.cedar", FileKind::Policies, true),
                inWorkspace("policy.cedar", FileKind::Policies, false), asExport};
    if (language == "cedarschema")
        return {asSchema, asStub};
    if (language == "jsonl")
        return {asTrace};
    if (language == "filter")
        return {asFilter};
    if (language == "sh")
        return {asExpression};
    return {inWorkspace("entities.json", FileKind::Entities, true),
            inWorkspace("entities.json", FileKind::Entities, false),
            inWorkspace("links.json", FileKind::Links, true),
            inWorkspace("links.json", FileKind::Links, false),
            inWorkspace("tools.json", FileKind::Tools, false),
            inWorkspace("remit.json", FileKind::Settings, false),
            asRequest,
            asPolicyJson,
            asSchema,
            asToolList,
            asAuthority,
            asTrace,
            asOtherFile};
}

} // namespace

std::vector<Said> readExample(const HelpPageText& page)
{
    std::vector<Said> everything;
    for (const Reading& reading : readingsOf(page.example()->language)) {
        std::vector<Said> said = reading(page.example()->text);
        const bool has = std::any_of(said.begin(), said.end(),
                                     [&page](const Said& one) { return one.code == page.code; });
        if (has)
            return said;
        std::move(said.begin(), said.end(), std::back_inserter(everything));
    }
    return everything;
}

} // namespace remit::test
