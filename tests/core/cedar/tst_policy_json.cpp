// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/cedar/syntax/links_json.h"
#include "core/cedar/syntax/parser.h"
#include "core/cedar/syntax/policy_json.h"
#include "core/cedar/syntax/printer.h"
#include "tests/support/test_paths.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <set>

using namespace remit;
using namespace remit::cedar;

namespace {

std::string codes(const Diagnostics& diagnostics)
{
    std::string result;
    for (const Diagnostic& diagnostic : diagnostics)
        result += (result.empty() ? "" : " ") + diagnostic.code;
    return result;
}

std::string withBody(const std::string& body)
{
    return R"({"effect":"permit","principal":{"op":"All"},"action":{"op":"All"},)"
           R"("resource":{"op":"All"},"conditions":[{"kind":"when","body":)" +
           body + "}]}";
}

std::string withScope(const std::string& principal, const std::string& action)
{
    return R"({"effect":"permit","principal":)" + principal + R"(,"action":)" + action +
           R"(,"resource":{"op":"All"},"conditions":[]})";
}

/// The distinct policy texts of the conformance corpus, read once.
const std::set<std::string>& corpus(const std::filesystem::path& folder)
{
    static std::set<std::string> texts;
    if (!texts.empty())
        return texts;
    for (const char* file : {"authorize.jsonl", "history.jsonl"}) {
        const std::string lines = test::readAll(folder / file);
        for (const std::string_view line : split(lines, '\n')) {
            if (line.empty())
                continue;
            const JsonDocument document = parseJson(line);
            if (document.root && document.root->find("policies") != nullptr)
                texts.insert(document.root->find("policies")->text);
        }
    }
    return texts;
}

/// Where the npm package of the reference lies: $CEDAR_NPM, else build/oracle of the project.
std::optional<QString> oraclePackage()
{
    QString folder = qEnvironmentVariable("CEDAR_NPM");
    if (folder.isEmpty())
        folder = QString::fromStdString((test::sourceDir() / "build/oracle").string());
    if (!QFileInfo::exists(folder + "/node_modules/@cedar-policy"))
        return std::nullopt;
    return folder;
}

/// One call of the oracle on a line; answers in the same order.
QByteArray askOracle(const QString& package, const std::filesystem::path& script,
                     const QByteArray& calls)
{
    QTemporaryDir folder;
    QFile input(folder.filePath("calls.jsonl"));
    if (!input.open(QIODevice::WriteOnly))
        return {};
    input.write(calls);
    input.close();
    QProcess node;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("CEDAR_NPM", package);
    node.setProcessEnvironment(environment);
    node.setStandardInputFile(input.fileName());
    node.start("node", {QString::fromStdString(script.string())});
    if (!node.waitForFinished(240'000))
        return {};
    return node.readAllStandardOutput();
}

} // namespace

Q_DECLARE_METATYPE(std::string)

class TestPolicyJson : public QObject {
    Q_OBJECT

private slots:
    void writesAsTheReference_data();
    void writesAsTheReference();
    void readsWhatTheReferenceReads_data();
    void readsWhatTheReferenceReads();
    void rejectsStrictly_data();
    void rejectsStrictly();
    void readsWholeSets();
    void rejectsMixedSets_data();
    void rejectsMixedSets();
    void survivesLongChains();
    void boundsNesting();
    void readsLinks();
    void rejectsBadLinks_data();
    void rejectsBadLinks();
    void printsAndReadsTheCorpus();
    void agreesWithTheOracleOnTheCorpus();
};

void TestPolicyJson::writesAsTheReference_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("json");
    const auto row = [](const std::string& text, const std::string& body) {
        QTest::newRow(text.c_str()) << text << body;
    };
    row("--5", R"({"neg":{"arg":{"Value":-5}}})");
    row("1 != 2", R"({"!=":{"left":{"Value":1},"right":{"Value":2}}})");
    row("true && false && true",
        R"({"&&":{"left":{"&&":{"left":{"Value":true},"right":{"Value":false}}},"right":{"Value":true}}})");
    row("context has a.b", R"({"has":{"left":{"Var":"context"},"attr":["a","b"]}})");
    row("context has \"a b\"", R"({"has":{"left":{"Var":"context"},"attr":"a b"}})");
    row("context like \"a*\\*\"",
        R"({"like":{"left":{"Var":"context"},"pattern":[{"Literal":"a"},"Wildcard",{"Literal":"*"}]}})");
    row("principal is User in resource",
        R"({"is":{"left":{"Var":"principal"},"entity_type":"User","in":{"Var":"resource"}}})");
    row("ip(\"a\").isInRange(ip(\"b\"))",
        R"({"isInRange":[{"ip":[{"Value":"a"}]},{"ip":[{"Value":"b"}]}]})");
    row("[1].contains(User::\"a\")",
        R"({"contains":{"left":{"Set":[{"Value":1}]},"right":{"Value":{"__entity":{"type":"User","id":"a"}}}}})");
    row("{\"a b\": 1}.isEmpty()", R"({"isEmpty":{"arg":{"Record":{"a b":{"Value":1}}}}})");
    row("if true then context.a else context[\"b c\"]",
        R"({"if-then-else":{"if":{"Value":true},"then":{".":{"left":{"Var":"context"},"attr":"a"}},"else":{".":{"left":{"Var":"context"},"attr":"b c"}}}})");
}

void TestPolicyJson::writesAsTheReference()
{
    QFETCH(std::string, text);
    QFETCH(std::string, json);
    const ParsedExpr parsed = parseExpression(text);
    QCOMPARE(toJson(*parsed.expr), json);
    const ParsedPolicyJson back = parsePolicyJson(withBody(json));
    QCOMPARE(codes(back.diagnostics), std::string());
    QVERIFY(sameTree(*back.policy->conditions[0].body, *parsed.expr));
}

void TestPolicyJson::readsWhatTheReferenceReads_data()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<std::string>("text");
    const auto row = [](const std::string& json, const std::string& text) {
        QTest::newRow(json.c_str()) << json << text;
    };
    const std::string any = "permit (principal, action, resource)";
    const auto body = [&row, &any](const std::string& json, const std::string& text) {
        row(withBody(json), any + "\nwhen { " + text + " };");
    };
    const std::string all = R"({"op":"All"})";
    body(R"({"Value":[1,{"__entity":{"type":"User","id":"a"}}]})", "[1, User::\"a\"]");
    body(R"({"Value":{"a":1,"b":[]}})", "{a: 1, b: []}");
    body(R"({"Value":{"__extn":{"fn":"ip","arg":"1.1.1.1"}}})", "ip(\"1.1.1.1\")");
    body(R"({"Value":{"__entity":{"type":"User","id":"a"},"x":1}})",
         "{__entity: {type: \"User\", id: \"a\"}, x: 1}");
    body(R"({"Value":{"__entity":"x"}})", "{__entity: \"x\"}");
    body(R"({"has":{"left":{"Value":true},"attr":["if"]}})", "true has \"if\"");
    body(R"({"like":{"left":{"Var":"context"},"pattern":["Wildcard",{"Literal":"ab*"}]}})",
         "context like \"*ab\\*\"");
    body(R"({"neg":{"arg":{"Value":-9223372036854775808}}})", "-(-9223372036854775808)");
    row(withScope(R"({"op":"==","entity":{"__entity":{"type":"User","id":"a"}}})", all),
        "permit (principal == User::\"a\", action, resource);");
    row(withScope(R"({"op":"is","entity_type":"User","in":{"slot":"?principal"}})", all),
        "permit (principal is User in ?principal, action, resource);");
    row(withScope(R"({"op":"all"})", R"({"op":"in","entities":[]})"),
        "permit (principal, action in [], resource);");
}

