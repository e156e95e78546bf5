// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/schema/formatter.h"
#include "core/cedar/schema/parser.h"
#include "core/cedar/schema/printer.h"
#include "core/cedar/schema/schema.h"
#include "tests/core/cedar/case_file.h"
#include "tests/support/golden.h"

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

Json resolvedJson(const SchemaDocument& document)
{
    const auto text = toResolvedSchemaJson(document);
    return text ? Json::parse(*text) : Json(text.error().message);
}

/// What holds for every schema that resolves; empty when all of it does.
std::string brokenPromise(const std::string& text)
{
    const SchemaDocument document = parseSchema(text);
    const Json meaning = resolvedJson(document);
    const SchemaDocument fromJson = parseSchemaJson(toSchemaJson(document));
    if (resolvedJson(fromJson) != meaning)
        return "text → JSON changes the meaning";
    const auto printed = toSchemaText(fromJson);
    if (!printed)
        return "JSON → text: " + printed.error().message;
    if (resolvedJson(parseSchemaText(*printed)) != meaning)
        return "JSON → text changes the meaning:\n" + *printed;
    for (const int width : {20, 80}) {
        SchemaFormatOptions options;
        options.lineWidth = width;
        const auto formatted = formatSchema(text, options);
        if (!formatted)
            return "the formatter: " + formatted.error().message;
        if (*formatSchema(*formatted, options) != *formatted)
            return "the formatter is not idempotent:\n" + *formatted;
        const SchemaDocument again = parseSchemaText(*formatted);
        if (toSchemaJson(again) != toSchemaJson(document) ||
            again.comments.size() != document.comments.size())
            return "the formatter changes the schema:\n" + *formatted;
    }
    return {};
}

void casesOf(const std::string& file)
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    for (const test::TextCase& one : test::readCases(file))
        QTest::newRow(one.name.c_str())
            << QString::fromStdString(one.text) << QString::fromStdString(one.expected);
}

} // namespace

class TestSchema : public QObject {
    Q_OBJECT

private slots:
    void text_data() { casesOf("schema_text.cases"); }
    void text();
    void json_data() { casesOf("schema_json.cases"); }
    void json();
    void attributesCarryTypePlaceAndAnnotations();
    void hierarchiesAreClosed();
    void namesReachTheirNamespaceFirst();
    void severalDocumentsSeeOneAnother();
    void commonTypesThatExplodeAreBounded();
    void deepNestingIsADiagnostic();
    void formatterKeepsTheGolden();
    void formatterLeavesSwitchedOffRegions();
    void everySchemaOfTheCorpusKeepsItsMeaning();
};

void TestSchema::text()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(codes(readSchema(text.toStdString()).diagnostics)), expected);
}

void TestSchema::json()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(codes(readSchema(text.toStdString()).diagnostics)), expected);
}

void TestSchema::attributesCarryTypePlaceAndAnnotations()
{
    const std::string text = "entity User = {\n  @doc(\"years\") age?: Long,\n};";
    const auto resolved = readSchema(text, "a.cedarschema");
    QVERIFY(resolved.ok());
    const EntityType* user = resolved.schema->entityType("User");
    QVERIFY(user != nullptr);
    const AttributeType& age = user->shape->attributes.at("age");
    QCOMPARE(age.type->kind, TypeKind::Long);
    QVERIFY(!age.required);
    QCOMPARE(*age.place.file, std::string("a.cedarschema"));
    QCOMPARE(text.substr(age.place.name.begin, age.place.name.size()), std::string("age"));
    QCOMPARE(*findAnnotation(*age.annotations, "doc"), std::string("years"));
    QCOMPARE(text.substr(user->place.name.begin, user->place.name.size()), std::string("User"));
}

