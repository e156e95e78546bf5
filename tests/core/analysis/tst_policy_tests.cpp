// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/policy_tests/run.h"
#include "core/base/text.h"
#include "core/trace/import.h"
#include "core/workspace/load.h"
#include "core/workspace/workspace.h"
#include "tests/core/decision/made_setup.h"
#include "tests/support/json_schema.h"
#include "tests/support/test_paths.h"

#include <QtTest>

using namespace remit;
using analysis::PolicyTest;
using analysis::TestResult;

namespace {

const char* const kPolicies = "@id(\"small\") permit (principal, action, resource) when { "
                              "context.input.amount <= 100 };"
                              "@id(\"never-eve\") forbid (principal, action, resource) when { "
                              "context.input.to == \"eve\" };";

std::string request(const char* amount, const char* to)
{
    return std::string("\"request\": {\"principal\": \"Agent::\\\"a\\\"\", \"action\": "
                       "\"Action::\\\"pay\\\"\", \"resource\": \"Tool::\\\"pay\\\"\", "
                       "\"context\": {\"input\": {\"amount\": ") +
           amount + ", \"to\": \"" + to + "\"}}}";
}

std::string testOf(const std::string& subject, const std::string& expect)
{
    return "[{\"name\": \"t\", " + subject + ", \"expect\": {" + expect + "}}]";
}

/// A run with two calls: a small payment, and one to eve.
Result<std::vector<trace::Event>> twoCalls(const std::string& path)
{
    if (path != "traces/two.trace.jsonl")
        return failure(ErrorCode::NotFound, "There is no " + path + ".");
    test::MadeRun run("r");
    run.call("pay", "{\"amount\": 5, \"to\": \"bob\"}")
        .call("pay", "{\"amount\": 5, \"to\": \"eve\"}");
    return run.events();
}

TestResult outcome(const std::string& text)
{
    const auto read = analysis::readPolicyTests(text);
    if (read.tests.size() != 1)
        throw std::runtime_error("not one test");
    return analysis::runPolicyTests(test::makeSetup(kPolicies), read.tests, twoCalls)->front();
}

std::string codes(const std::string& text)
{
    std::vector<std::string> all;
    for (const Diagnostic& diagnostic : analysis::readPolicyTests(text).diagnostics)
        all.push_back(diagnostic.code);
    return joined(all, " ");
}

} // namespace

class TestPolicyTests : public QObject {
    Q_OBJECT
private slots:
    void aRequestIsPutToThePolicies()
    {
        QVERIFY(
            outcome(testOf(request("100", "bob"),
                           "\"verdict\": \"allow\", \"crossings\": [], \"reason\": [\"small\"]"))
                .passed);
        QVERIFY(outcome(testOf(request("101", "bob"),
                               "\"verdict\": \"deny\", \"crossings\": [\"not-permitted\"]"))
                    .passed);
        QVERIFY(outcome(testOf(request("1", "eve"), "\"verdict\": \"deny\", \"crossings\": "
                                                    "[\"forbidden\"], \"reason\": [\"never-eve\"]"))
                    .passed);
    }
    void whatDiffersIsTold()
    {
        const TestResult result =
            outcome(testOf(request("1", "eve"), "\"verdict\": \"allow\", \"reason\": [\"small\"]"));
        QVERIFY(!result.passed);
        QCOMPARE(result.differences.size(), std::size_t{2});
        QVERIFY(result.differences[0].starts_with(
            "The verdict is deny, and allow was expected. Forbidden by"));
        QCOMPARE(result.differences[1],
                 std::string("Deciding policies: never-eve; expected: small."));
    }
    void aStepOfATraceIsReplayed()
    {
        const std::string step = "\"trace\": \"traces/two.trace.jsonl\", \"step\": ";
        QVERIFY(outcome(testOf(step + "0", "\"verdict\": \"allow\"")).passed);
        QVERIFY(outcome(testOf(step + "1", "\"verdict\": \"deny\"")).passed);
        QCOMPARE(outcome(testOf(step + "2", "\"verdict\": \"deny\"")).differences.front(),
                 std::string("The run `r` of traces/two.trace.jsonl has no step 2."));
        QVERIFY(!outcome(testOf("\"trace\": \"traces/x\", \"step\": 0", "\"verdict\": \"deny\""))
                     .passed);
    }
    void aTestMadeOfAStepPasses()
    {
        const TestResult denied = outcome(
            testOf("\"trace\": \"traces/two.trace.jsonl\", \"step\": 1", "\"verdict\": \"deny\""));
        const std::string made = analysis::testOfCall(*denied.verdict, "traces/two.trace.jsonl");
        const TestResult again = outcome("[\n" + made + "\n]");
        QVERIFY2(again.passed, made.c_str());
        QVERIFY(made.find("\"reason\": [\"never-eve\"]") != std::string::npos);
    }