void TestPolicyJson::readsWhatTheReferenceReads()
{
    QFETCH(std::string, json);
    QFETCH(std::string, text);
    const ParsedPolicyJson parsed = parsePolicyJson(json);
    QCOMPARE(codes(parsed.diagnostics), std::string());
    QVERIFY(sameTree(*parsed.policy, parsePolicies(text).policies.at(0)));
    QVERIFY(sameTree(*parsed.policy, parsePolicies(toText(*parsed.policy)).policies.at(0)));
}

void TestPolicyJson::rejectsStrictly_data()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<std::string>("code");
    const auto row = [](const std::string& json, const char* code) {
        QTest::newRow(json.c_str()) << json << std::string(code);
    };
    const auto body = [&row](const std::string& json, const char* code) {
        row(withBody(json), code);
    };
    const std::string all = R"({"op":"All"})";
    body("{}", "policy-json/expression-keys");
    body(R"({"Value":1,"Var":"principal"})", "policy-json/expression-keys");
    body("\"principal\"", "policy-json/wrong-kind");
    body(R"({"Value":null})", "policy-json/null");
    body(R"({"Value":1.5})", "policy-json/invalid-number");
    body(R"({"Value":9223372036854775808})", "policy-json/invalid-number");
    body(R"({"Value":{"__expr":"1"}})", "policy-json/expr-escape");
    body(R"({"Value":{"__entity":{"type":"A:: B","id":"a"}}})", "policy-json/invalid-type");
    body(R"({"Value":{"__extn":{"fn":"foo","arg":"1"}}})", "policy-json/unknown-operator");
    body(R"({"Var":"foo"})", "policy-json/unknown-variable");
    body(R"({"Slot":"?principal"})", "policy-json/slot-in-condition");
    body(R"({"!":{"arg":{"Value":true},"x":1}})", "json/unknown-member");
    body(R"({"==":{"left":{"Value":1}}})", "json/missing-member");
    body(R"({"has":{"left":{"Value":1},"attr":[]}})", "policy-json/invalid-attribute");
    body(R"({"has":{"left":{"Value":1},"attr":["a","b c"]}})", "policy-json/invalid-attribute");
    body(R"({"like":{"left":{"Value":1},"pattern":"a*"}})", "policy-json/wrong-kind");
    body(R"({"like":{"left":{"Value":1},"pattern":["a"]}})", "policy-json/invalid-pattern");
    body(R"({"is":{"left":{"Value":1},"entity_type":"in"}})", "policy-json/invalid-type");
    body(R"({"foo":[{"Value":1}]})", "policy-json/unknown-operator");
    body(R"({"isIpv4":[]})", "policy-json/missing-receiver");
    body(R"({"ip":{"Value":1}})", "policy-json/wrong-kind");
    body(R"({"Record":{"a":{"Value":1},"a":{"Value":2}}})", "json/duplicate-key");
    row(withScope(R"({"op":"==","slot":"?resource"})", all), "policy-json/invalid-slot");
    row(withScope(R"({"op":"=="})", all), "policy-json/invalid-scope");
    row(withScope(R"({"op":"<"})", all), "policy-json/invalid-scope");
    row(withScope(R"({"op":"==","entity":"User::\"a\""})", all), "policy-json/invalid-entity");
    row(withScope(all, R"({"op":"is","entity_type":"Action"})"), "policy-json/invalid-scope");
    row(withScope(all, R"({"op":"==","entity":{"type":"User","id":"a"}})"),
        "policy-json/invalid-action-type");
    row(R"({"effect":"Permit","principal":{"op":"All"},"action":{"op":"All"},"resource":{"op":"All"},"conditions":[]})",
        "policy-json/unknown-effect");
    row(R"({"effect":"permit"})", "json/missing-member");
    row("[]", "json/wrong-kind");
    row("{", "json/");
}

