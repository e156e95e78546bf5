// SPDX-License-Identifier: Apache-2.0
#include "core/base/edit.h"
#include "core/cedar/syntax/parser.h"
#include "core/cedar/validate/lints/lints.h"
#include "core/cedar/validate/validator.h"
#include "tests/core/cedar/case_file.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <set>

using namespace remit;
using namespace remit::cedar;
using Json = nlohmann::json;

namespace {

std::string codes(const Diagnostics& diagnostics)
{
    std::set<std::string> all;
    for (const Diagnostic& diagnostic : diagnostics)
        all.insert(diagnostic.code + (diagnostic.severity == Severity::Error ? "" : "(warning)"));
    std::string text;
    for (const std::string& code : all)
        text += (text.empty() ? "" : " ") + code;
    return text.empty() ? "ok" : text;
}

Diagnostics diagnosticsOf(const std::vector<ValidationFinding>& findings)
{
    Diagnostics all;
    for (const ValidationFinding& finding : findings)
        all.push_back(finding.diagnostic);
    return all;
}

PolicySet setOf(const std::string& text)
{
    PolicySet set;
    for (Policy& policy : parsePolicies(text).policies)
        static_cast<void>(set.add(std::make_shared<Policy>(std::move(policy))));
    return set;
}

std::shared_ptr<const Schema> schemaOf(const std::string& text)
{
    return readSchema(text).schema;
}

std::shared_ptr<const Schema> caseSchema(const std::string& name)
{
    return schemaOf(test::readAll(test::sourceDir() / "tests/golden/cedar/cases" / name));
}

std::vector<ValidationFinding> errorsOf(const std::string& policies, const std::string& schema,
                                        const ValidationOptions& options = {})
{
    return validate(setOf(policies), *schemaOf(schema), options).findings;
}

void casesOf(const std::string& file)
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    for (const test::TextCase& one : test::readCases(file))
        QTest::newRow(one.name.c_str())
            << QString::fromStdString(one.text) << QString::fromStdString(one.expected);
}

constexpr const char* kTwoTypes =
    "entity User = {name: String, mgr?: User} tags String; entity Bot;"
    "entity Doc = {owner: User};"
    "action read, write appliesTo {principal: [User, Bot], resource: Doc, context: {n?: Long}};";

std::map<std::string, bool> expectedVerdicts()
{
    std::map<std::string, bool> verdicts;
    const std::string all =
        test::readAll(test::sourceDir() / "tests/conformance/expectations/cedar-4.13.jsonl");
    for (std::size_t begin = 0; begin < all.size();) {
        const std::size_t end = std::min(all.find('\n', begin), all.size());
        const Json line = Json::parse(all.substr(begin, end - begin));
        verdicts[line["id"]] = line["shouldValidate"];
        begin = end + 1;
    }
    return verdicts;
}

} // namespace

class TestValidator : public QObject {
    Q_OBJECT

private slots:
    void cases_data() { casesOf("validate.cases"); }
    void cases();
    void lintsWithoutSchema_data() { casesOf("lints_without_schema.cases"); }
    void lintsWithoutSchema();
    void lintsWithSchema_data() { casesOf("lints_with_schema.cases"); }
    void lintsWithSchema();

    void findingsNameTheKindsOfRequest();
    void oneMistakeIsOneFinding();
    void scopeNarrowsTheEnvironments();
    void linksAreChecked();
    void brokenPoliciesAreNotValidated();
    void typeAtTellsTypesByEnvironment();
    void fixesMendThePolicy_data();
    void fixesMendThePolicy();
    void levels_data();
    void levels();
    void corpusVerdictsAgree();
};

void TestValidator::cases()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    static const auto schema = caseSchema("validate.cedarschema");
    const ParsedPolicies parsed = parsePolicies(text.toStdString());
    Diagnostics all = parsed.diagnostics;
    for (const Diagnostic& diagnostic : validate(setOf(text.toStdString()), *schema).diagnostics())
        all.push_back(diagnostic);
    QCOMPARE(QString::fromStdString(codes(all)), expected);
}

void TestValidator::lintsWithoutSchema()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(codes(diagnosticsOf(lint(setOf(text.toStdString()), nullptr)))),
             expected);
}

