// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/bundle/export/export.h"
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/syntax/links_json.h"
#include "core/cedar/syntax/parser.h"
#include "core/replay/replay.h"
#include "core/trace/import.h"
#include "core/workspace/create.h"
#include "core/workspace/load.h"
#include "core/workspace/workspace.h"
#include "tests/conformance/oracle.h"
#include "tests/support/golden.h"
#include "tests/support/test_paths.h"

#include <QTemporaryDir>
#include <QTest>

#include <fmt/format.h>

#include <algorithm>
#include <set>

using namespace remit;

namespace {

namespace fs = std::filesystem;

/// A workspace of the tests or of the samples, loaded.
struct LoadedFolder {
    workspace::Snapshot snapshot;
    std::shared_ptr<const decision::Setup> setup;

    explicit LoadedFolder(const fs::path& folder)
    {
        auto opened = workspace::Workspace::open(folder);
        snapshot = opened.value().snapshot();
        workspace::Loaded loaded = workspace::loadSetup(snapshot);
        for (const Diagnostic& diagnostic : loaded.diagnostics)
            qWarning("%s: %s", diagnostic.file.c_str(), diagnostic.message.c_str());
        setup = std::move(loaded.setup);
    }

    [[nodiscard]] bundle::Export exported(const std::string& profile,
                                          std::vector<bundle::ExportedFile> more = {}) const
    {
        return bundle::makeExport(*setup, snapshot,
                                  bundle::exportProfile(snapshot.settings, profile).value(),
                                  std::move(more))
            .value();
    }
};

std::string contentOf(const std::vector<bundle::ExportedFile>& files, const std::string& path)
{
    for (const bundle::ExportedFile& file : files) {
        if (file.path == path)
            return file.content;
    }
    return {};
}

JsonValue parsed(const std::string& text)
{
    return parseJson(text).root.value_or(JsonValue{});
}

std::string textAt(const JsonValue& object, std::string_view key)
{
    const JsonValue* value = object.find(key);
    return value == nullptr ? std::string() : value->text;
}

std::string codesOf(const Diagnostics& diagnostics)
{
    std::set<std::string> codes;
    for (const Diagnostic& diagnostic : diagnostics)
        codes.insert(diagnostic.code);
    return joined(std::vector<std::string>(codes.begin(), codes.end()), " ");
}

/// All files of an export, one after another, for a golden file. Digests are another test's.
std::string shownFiles(const std::vector<bundle::ExportedFile>& files)
{
    std::string text;
    for (const bundle::ExportedFile& file : files) {
        if (file.path != "README.md" && file.path != "export.json")
            text += "=== " + file.path + "\n" + file.content;
    }
    return text;
}

/// An enforcement point that has nothing but the files of a plain export.
class PlainEngine {
public:
    explicit PlainEngine(const std::vector<bundle::ExportedFile>& files) : m_files(files)
    {
        m_listed = parsed(contentOf(files, "evaluations.json"));
        m_entities = cedar::EntityStore::build(
                         cedar::parseEntities(contentOf(files, "entities.json")).entities)
                         .value();
        for (const JsonMember& set : m_listed.find("policySets")->members)
            m_programs[set.key] = compiled(set.value);
    }

    [[nodiscard]] bool allows(const JsonValue& evaluation, const JsonValue& call)
    {
        Diagnostics diagnostics;
        const cedar::Request request{
            uid(textAt(evaluation, "principal")), uid(textAt(call, "action")),
            uid(textAt(call, "resource")),
            cedar::readContext(*call.find("context"), {}, diagnostics).value()};
        const auto program = m_programs.find(textAt(evaluation, "policySet"));
        return program != m_programs.end() &&
               authorize(*program->second, *m_entities, request, m_scratch).decision ==
                   cedar::Decision::Allow;
    }

