// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/decision/arguments.h"
#include "core/decision/facts.h"
#include "tests/support/test_paths.h"

#include <QtTest>

using namespace remit;
using decision::Arguments;

namespace {

/// A line of tests/golden/decision/arguments.jsonl.
struct Row {
    explicit Row(const QString& line)
    {
        const JsonDocument json = parseJson(line.toStdString());
        arguments = *json.root->find("arguments");
        expect = json.root->find("expect")->text;
    }
    JsonValue arguments;
    std::string expect;
};

cedar::TypePtr paymentType()
{
    using cedar::Type;
    cedar::AttributeTypes item{{"sku", {Type::string(), true, {}, {}}}};
    return Type::record({
        {"amount", {Type::extensionOf(cedar::ExtensionType::Decimal), true, {}, {}}},
        {"count", {Type::integer(), false, {}, {}}},
        {"due", {Type::extensionOf(cedar::ExtensionType::Datetime), false, {}, {}}},
        {"items", {Type::setOf(Type::record(item)), false, {}, {}}},
        {"vendor", {Type::entity("Vendor"), false, {}, {}}},
    });
}

} // namespace

class TestArguments : public QObject {
    Q_OBJECT

private slots:
    void withoutASchema_data() { rows("untyped"); }
    void withoutASchema()
    {
        QFETCH(QString, line);
        const Row row(line);
        const Arguments read = decision::untypedArguments(row.arguments);
        QVERIFY(read.unrepresentable.empty());
        QCOMPARE(toText(cedar::Value::record(read.values)), row.expect);
    }

    void whatHasNoCedarForm_data() { rows("unrepresentable"); }
    void whatHasNoCedarForm()
    {
        QFETCH(QString, line);
        const Row row(line);
        const Arguments read = decision::untypedArguments(row.arguments);
        QCOMPARE(read.unrepresentable.size(), std::size_t(1));
        QCOMPARE(decision::factName(read.unrepresentable[0].path), row.expect);
    }

    void theDeclaredTypeDecides_data() { rows("typed"); }
    void theDeclaredTypeDecides()
    {
        QFETCH(QString, line);
        const Row row(line);
        const Arguments read = decision::typedArguments(row.arguments, *paymentType());
        QVERIFY(read.unrepresentable.empty());
        QCOMPARE(read.misfits.empty() ? std::string() : read.misfits[0], row.expect);
        QCOMPARE(read.misfits.size(), std::size_t(row.expect.empty() ? 0 : 1));
    }

    void typedValues()
    {
        const JsonDocument json = parseJson("{\"amount\": 5, \"count\": 2.0, \"vendor\": \"v\"}");
        const Arguments read = decision::typedArguments(*json.root, *paymentType());
        QVERIFY(read.values.at("amount") == cedar::Value::decimal({50'000}));
        QVERIFY(read.values.at("count") == cedar::Value::integer(2));
        QVERIFY(read.values.at("vendor") == cedar::Value::entity({"Vendor", "v"}));
    }

    void pointers_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("value");
        QTest::newRow("member") << "/a"
                                << "[10,20]";
        QTest::newRow("element") << "/a/1"
                                 << "20";
        QTest::newRow("past the end") << "/a/2"
                                      << "";
        QTest::newRow("leading zero") << "/a/01"
                                      << "";
        QTest::newRow("slash") << "/b~1c"
                               << "1";
        QTest::newRow("tilde") << "/d~0e"
                               << "2";
        QTest::newRow("empty key") << "/"
                                   << "3";
        QTest::newRow("missing") << "/z/q"
                                 << "";
        QTest::newRow("no slash") << "a"
                                  << "";
    }
    void pointers()
    {
        QFETCH(QString, pointer);
        QFETCH(QString, value);
        const JsonDocument json = parseJson("{\"a\": [10, 20], \"b/c\": 1, \"d~e\": 2, \"\": 3}");
        const JsonValue* found = atPointer(*json.root, pointer.toStdString());
        QCOMPARE(found == nullptr ? std::string() : toJson(*found), value.toStdString());
    }

private:
    static void rows(std::string_view kind)
    {
        QTest::addColumn<QString>("line");
        const std::string cases =
            test::readAll(test::sourceDir() / "tests/golden/decision/arguments.jsonl");
        for (const std::string_view line : split(cases, '\n')) {
            const JsonDocument json = parseJson(line);
            if (json.root && json.root->find("kind")->text == kind)
                QTest::newRow(json.root->find("name")->text.c_str())
                    << QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size()));
        }
    }
};

QTEST_APPLESS_MAIN(TestArguments)
#include "tst_arguments.moc"
