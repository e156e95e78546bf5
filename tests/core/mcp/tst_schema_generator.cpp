// SPDX-License-Identifier: Apache-2.0
#include "core/base/strict_json.h"
#include "core/cedar/schema/parser.h"
#include "core/cedar/schema/printer.h"
#include "core/mcp/schema_generator.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace remit;
using namespace remit::mcp;

namespace {

/// The schema with all names resolved, members sorted: equal for equal schemas.
std::string normal(const cedar::SchemaDocument& document)
{
    const auto json = cedar::toResolvedSchemaJson(document);
    if (!json)
        return "unresolved: " + json.error().message;
    return canonicalJson(*parseJson(*json).root);
}

GeneratedSchema generated(const std::string& tools, const std::string& stub,
                          const GeneratorOptions& options)
{
    return generateSchema(parseToolList(tools).tools, cedar::parseSchemaText(stub), options);
}

constexpr const char* kStub = "namespace S { @mcp_principal(\"U\") entity U; "
                              "@mcp_resource(\"R\") entity R; }";

} // namespace
Q_DECLARE_METATYPE(GeneratorOptions)

class TestSchemaGenerator : public QObject {
    Q_OBJECT

private slots:
    void agreesWithTheGoldens_data()
    {
        QTest::addColumn<QString>("tools");
        QTest::addColumn<QString>("golden");
        QTest::addColumn<GeneratorOptions>("options");
        const auto row = [](const char* tools, const char* golden, GeneratorOptions options) {
            QTest::newRow(golden) << QString::fromUtf8(tools) << QString::fromUtf8(golden)
                                  << options;
        };
        GeneratorOptions outputs;
        outputs.includeOutputs = true;
        GeneratorOptions flat;
        flat.flattenNamespaces = true;
        GeneratorOptions dedup;
        dedup.deduplicateEntityTypes = true;
        GeneratorOptions dedupFlat = dedup;
        dedupFlat.flattenNamespaces = true;
        GeneratorOptions dedupOutputs = dedup;
        dedupOutputs.includeOutputs = true;
        row("simple/tool.json", "simple/tool_default.cedarschema", {});
        row("simple/tool.json", "simple/tool_include_outputs.cedarschema", outputs);
        row("strands/strands_tools.json", "strands/strands_tools.cedarschema", {});
        row("strands/strands_tools.json", "strands/strands_tools_flat.cedarschema", flat);
        for (const char* name :
             {"dedup_tools", "dedup_collision_existing_entity", "dedup_leaf_record",
              "dedup_leaf_record_different_required", "dedup_nested_record_not_deduplicated",
              "dedup_same_name_different_variants", "dedup_three_way_lca"})
            row(qPrintable(QStringLiteral("dedup/%1.json").arg(name)),
                qPrintable(QStringLiteral("dedup/%1.cedarschema").arg(name)), dedup);
        row("dedup/dedup_leaf_record_in_output.json",
            "dedup/dedup_leaf_record_in_output.cedarschema", dedupOutputs);
        for (const char* name :
             {"dedup_tools", "dedup_same_name_different_variants", "dedup_three_way_lca"})
            row(qPrintable(QStringLiteral("dedup/%1.json").arg(name)),
                qPrintable(QStringLiteral("dedup/%1_flat.cedarschema").arg(name)), dedupFlat);
    }

    void agreesWithTheGoldens()
    {
        REMIT_NEEDS_SHARED(folder, "conformance/cedar/mcp-schema");
        QFETCH(QString, tools);
        QFETCH(QString, golden);
        QFETCH(GeneratorOptions, options);
        const GeneratedSchema schema =
            generated(test::readAll(folder / tools.toStdString()),
                      test::readAll(folder / "stub.cedarschema"), options);
        QVERIFY(schema.diagnostics.empty());
        const auto expected = cedar::parseSchemaText(test::readAll(folder / golden.toStdString()));
        QVERIFY(expected.diagnostics.empty());
        QCOMPARE(QString::fromStdString(normal(schema.document)),
                 QString::fromStdString(normal(expected)));
        // What is printed means the same.
        const auto text = cedar::toSchemaText(schema.document);
        QVERIFY(text.has_value());
        QCOMPARE(normal(cedar::parseSchemaText(*text)), normal(expected));
    }