void TestSchema::hierarchiesAreClosed()
{
    const auto resolved = readSchema("entity G; entity T in [G]; entity U in [T];"
                                     "action all; action read in all; action list in [read];");
    QVERIFY(resolved.ok());
    const Schema& schema = *resolved.schema;
    QVERIFY(schema.mayBeIn("U", "G"));
    QVERIFY(schema.mayBeIn("U", "U"));
    QVERIFY(!schema.mayBeIn("G", "U"));
    QVERIFY(schema.isActionIn({"Action", "list"}, {"Action", "all"}));
    QVERIFY(!schema.isActionIn({"Action", "all"}, {"Action", "list"}));
    QCOMPARE(schema.action({"Action", "all"})->descendants.size(), std::size_t(2));
}

void TestSchema::namesReachTheirNamespaceFirst()
{
    const auto resolved = readSchema("type T = String; namespace N { type decimal = Long;"
                                     "entity A = {x: T, y: decimal, z: __cedar::decimal}; }");
    QVERIFY(resolved.ok());
    const auto& attributes = resolved.schema->entityType("N::A")->shape->attributes;
    QCOMPARE(attributes.at("x").type->kind, TypeKind::String);
    QCOMPARE(attributes.at("y").type->kind, TypeKind::Long);
    QCOMPARE(attributes.at("z").type->kind, TypeKind::Extension);
}

void TestSchema::severalDocumentsSeeOneAnother()
{
    const std::vector<SchemaDocument> documents = [] {
        std::vector<SchemaDocument> both;
        both.push_back(parseSchema("namespace N { entity A in [B]; }", "one"));
        both.push_back(parseSchema(R"({"N":{"entityTypes":{"B":{}},"actions":{}}})", "two"));
        return both;
    }();
    const auto resolved = resolveSchema(documents);
    QVERIFY(resolved.ok());
    QVERIFY(resolved.schema->mayBeIn("N::A", "N::B"));
    QCOMPARE(*resolved.schema->entityType("N::B")->place.file, std::string("two"));
}

void TestSchema::commonTypesThatExplodeAreBounded()
{
    std::string text = "type T0 = Long;";
    for (int i = 1; i < 60; ++i) {
        const std::string before = "T" + std::to_string(i - 1);
        text += "type T" + std::to_string(i) + " = {a: " + before + ", b: " + before + "};";
    }
    QVERIFY(codes(readSchema(text).diagnostics).find("schema/type-too-large") != std::string::npos);
}

void TestSchema::deepNestingIsADiagnostic()
{
    std::string text = "entity A = {x: ";
    for (int i = 0; i < 100000; ++i)
        text += "Set<";
    QVERIFY(codes(readSchema(text).diagnostics).find("schema/nesting") != std::string::npos);
}

void TestSchema::formatterKeepsTheGolden()
{
    const auto folder = test::sourceDir() / "tests/golden/cedar";
    const auto formatted = formatSchema(test::readAll(folder / "formatting.cedarschema"));
    QVERIFY(formatted);
    QCOMPARE(test::compareWithGolden(folder / "formatting.expected.cedarschema", *formatted),
             std::string());
    QCOMPARE(*formatSchema(*formatted), *formatted);
}

void TestSchema::formatterLeavesSwitchedOffRegions()
{
    const std::string text = "entity A;\n// @formatter:off\nentity   B\n   ;\n// @formatter:on\n";
    QCOMPARE(*formatSchema(text), text);
}

void TestSchema::everySchemaOfTheCorpusKeepsItsMeaning()
{
    REMIT_NEEDS_SHARED(file, "conformance/cedar/authorize.jsonl");
    const std::string all = test::readAll(file);
    std::set<std::string> seen;
    for (std::size_t begin = 0; begin < all.size();) {
        const std::size_t end = std::min(all.find('\n', begin), all.size());
        const std::string schema = Json::parse(all.substr(begin, end - begin))["schema"];
        begin = end + 1;
        if (seen.size() >= 150 || !seen.insert(schema).second)
            continue;
        QVERIFY2(readSchema(schema).ok(), schema.c_str());
        const std::string broken = brokenPromise(schema);
        QVERIFY2(broken.empty(), broken.c_str());
    }
}

QTEST_APPLESS_MAIN(TestSchema)
#include "tst_schema.moc"