void TestPolicyJson::rejectsStrictly()
{
    QFETCH(std::string, json);
    QFETCH(std::string, code);
    const ParsedPolicyJson parsed = parsePolicyJson(json, "p", "a.json");
    QVERIFY(!parsed.policy.has_value());
    QVERIFY(!parsed.diagnostics.empty());
    const std::string found = codes(parsed.diagnostics);
    QVERIFY2(found.find(code) != std::string::npos, found.c_str());
    for (const Diagnostic& diagnostic : parsed.diagnostics) {
        QCOMPARE(diagnostic.file, std::string("a.json"));
        QVERIFY(diagnostic.span.end <= json.size());
    }
}

void TestPolicyJson::readsWholeSets()
{
    PolicySet set;
    ParsedPolicies parsed = parsePolicies("@id(\"x\") @k permit(principal, action, resource);"
                                          "forbid(principal == ?principal, action, resource);");
    for (Policy& policy : parsed.policies)
        QVERIFY(set.add(std::make_shared<Policy>(std::move(policy))).has_value());
    QVERIFY(set.link({"l", "policy1", EntityUid{"User", "a"}, std::nullopt}).has_value());
    const ParsedPolicySetJson back = parsePolicySetJson(toJson(set));
    QCOMPARE(codes(back.diagnostics), std::string());
    QCOMPARE(back.policies.size(), std::size_t(2));
    QVERIFY(sameTree(back.policies[0], *set.policies()[0]));
    QVERIFY(!back.policies[0].annotations[1].hasValue);
    QVERIFY(sameTree(back.policies[1], *set.policies()[1]));
    QCOMPARE(back.links.at(0).principal->id, std::string("a"));
    const Policy made = linked(back.policies[1], back.links[0]);
    QCOMPARE(toText(made), std::string("forbid (principal == User::\"a\", action, resource);"));
}