    void saysWhatIsLost_data()
    {
        QTest::addColumn<QByteArray>("property");
        QTest::addColumn<QByteArray>("loss");
        const auto row = [](const char* name, const char* property, const char* loss) {
            QTest::newRow(name) << QByteArray(property) << QByteArray(loss);
        };
        row("minimum", R"({"type":"integer","minimum":0})", "`minimum` is not checked");
        row("pattern", R"({"type":"string","pattern":"^a"})", "`pattern` is not checked");
        row("format", R"({"type":"string","format":"email"})",
            "the format \"email\" is not checked");
        row("number", R"({"type":"number"})",
            "a number has no Cedar type; policies cannot read it");
        row("integer enumeration", R"({"type":"integer","enum":[1,2]})",
            "the values of an enumeration of type integer are not checked");
        row("not", R"({"type":"string","not":{"const":"x"}})", "`not` is not checked");
        row("conditional", R"({"type":"object","if":{}})", "`if` is not checked");
        row("no type", R"({"description":"anything"})", "the schema names no type");
        row("dangling reference", R"({"$ref":"#/$defs/Nothing"})",
            "the reference #/$defs/Nothing leads nowhere");
        row("true", "true", "any value is allowed");
    }

    void saysWhatIsLost()
    {
        QFETCH(QByteArray, property);
        QFETCH(QByteArray, loss);
        const std::string tool =
            R"({"name":"t","inputSchema":{"type":"object","properties":{"a/b":)" +
            property.toStdString() + "}}}";
        const GeneratedSchema schema = generated(tool, kStub, {});
        QCOMPARE(schema.losses.size(), std::size_t{1});
        QCOMPARE(QByteArray::fromStdString(schema.losses[0].what), loss);
        QCOMPARE(schema.losses[0].pointer, std::string("/properties/a~1b"));
    }

    void namesThatCedarCannotSay()
    {
        const GeneratedSchema schema = generated(
            R"({"tools":[{"name":"get-weather","inputSchema":{"properties":{"in":{"enum":["a"]},"2d":{"type":"object"}}}},
                         {"name":"get.weather","inputSchema":{}}]})",
            kStub, {});
        const auto text = cedar::toSchemaText(schema.document);
        QVERIFY(text.has_value());
        QVERIFY(QByteArray::fromStdString(*text).contains("action \"get-weather\""));
        QVERIFY(QByteArray::fromStdString(*text).contains("get_weather_2Input"));
        QVERIFY2(!normal(cedar::parseSchemaText(*text)).starts_with("unresolved"), text->c_str());
    }

    void recursionInRecordsEnds()
    {
        GeneratorOptions records;
        records.objectsAsRecords = true;
        const GeneratedSchema schema = generated(
            R"({"name":"t","inputSchema":{"$defs":{"N":{"type":"object","properties":{"next":{"$ref":"#/$defs/N"}}}},
                "properties":{"n":{"$ref":"#/$defs/N"}}}})",
            kStub, records);
        QVERIFY(!normal(schema.document).starts_with("unresolved"));
        QCOMPARE(schema.losses.size(), std::size_t{1});
    }

    void factsAreInEveryContext()
    {
        GeneratorOptions options;
        options.facts = true;
        const GeneratedSchema schema = generated(
            R"({"name":"pay","inputSchema":{"properties":{"to":{"type":"string"}},"required":["to"]}})",
            std::string(defaultStub()), options);
        const std::string json = normal(schema.document);
        QVERIFY2(!json.starts_with("unresolved"), json.c_str());
        for (const char* expected :
             {"\"provenance\"", "\"session\"", "\"approvals\"", "\"callsLastMinute\"",
              "\"principalTypes\":[\"Agent\",\"ServiceAccount\",\"User\"]"})
            QVERIFY2(json.find(expected) != std::string::npos, expected);
    }

    void aStubMustBeUsable()
    {
        const auto code = [](const char* stub) {
            const auto schema = generated("[]", stub, {});
            return schema.diagnostics.empty() ? std::string() : schema.diagnostics.front().code;
        };
        QCOMPARE(code("namespace A {} namespace B {}"), std::string("mcp/stub-namespaces"));
        QCOMPARE(code("namespace A { entity U; }"), std::string("mcp/no-principal"));
        QCOMPARE(code("namespace A { @mcp_principal entity U; }"), std::string("mcp/no-resource"));
    }
};

QTEST_APPLESS_MAIN(TestSchemaGenerator)
#include "tst_schema_generator.moc"