void TestValidator::lintsWithSchema()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    static const auto schema = caseSchema("lints.cedarschema");
    QCOMPARE(
        QString::fromStdString(codes(diagnosticsOf(lint(setOf(text.toStdString()), schema.get())))),
        expected);
}

void TestValidator::findingsNameTheKindsOfRequest()
{
    const auto findings = errorsOf(
        "permit(principal, action, resource) when { principal.name == \"x\" };", kTwoTypes);
    QCOMPARE(findings.size(), std::size_t(1));
    QCOMPARE(findings[0].diagnostic.code, std::string("validate/unknown-attribute"));
    QCOMPARE(findings[0].environments.size(), std::size_t(2));
    QCOMPARE(findings[0].environments[0].principalType, std::string("Bot"));
    QCOMPARE(toText(findings[0].environments[0]), std::string("Bot, Action::\"read\", Doc"));
    QCOMPARE(findings[0].diagnostic.related.size(), std::size_t(2));
}

void TestValidator::oneMistakeIsOneFinding()
{
    const auto findings = errorsOf(
        "permit(principal is User, action, resource) when { principal.nme == \"x\" };", kTwoTypes);
    QCOMPARE(findings.size(), std::size_t(1));
    QCOMPARE(findings[0].environments.size(), std::size_t(2));
    QVERIFY(findings[0].diagnostic.help.find("`name`") != std::string::npos);
}

void TestValidator::scopeNarrowsTheEnvironments()
{
    const auto schema = schemaOf(kTwoTypes);
    const auto policies =
        parsePolicies("permit(principal is User, action == Action::\"read\", resource);").policies;
    QCOMPARE(requestEnvironments(*schema).size(), std::size_t(4));
    QCOMPARE(requestEnvironments(policies[0], *schema).size(), std::size_t(1));
}

void TestValidator::linksAreChecked()
{
    PolicySet set = setOf("permit(principal == ?principal, action, resource);");
    QVERIFY(set.link({"good", "policy0", EntityUid{"User", "a"}, std::nullopt}));
    QVERIFY(set.link({"unknown", "policy0", EntityUid{"Usr", "a"}, std::nullopt}));
    QVERIFY(set.link({"useless", "policy0", EntityUid{"Doc", "a"}, std::nullopt}));
    const auto findings = validate(set, *schemaOf(kTwoTypes)).findings;
    std::map<std::string, std::set<std::string>> found;
    for (const ValidationFinding& finding : findings)
        found[finding.policyId].insert(finding.diagnostic.code);
    QVERIFY(!found.contains("good"));
    QVERIFY(found["unknown"].contains("validate/unknown-entity-type"));
    QCOMPARE(found["useless"], std::set<std::string>{"validate/no-applicable-action"});
}

void TestValidator::brokenPoliciesAreNotValidated()
{
    QCOMPARE(codes(diagnosticsOf(
                 errorsOf("permit(principal, action, resource) when { 1 + };", kTwoTypes))),
             std::string("validate/not-parsed"));
}

void TestValidator::typeAtTellsTypesByEnvironment()
{
    const auto parsed = parsePolicies(
        "permit(principal is User, action, resource) when { principal.name == \"x\" };");
    const Policy& policy = parsed.policies[0];
    const Expr& access = *policy.conditions[0].body->children[0];
    const auto types = typeAt(policy, access.id, *schemaOf(kTwoTypes));
    QCOMPARE(types.size(), std::size_t(2));
    QCOMPARE(types[0].type->kind, TypeKind::String);
    const auto base = typeAt(policy, access.children[0]->id, *schemaOf(kTwoTypes));
    QCOMPARE(toText(*base[0].type), std::string("User"));
}

void TestValidator::fixesMendThePolicy_data()
{
    QTest::addColumn<QString>("condition");
    QTest::addColumn<QString>("mended");
    QTest::newRow("misspelt attribute") << "principal.nme == \"x\""
                                        << "principal.name == \"x\"";
    QTest::newRow("quoted attribute") << "principal[\"nme\"] == \"x\""
                                      << "principal[\"name\"] == \"x\"";
    QTest::newRow("missing guard") << "principal.mgr == principal"
                                   << "principal has mgr && principal.mgr == principal";
    QTest::newRow("missing guard before ||") << "context.n == 1 || 1 == 2"
                                             << "context has n && (context.n == 1 || 1 == 2)";
    QTest::newRow("misspelt type") << "principal is Usr"
                                   << "principal is User";
    QTest::newRow("misspelt action") << "action == Action::\"reed\""
                                     << "action == Action::\"read\"";
}