void TestPolicyJson::rejectsMixedSets_data()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<std::string>("code");
    const std::string all = R"({"op":"All"})";
    const std::string fixed = withScope(all, all);
    const std::string slot = withScope(R"({"op":"==","slot":"?principal"})", all);
    const auto row = [](const char* name, const std::string& json, const char* code) {
        QTest::newRow(name) << json << std::string(code);
    };
    const std::string user = R"({"type":"User","id":"a"})";
    row("template as policy", R"({"staticPolicies":{"a":)" + slot + "}}",
        "policy-json/template-mixed");
    row("policy as template", R"({"templates":{"a":)" + fixed + "}}", "policy-json/template-mixed");
    row("one id twice",
        R"({"staticPolicies":{"a":)" + fixed + R"(},"templates":{"a":)" + slot + "}}",
        "policy-json/duplicate-id");
    row("no such template", R"({"templateLinks":[{"templateId":"a","newId":"b","values":{}}]})",
        "policy-json/invalid-link");
    row("missing slot",
        R"({"templates":{"a":)" + slot +
            R"(},"templateLinks":[{"templateId":"a","newId":"b","values":{}}]})",
        "policy-json/invalid-link");
    row("slot too many",
        R"({"templates":{"a":)" + slot +
            R"(},"templateLinks":[{"templateId":"a","newId":"b","values":{"?principal":)" + user +
            R"(,"?resource":)" + user + "}}]}",
        "policy-json/invalid-link");
    row("unknown member", R"({"policies":{}})", "json/unknown-member");
}

void TestPolicyJson::rejectsMixedSets()
{
    QFETCH(std::string, json);
    QFETCH(std::string, code);
    QCOMPARE(codes(parsePolicySetJson(json).diagnostics), code);
}

void TestPolicyJson::survivesLongChains()
{
    std::string text = "true";
    for (int i = 0; i < 300; ++i)
        text += " && context.a";
    const ParsedExpr expr = parseExpression(text);
    const ParsedPolicyJson back = parsePolicyJson(withBody(toJson(*expr.expr)));
    QCOMPARE(codes(back.diagnostics), std::string());
    QVERIFY(sameTree(*back.policy->conditions[0].body, *expr.expr));
}

void TestPolicyJson::boundsNesting()
{
    std::string body = R"({"Value":true})";
    for (int i = 0; i < 300; ++i)
        body = R"({"!":{"arg":)" + body + "}}";
    QVERIFY(codes(parsePolicyJson(withBody(body)).diagnostics).find("policy-json/too-deep") !=
            std::string::npos);
    const ParsedPolicyJson parsed =
        parsePolicyJson(withBody(std::string(200'000, '[') + std::string(200'000, ']')));
    QVERIFY(!parsed.diagnostics.empty());
}

void TestPolicyJson::readsLinks()
{
    const std::string text =
        R"([{"template_id":"t","link_id":"l","args":{"?principal":"User::\"A\"","?resource":"N::R::\"b\""}}])";
    const ParsedLinks parsed = parseLinks(text);
    QCOMPARE(codes(parsed.diagnostics), std::string());
    QCOMPARE(parsed.links.at(0).principal->id, std::string("A"));
    QCOMPARE(parsed.links.at(0).resource->type, std::string("N::R"));
    const ParsedLinks again = parseLinks(linksText(parsed.links));
    QCOMPARE(again.links.at(0).id, std::string("l"));
    QCOMPARE(again.links.at(0).resource->id, std::string("b"));
}