    /// What evaluations.json says is asked for the chain of a call, in the words of the call.
    [[nodiscard]] std::string listedFor(const JsonValue& call) const
    {
        const JsonValue* chains = m_listed.find("chains");
        if (chains == nullptr)
            return "workspace by the acting agent\n";
        for (const JsonValue& chain : chains->items) {
            if (toJson(*chain.find("grants")) == toJson(*call.find("chain")))
                return evaluationsText(*chain.find("evaluations"));
        }
        return "no such chain";
    }
    static std::string evaluationsText(const JsonValue& list)
    {
        std::string text;
        for (const JsonValue& one : list.items)
            text += textAt(one, "policySet") + " by " + textAt(one, "principal") + "\n";
        return text;
    }

    static cedar::EntityUid uid(const std::string& text)
    {
        return cedar::parseEntityUid(text).value_or(cedar::EntityUid{"None", text});
    }

private:
    [[nodiscard]] std::shared_ptr<const cedar::Program> compiled(const JsonValue& set) const
    {
        cedar::PolicySet policies;
        for (cedar::Policy& policy :
             cedar::parsePolicies(contentOf(m_files, textAt(set, "text"))).policies)
            (void)policies.add(std::make_shared<const cedar::Policy>(std::move(policy)));
        const std::string links = contentOf(m_files, textAt(set, "links"));
        if (!links.empty()) {
            for (const cedar::Link& link : cedar::parseLinks(links).links)
                (void)policies.link(link);
        }
        return cedar::Program::compile(policies);
    }

    const std::vector<bundle::ExportedFile>& m_files;
    JsonValue m_listed;
    std::shared_ptr<const cedar::EntityStore> m_entities;
    std::map<std::string, std::shared_ptr<const cedar::Program>> m_programs;
    cedar::Scratch m_scratch;
};

/// The same question to real Cedar, from the JSON form of the policy sets.
std::string oracleCall(const std::vector<bundle::ExportedFile>& files, const JsonValue& listed,
                       const JsonValue& evaluation, const JsonValue& call)
{
    const JsonValue* set = listed.find("policySets")->find(textAt(evaluation, "policySet"));
    const JsonValue policies = parsed(contentOf(files, textAt(*set, "json")));
    const auto entity = [](const std::string& text) {
        const cedar::EntityUid uid = PlainEngine::uid(text);
        return fmt::format(R"({{"type":{},"id":{}}})", jsonQuoted(uid.type), jsonQuoted(uid.id));
    };
    return fmt::format(
        R"({{"op":"authorize","policies":{},"templates":{},"templateLinks":{},"principal":{},)"
        R"("action":{},"resource":{},"context":{},"entities":{}}})",
        toJson(*policies.find("staticPolicies")), toJson(*policies.find("templates")),
        toJson(*policies.find("templateLinks")), entity(textAt(evaluation, "principal")),
        entity(textAt(call, "action")), entity(textAt(call, "resource")),
        toJson(*call.find("context")), toJson(parsed(contentOf(files, "entities.json"))));
}

} // namespace