void TestValidator::fixesMendThePolicy()
{
    QFETCH(QString, condition);
    QFETCH(QString, mended);
    const std::string head = "permit(principal is User, action, resource) when { ";
    const std::string text = head + condition.toStdString() + " };";
    ValidationOptions options;
    options.fileOf = [](const std::string&) { return "p.cedar"; };
    for (const ValidationFinding& finding : errorsOf(text, kTwoTypes, options)) {
        if (finding.diagnostic.fixes.empty())
            continue;
        const auto& edits = finding.diagnostic.fixes.front().edit.files.at("p.cedar");
        QCOMPARE(QString::fromStdString(applied(text, edits)),
                 QString::fromStdString(head) + mended + " };");
        return;
    }
    QFAIL("no fix is offered");
}

void TestValidator::levels_data()
{
    QTest::addColumn<QString>("condition");
    QTest::addColumn<int>("needed"); // -1: at no level
    QTest::newRow("no entity data") << "context has n" << 0;
    QTest::newRow("attribute of the principal") << "principal.name == \"x\"" << 1;
    QTest::newRow("has on the principal") << "principal has mgr" << 1;
    QTest::newRow("a chain of two") << "resource.owner.name == \"x\"" << 2;
    QTest::newRow("dotted has") << "principal has mgr.name" << 2;
    QTest::newRow("dotted has from the resource") << "resource has owner.mgr.name" << 3;
    QTest::newRow("tag") << "principal.hasTag(\"k\")" << 1;
    QTest::newRow("tag of an owner") << "resource.owner.hasTag(\"k\")" << 2;
    QTest::newRow("in") << "principal in User::\"a\"" << 1;
    QTest::newRow("over a record literal") << "{o: resource.owner}.o.name == \"x\"" << 2;
    QTest::newRow("other members of a record literal count")
        << "{o: principal, p: resource.owner.name}.o.name == \"x\"" << 2;
    QTest::newRow("either branch") << "(if context has n then principal else resource.owner).name "
                                      "== \"x\""
                                   << 2;
    QTest::newRow("a literal entity") << "User::\"a\".name == \"x\"" << -1;
    QTest::newRow("what is never reached") << "1 == 1 || resource.owner.name == \"x\"" << 0;
}

void TestValidator::levels()
{
    QFETCH(QString, condition);
    QFETCH(int, needed);
    const std::string text =
        "permit(principal is User, action, resource) when { " + condition.toStdString() + " };";
    for (int level = 0; level <= 3; ++level) {
        ValidationOptions options;
        options.level = level;
        const bool good = validate(setOf(text), *schemaOf(kTwoTypes), options).ok();
        QCOMPARE(good, needed >= 0 && level >= needed);
    }
}

void TestValidator::corpusVerdictsAgree()
{
    REMIT_NEEDS_SHARED(file, "conformance/cedar/authorize.jsonl");
    const auto expected = expectedVerdicts();
    const std::string all = test::readAll(file);
    int count = 0;
    for (std::size_t begin = 0; begin < all.size();) {
        const std::size_t end = std::min(all.find('\n', begin), all.size());
        const Json line = Json::parse(all.substr(begin, end - begin));
        begin = end + 1;
        const std::string id = line["id"];
        const bool wanted =
            expected.contains(id) ? expected.at(id) : line["shouldValidate"].get<bool>();
        const ResolvedSchema schema = readSchema(line["schema"].get<std::string>());
        QVERIFY2(schema.ok(), id.c_str());
        const bool valid = validate(setOf(line["policies"]), *schema.schema).ok();
        QVERIFY2(valid == wanted, id.c_str());
        ++count;
    }
    QVERIFY(count > 0);
}

QTEST_APPLESS_MAIN(TestValidator)
#include "tst_validator.moc"