void TestPolicyJson::rejectsBadLinks_data()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<std::string>("code");
    const auto row = [](const char* json, const char* code) {
        QTest::newRow(json) << std::string(json) << std::string(code);
    };
    row("{}", "links/not-a-list");
    row(R"([{"template_id":"t","link_id":"l"}])", "json/missing-member");
    row(R"([{"template_id":"t","link_id":"l","args":{"?principal":"User"}}])",
        "links/bad-uid");
    row(R"([{"template_id":"t","link_id":"l","args":{"?action":"User::\"a\""}}])",
        "json/unknown-member");
}

void TestPolicyJson::rejectsBadLinks()
{
    QFETCH(std::string, json);
    QFETCH(std::string, code);
    const ParsedLinks parsed = parseLinks(json);
    QCOMPARE(codes(parsed.diagnostics), code);
    QVERIFY(parsed.links.empty());
}

void TestPolicyJson::printsAndReadsTheCorpus()
{
    REMIT_NEEDS_SHARED(folder, "conformance/cedar");
    for (const std::string& text : corpus(folder)) {
        const ParsedPolicies parsed = parsePolicies(text);
        QVERIFY2(parsed.diagnostics.empty(), text.c_str());
        for (const Policy& policy : parsed.policies) {
            const ParsedPolicies printed = parsePolicies(toText(policy));
            QVERIFY2(printed.diagnostics.empty(), toText(policy).c_str());
            QVERIFY2(sameTree(policy, printed.policies.at(0)), text.c_str());
            const ParsedPolicyJson json = parsePolicyJson(toJson(policy));
            QVERIFY2(json.policy.has_value(), (text + codes(json.diagnostics)).c_str());
            QVERIFY2(sameTree(policy, *json.policy), text.c_str());
        }
    }
}

void TestPolicyJson::agreesWithTheOracleOnTheCorpus()
{
    REMIT_NEEDS_SHARED(folder, "conformance/cedar");
    REMIT_NEEDS_SHARED(script, "oracle/oracle.mjs");
    const auto package = oraclePackage();
    if (!package || QStandardPaths::findExecutable("node").isEmpty())
        QSKIP("node or @cedar-policy/cedar-wasm is not at hand (CEDAR_NPM or build/oracle)");
    std::vector<Policy> policies;
    QByteArray calls;
    for (const std::string& text : corpus(folder)) {
        ParsedPolicies parsed = parsePolicies(text);
        if (parsed.policies.size() != 1)
            continue;
        const bool isTemplate = parsed.policies[0].isTemplate();
        const std::string call = R"({"op":")" +
                                 std::string(isTemplate ? "template_to_json" : "policy_to_json") +
                                 R"(","policy":)" + jsonQuoted(text) + "}\n";
        calls += QByteArray::fromStdString(call);
        policies.push_back(std::move(parsed.policies[0]));
    }
    const std::string answers = askOracle(*package, script, calls).toStdString();
    std::size_t compared = 0;
    for (const std::string_view line : split(answers, '\n')) {
        if (line.empty())
            continue;
        const JsonDocument answer = parseJson(line, {}, {false, 1024});
        QVERIFY(answer.root && answer.root->find("answer") != nullptr);
        const JsonValue* expected = answer.root->find("answer")->find("json");
        QVERIFY2(expected != nullptr, std::string(line).c_str());
        const Policy& policy = policies.at(compared++);
        const JsonDocument ours = parseJson(toJson(policy), {}, {false, 1024});
        // Canonical numbers are doubles; the lexemes are compared by reading the answer back.
        QCOMPARE(canonicalJson(*ours.root), canonicalJson(*expected));
        const ParsedPolicyJson read = parsePolicyJson(*expected, "policy0");
        QVERIFY(read.policy && sameTree(*read.policy, policy));
    }
    QCOMPARE(compared, policies.size());
    QVERIFY(compared > 5000);
}

QTEST_GUILESS_MAIN(TestPolicyJson)
#include "tst_policy_json.moc"