/// Export to what enforces policies today.
class TestExport : public QObject {
    Q_OBJECT

private slots:
    void everySampleDecidesTheSameThere_data()
    {
        QTest::addColumn<QString>("sample");
        for (const auto& sample : workspace::samples(test::sourceDir() / "samples"))
            QTest::newRow(sample.name.c_str()) << QString::fromStdString(sample.name);
    }
    /// Semantics, last section: AND the listed evaluations. A missing approval is a deny.
    void everySampleDecidesTheSameThere()
    {
        QFETCH(QString, sample);
        const fs::path folder = test::sourceDir() / "samples" / sample.toStdString();
        const LoadedFolder loaded(folder);
        auto read = trace::readTraces({folder / "traces"});
        QVERIFY(read);
        const replay::MemorySource source(std::move(read->events));
        const auto rows = replay::replay(decision::Decider(loaded.setup), source).value().rows;
        const bundle::Export made =
            loaded.exported("cedar", {bundle::exportedCalls(loaded.setup, source).value()});
        QVERIFY(made.fits());
        PlainEngine engine(made.files);

        const std::string text = contentOf(made.files, "calls.jsonl");
        std::size_t lines = 0;
        int decided = 0;
        for (const std::string_view line : split(text, '\n')) {
            if (line.empty())
                continue;
            const JsonValue call = parsed(std::string(line));
            ++lines;
            const auto step = call.find("step")->asInt64();
            const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& each) {
                return each.run == textAt(call, "run") && each.step == step;
            });
            QVERIFY(row != rows.end());
            const bool allowed = row->verdict == decision::Verdict::Allow;
            if (textAt(call, "decidedBy") != "evaluations") {
                QVERIFY2(!allowed, std::string(line).c_str());
                QCOMPARE(textAt(call, "decision"), std::string("deny"));
                continue;
            }
            ++decided;
            bool all = true;
            for (const JsonValue& evaluation : call.find("evaluations")->items) {
                const bool allows = engine.allows(evaluation, call);
                QCOMPARE(textAt(evaluation, "decision"), std::string(allows ? "allow" : "deny"));
                all = all && allows;
            }
            QVERIFY2(all == allowed, std::string(line).c_str());
            QCOMPARE(textAt(call, "decision"), std::string(all ? "allow" : "deny"));
            if (loaded.setup->authority == decision::Authority::Modelled)
                QCOMPARE(engine.listedFor(call),
                         PlainEngine::evaluationsText(*call.find("evaluations")));
        }
        QCOMPARE(lines, rows.size());
        QVERIFY(decided > 0);
        qInfo("%d of %zu calls are decided by the evaluations", decided, rows.size());
    }

    void realCedarDecidesTheSame_data() { everySampleDecidesTheSameThere_data(); }
    void realCedarDecidesTheSame()
    {
        const auto oracle = conformance::Oracle::find();
        if (!oracle)
            QSKIP(oracle.error().message.c_str());
        QFETCH(QString, sample);
        const fs::path folder = test::sourceDir() / "samples" / sample.toStdString();
        const LoadedFolder loaded(folder);
        auto read = trace::readTraces({folder / "traces"});
        QVERIFY(read);
        const replay::MemorySource source(std::move(read->events));
        const bundle::Export made =
            loaded.exported("cedar", {bundle::exportedCalls(loaded.setup, source).value()});
        const JsonValue listed = parsed(contentOf(made.files, "evaluations.json"));

        std::vector<std::string> questions;
        std::vector<std::string> expected;
        const std::string text = contentOf(made.files, "calls.jsonl");
        for (const std::string_view line : split(text, '\n')) {
            const JsonValue call = parsed(std::string(line));
            if (textAt(call, "decidedBy") != "evaluations")
                continue;
            for (const JsonValue& evaluation : call.find("evaluations")->items) {
                questions.push_back(oracleCall(made.files, listed, evaluation, call));
                expected.push_back(textAt(evaluation, "decision"));
            }
        }
        const auto answers = oracle->ask(questions);
        QVERIFY2(answers, answers ? "" : answers.error().message.c_str());
        for (std::size_t i = 0; i < questions.size(); ++i) {
            const auto answer = conformance::readAuthorizeAnswer((*answers)[i]);
            QVERIFY2(answer, answer ? "" : answer.error().message.c_str());
            const bool allow = answer->decision == cedar::Decision::Allow;
            QVERIFY2(expected[i] == (allow ? "allow" : "deny"), questions[i].c_str());
        }
        qInfo("%zu evaluations agree with Cedar", questions.size());
    }

    void filesAreAsAgreed_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("profile");
        QTest::newRow("gateway") << "gateway"
                                 << "desk";
        QTest::newRow("policy store") << "store"
                                      << "verified-permissions";
        QTest::newRow("plain") << "store"
                               << "cedar";
    }
    void filesAreAsAgreed()
    {
        QFETCH(QString, folder);
        QFETCH(QString, profile);
        const LoadedFolder loaded(m_golden / folder.toStdString());
        const bundle::Export made = loaded.exported(profile.toStdString());
        QVERIFY2(made.fits(), codesOf(made.misfits).c_str());
        std::string text;
        for (const Diagnostic& misfit : made.misfits)
            text += rendered(misfit, loaded.snapshot.source(misfit.file)) + "\n";
        text += shownFiles(made.files);
        const std::string name = folder.toStdString() + "." + profile.toStdString() + ".txt";
        QCOMPARE(test::compareWithGolden(m_golden / name, text).c_str(), "");
    }

    /// The translated policies decide as ours do: claims are the agent's attributes.
    void aGatewayDecidesTheSame_data()
    {
        QTest::addColumn<QString>("agent");
        QTest::addColumn<QString>("desk");
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QString>("resource");
        QTest::addColumn<QString>("input");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char* name, const char* agent, const char* desk, const char* tool,
                            const char* resource, const char* input, bool allowed) {
            QTest::newRow(name) << agent << desk << tool << resource << input << allowed;
        };
        row("small", "a", "returns", "refund", "Order::\"A-1\"",
            R"({"order":"A-1","amount":5000,"currency":"EUR"})", true);
        row("large", "a", "returns", "refund", "Order::\"A-1\"",
            R"({"order":"A-1","amount":5001,"currency":"EUR"})", false);
        row("another desk", "a", "sales", "refund", "Order::\"A-1\"",
            R"({"order":"A-1","amount":1,"currency":"EUR"})", false);
        row("no desk", "a", "", "refund", "Order::\"A-1\"",
            R"({"order":"A-1","amount":1,"currency":"EUR"})", false);
        row("frozen", "a", "returns", "refund", "Order::\"A-17\"",
            R"({"order":"A-17","amount":1,"currency":"EUR"})", false);
        row("search", "helper", "", "search_orders", "Shop::\"web\"", R"({"text":"x"})", true);
        row("search of another", "a", "", "search_orders", "Shop::\"web\"", R"({"text":"x"})",
            false);
        row("weigh", "a", "", "weigh", "Tool::\"weigh\"",
            R"({"kilos":{"__extn":{"fn":"decimal","arg":"2.5"}}})", true);
    }
    void aGatewayDecidesTheSame()
    {
        QFETCH(QString, agent);
        QFETCH(QString, desk);
        QFETCH(QString, tool);
        QFETCH(QString, resource);
        QFETCH(QString, input);
        QFETCH(bool, allowed);
        const LoadedFolder loaded(m_golden / "gateway");
        const bundle::Export made = loaded.exported("desk");
        std::string all;
        for (const bundle::ExportedFile& file : made.files)
            all += file.path.ends_with(".cedar") ? file.content + "\n" : "";
        cedar::PolicySet there;
        for (cedar::Policy& policy : cedar::parsePolicies(all).policies)
            QVERIFY(there.add(std::make_shared<const cedar::Policy>(std::move(policy))));

        const std::string id = agent.toStdString();
        cedar::Attributes claims;
        if (!desk.isEmpty())
            claims.emplace("desk", cedar::Value::string(desk.toStdString()));
        Diagnostics diagnostics;
        const cedar::Value arguments =
            cedar::readContext(parsed(input.toStdString()), {}, diagnostics).value();
        const cedar::Value now = cedar::Value::datetime({1'790'000'000'000});
        const cedar::Value system = cedar::Value::record({{"now", now}});

        cedar::Scratch scratch;
        const auto here = cedar::EntityStore::build({{{"Agent", id}, claims, {}, {}}}).value();
        const auto ours = authorize(*loaded.setup->program, *here,
                                    {{"Agent", id},
                                     {"Action", tool.toStdString()},
                                     PlainEngine::uid(resource.toStdString()),
                                     cedar::Value::record({{"input", arguments}, {"now", now}})},
                                    scratch);
        const auto gateway =
            cedar::EntityStore::build({{{"AgentCore::OAuthUser", id}, {}, {}, claims}}).value();
        const auto theirs =
            authorize(*cedar::Program::compile(there), *gateway,
                      {{"AgentCore::OAuthUser", id},
                       {"AgentCore::Action", "orders___" + tool.toStdString()},
                       {"AgentCore::Gateway", loaded.snapshot.settings.exportProfiles[0].gateway},
                       cedar::Value::record({{"input", arguments}, {"system", system}})},
                      scratch);
        QCOMPARE(ours.decision == cedar::Decision::Allow, allowed);
        QCOMPARE(theirs.decision == cedar::Decision::Allow, allowed);
    }

    void whatDoesNotFitIsListed_data()
    {
        QTest::addColumn<QString>("sample");
        QTest::addColumn<QString>("profile");
        QTest::addColumn<QString>("codes");
        QTest::newRow("delegation, gateway")
            << "payments-agent"
            << "agentcore"
            << "export/claim export/fact-not-supplied export/identity export/needs-entities "
               "export/one-policy-set";
        QTest::newRow("delegation, store") << "payments-agent"
                                           << "verified-permissions"
                                           << "export/no-schema export/one-policy-set";
        QTest::newRow("provenance, gateway") << "agentdojo-guardrails"
                                             << "agentcore"
                                             << "export/fact-not-supplied export/needs-entities";
        QTest::newRow("provenance, store") << "agentdojo-guardrails"
                                           << "verified-permissions"
                                           << "export/no-schema";
    }
    void whatDoesNotFitIsListed()
    {
        QFETCH(QString, sample);
        QFETCH(QString, profile);
        QFETCH(QString, codes);
        const LoadedFolder loaded(test::sourceDir() / "samples" / sample.toStdString());
        auto settings = bundle::exportProfile(loaded.snapshot.settings, profile.toStdString());
        QVERIFY(settings);
        settings->gateway = "arn:aws:bedrock-agentcore:eu-central-1:111122223333:gateway/g";
        settings->gatewayTarget = "tools";
        const auto made = bundle::makeExport(*loaded.setup, loaded.snapshot, *settings);
        QVERIFY(made);
        QCOMPARE(codesOf(made->misfits).c_str(), qPrintable(codes));
        QCOMPARE(made->files.empty(), hasErrors(made->misfits));
    }

    void factsOfAProfileAreTheLimit()
    {
        const LoadedFolder loaded(test::sourceDir() / "samples" / "payments-agent");
        workspace::ExportProfile profile =
            bundle::exportProfile(loaded.snapshot.settings, "cedar").value();
        profile.facts = {"input", "approvals", "session.labels"};
        const auto made = bundle::makeExport(*loaded.setup, loaded.snapshot, profile);
        QVERIFY(made && !made->fits());
        for (const Diagnostic& misfit : made->misfits)
            QVERIFY2(misfit.message.find("context.session.calls") != std::string::npos,
                     misfit.message.c_str());
        profile.facts.emplace_back("session");
        QVERIFY(bundle::makeExport(*loaded.setup, loaded.snapshot, profile)->fits());
    }

    void limitsAreTold_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::addColumn<QString>("profile");
        QTest::addColumn<QString>("codes");
        QTest::newRow("fits") << 9000 << "desk"
                              << "export/claim export/identity";
        QTest::newRow("too long for a gateway") << 11000 << "desk"
                                                << "export/claim export/identity export/too-large";
        QTest::newRow("too long for a store") << 11000 << "verified-permissions"
                                              << "export/no-schema export/too-large";
    }
    void limitsAreTold()
    {
        QFETCH(int, bytes);
        QFETCH(QString, profile);
        QFETCH(QString, codes);
        LoadedFolder loaded(m_golden / "gateway");
        const std::string policy =
            "permit (principal, action == Action::\"search_orders\", resource)\nwhen { "
            "context.input.text like \"" +
            std::string(static_cast<std::size_t>(bytes), 'x') + "*\" };";
        loaded.snapshot.files["policies/long.cedar"] = {
            workspace::FileKind::Policies, std::make_shared<const std::string>(policy)};
        loaded.setup = workspace::loadSetup(loaded.snapshot).setup;
        QCOMPARE(codesOf(loaded.exported(profile.toStdString()).misfits).c_str(),
                 qPrintable(codes));
    }

    /// A number is a decimal there, and `<=` compares Longs.
    void whatTheGatewayWouldNotAcceptIsFound()
    {
        LoadedFolder loaded(m_golden / "gateway");
        loaded.snapshot.files["policies/more.cedar"] = {
            workspace::FileKind::Policies,
            std::make_shared<const std::string>(
                "permit (principal, action == Action::\"weigh\", resource)\n"
                "when { context.input.kilos <= 30 };")};
        loaded.setup = workspace::loadSetup(loaded.snapshot).setup;
        const bundle::Export made = loaded.exported("desk");
        QVERIFY(!made.fits());
        QVERIFY(made.files.empty());
        QCOMPARE(codesOf(made.misfits),
                 std::string("export/claim export/identity export/not-valid-there"));
    }

    void annotationsStayOrGo()
    {
        const LoadedFolder loaded(m_golden / "store");
        workspace::ExportProfile profile =
            bundle::exportProfile(loaded.snapshot.settings, "cedar").value();
        const auto policies = [&] {
            const auto made = bundle::makeExport(*loaded.setup, loaded.snapshot, profile);
            return contentOf(made->files, "policies.cedar") +
                   contentOf(made->files, "policies.json");
        };
        QVERIFY(policies().find("Everybody reads") != std::string::npos);
        profile.keepAnnotations = false;
        QVERIFY(policies().find("Everybody reads") == std::string::npos);
        QVERIFY(policies().find("@id") == std::string::npos);
    }

    void anExportReplacesAnEarlierOneAndNothingElse()
    {
        const QTemporaryDir dir;
        const fs::path folder = fs::path(dir.path().toStdString()) / "out";
        QVERIFY(
            bundle::writeExport(folder, {{"a/b.txt", "1"}, {"export.json", manifest("a/b.txt")}}));
        QCOMPARE(test::readAll(folder / "a/b.txt"), std::string("1"));
        QVERIFY(bundle::writeExport(folder, {{"c.txt", "2"}, {"export.json", manifest("c.txt")}}));
        QVERIFY(!fs::exists(folder / "a"));
        QCOMPARE(test::readAll(folder / "c.txt"), std::string("2"));
        test::writeAll(folder / "mine.txt", "mine");
        const auto refused = bundle::writeExport(folder, {{"c.txt", "3"}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Usage);
        QCOMPARE(test::readAll(folder / "c.txt"), std::string("2"));
        QCOMPARE(std::distance(fs::directory_iterator(dir.path().toStdString()),
                               fs::directory_iterator{}),
                 std::ptrdiff_t(1));
    }

    void profilesAreFoundByName()
    {
        const LoadedFolder loaded(m_golden / "gateway");
        QCOMPARE(bundle::exportProfile(loaded.snapshot.settings, "desk")->target,
                 workspace::ExportTarget::AgentCore);
        const auto wrong = bundle::exportProfile(loaded.snapshot.settings, "agentcor");
        QVERIFY(!wrong);
        QVERIFY(wrong.error().hint.find("Did you mean agentcore?") != std::string::npos);
        const auto bare = bundle::makeExport(
            *loaded.setup, loaded.snapshot,
            bundle::exportProfile(loaded.snapshot.settings, "agentcore").value());
        QVERIFY(!bare);
        QVERIFY(bare.error().hint.find("--gateway ARN") != std::string::npos);
    }

private:
    static std::string manifest(const std::string& file)
    {
        return "{\"export\": 1, \"files\": {" + jsonQuoted(file) + ": \"\"}}";
    }

    const fs::path m_golden = test::sourceDir() / "tests/golden/bundle";
};

QTEST_GUILESS_MAIN(TestExport)
#include "tst_export.moc"