    void whatIsWrongInAFileIsTold()
    {
        QCOMPARE(codes("{}"), std::string("json/wrong-kind"));
        QCOMPARE(codes(testOf("\"step\": 1", "\"verdict\": \"deny\"")),
                 std::string("tests/no-subject"));
        QCOMPARE(codes(testOf(request("1", "x") + ", \"step\": 1", "\"verdict\": \"deny\"")),
                 std::string("tests/no-subject"));
        QCOMPARE(codes(testOf(request("1", "x"), "\"verdict\": \"denied\"")),
                 std::string("tests/unknown-word"));
        QCOMPARE(codes(testOf(request("1", "x"),
                              "\"verdict\": \"deny\", \"crossings\": [\"forbiden\"]")),
                 std::string("tests/unknown-word"));
        const std::string one =
            "{\"name\": \"t\", " + request("1", "x") + ", \"expect\": {\"verdict\": \"deny\"}}";
        QCOMPARE(codes("[" + one + ", " + one + "]"), std::string("tests/duplicate-name"));
    }
    void schemaAndReaderAgree()
    {
        const JsonValue schema =
            *parseJson(test::readAll(test::sourceDir() / "resources/schemas/tests.schema.json"))
                 .root;
        for (const char* const file : {"boundaries.json", "requests.json"}) {
            const auto path = test::sourceDir() / "samples/payments-agent/tests" / file;
            const JsonValue tests = *parseJson(test::readAll(path)).root;
            QCOMPARE(test::schemaViolation(schema, tests), std::string());
        }
    }

    /// Every sample passes its own tests, and has some.
    void samplesPassTheirTests_data()
    {
        QTest::addColumn<QString>("folder");
        for (const auto& entry : std::filesystem::directory_iterator(test::sourceDir() / "samples"))
            QTest::newRow(entry.path().filename().c_str()) << QString(entry.path().c_str());
    }
    void samplesPassTheirTests()
    {
        QFETCH(QString, folder);
        auto workspace = workspace::Workspace::open(folder.toStdString());
        QVERIFY(workspace.has_value());
        const workspace::Snapshot snapshot = workspace->snapshot();
        const workspace::Loaded loaded = loadSetup(snapshot);
        QVERIFY(loaded.ok());
        std::vector<PolicyTest> tests;
        for (const std::string& path : snapshot.paths(workspace::FileKind::Tests)) {
            const auto read = analysis::readPolicyTests(*snapshot.files.at(path).text, path);
            QVERIFY(read.diagnostics.empty());
            tests.insert(tests.end(), read.tests.begin(), read.tests.end());
        }
        QVERIFY(!tests.empty());
        const auto results = analysis::runPolicyTests(
            loaded.setup, tests, [&](const std::string& path) -> Result<std::vector<trace::Event>> {
                auto read = trace::readTraces({workspace->absolute(path)}, {}, {});
                if (!read)
                    return tl::unexpected<Error>(read.error());
                return std::move(read->events);
            });
        for (std::size_t i = 0; i < tests.size(); ++i)
            QVERIFY2((*results)[i].passed,
                     (tests[i].name + ": " + joined((*results)[i].differences, " ")).c_str());
    }
};

QTEST_APPLESS_MAIN(TestPolicyTests)
#include "tst_policy_tests.moc"
