// SPDX-License-Identifier: Apache-2.0
#include "core/cedar/entities/entity_json.h"
#include "core/cedar/entities/request_json.h"
#include "core/cedar/schema/schema.h"

#include <QTest>

using namespace remit;

namespace {

constexpr const char* kSchema =
    "entity U in [G] = { e?: U, i?: ipaddr, d?: decimal, t?: datetime, u?: duration, s?: String,\n"
    "l?: Long, b?: Bool, es?: Set<U>, r?: { a: U, b?: ipaddr }, en?: E } tags ipaddr;\n"
    "entity G;\n"
    "entity E enum ['x', 'y'];\n"
    "action v, w in [grp] appliesTo { principal: [U], resource: [U], context: { ip?: ipaddr, n?: "
    "Long } };\n"
    "action grp in [top];\n"
    "action top;\n";

QString codes(const Diagnostics& diagnostics)
{
    QStringList all;
    for (const Diagnostic& diagnostic : diagnostics)
        all << QString::fromStdString(diagnostic.code);
    return all.join(' ');
}

/// The texts here are written with single quotes, to be readable in C++.
std::string quoted(QString text)
{
    return text.replace('\'', '"').toStdString();
}

std::string entityWith(const std::string& attribute, const std::string& value)
{
    return quoted("[{'uid':{'type':'U','id':'a'},'attrs':{'") + attribute + "\":" + value +
           quoted("},'parents':[]}]");
}

/// The attribute `x` of the one entity as Cedar text, or the codes of what is wrong.
QString read(const std::string& text, const std::string& attribute,
             const cedar::Schema* schema = nullptr)
{
    const auto parsed = cedar::parseEntities(text, "entities.json", schema);
    if (!parsed.diagnostics.empty())
        return codes(parsed.diagnostics);
    return QString::fromStdString(toText(parsed.entities.front().attributes.at(attribute)));
}

} // namespace

/// Entity, context and request JSON. The verdicts are those of Cedar 4.13.
class TestEntityJson : public QObject {
    Q_OBJECT

private slots:
    void explicitValues_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("value");
        const auto row = [](const char* name, const char* json, const char* value) {
            QTest::newRow(name) << json << QString(value).replace('\'', '"');
        };
        row("smallest long", "-9223372036854775808", "-9223372036854775808");
        row("beyond 64 bits", "9223372036854775808", "entities/not-a-long");
        row("fraction", "1.0", "entities/not-a-long");
        row("exponent", "1e2", "entities/not-a-long");
        row("minus zero is no long", "-0", "entities/not-a-long");
        row("null", "null", "entities/null");
        row("set without order and duplicates", "[2,1,2]", "[1, 2]");
        row("entity", "{'__entity':{'type':'N::U','id':'q\\\"'}}", "N::U::'q\\\"'");
        row("entity with extra members inside", "{'__entity':{'type':'U','id':'a','z':1}}",
            "U::'a'");
        row("escape beside another key is a record", "{'__entity':{'type':'U','id':'a'},'z':1}",
            "{'__entity': {'id': 'a', 'type': 'U'}, 'z': 1}");
        row("escape without what it needs is a record", "{'__extn':{'fn':'ip'}}",
            "{'__extn': {'fn': 'ip'}}");
        row("reserved word as type", "{'__entity':{'type':'if','id':'a'}}",
            "entities/bad-type-name");
        row("type name not normalised", "{'__entity':{'type':'A ::B','id':'a'}}",
            "entities/bad-type-name");
        row("address", "{'__extn':{'fn':'ip','arg':'1.2.3.4'}}", "ip('1.2.3.4/32')");
        row("arg counts before args", "{'__extn':{'fn':'ip','arg':'1.2.3.4','args':['x']}}",
            "ip('1.2.3.4/32')");
        row("functions may be called too",
            "{'__extn':{'fn':'isIpv4','arg':{'__extn':{'fn':'ip','arg':'1.2.3.4'}}}}", "true");
        row("argument of the wrong kind", "{'__extn':{'fn':'ip','arg':1}}",
            "entities/extension-value");
        row("too many arguments", "{'__extn':{'fn':'ip','args':['1.2.3.4','1']}}",
            "entities/extension-value");
        row("not an address", "{'__extn':{'fn':'ip','arg':'x'}}", "entities/extension-value");
        row("unknown function", "{'__extn':{'fn':'ipp','arg':'x'}}", "entities/unknown-function");
        row("the escape of old", "{'__expr':'1'}", "entities/expr-escape");
        row("not the escape of old", "{'__expr':1}", "{'__expr': 1}");
    }

    void explicitValues()
    {
        QFETCH(const QString, json);
        QTEST(read(entityWith("x", quoted(json)), "x"), "value");
    }

    void valuesBySchema_data()
    {
        QTest::addColumn<QString>("attribute");
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("value");
        const auto row = [](const char* name, const char* attribute, const char* json,
                            const char* value) {
            QTest::newRow(name) << attribute << json << QString(value).replace('\'', '"');
        };
        row("implicit entity", "e", "{'type':'U','id':'b'}", "U::'b'");
        row("explicit entity", "e", "{'__entity':{'type':'U','id':'b'},'z':1}", "U::'b'");
        row("entity of another type", "e", "{'type':'G','id':'b'}", "entities/type-mismatch");
        row("entity as text", "e", "'U::\\\"b\\\"'", "entities/not-a-uid");
        row("bare address", "i", "'1.2.3.4'", "ip('1.2.3.4/32')");
        row("implicit call", "i", "{'fn':'ip','arg':'1.2.3.4','z':1}", "ip('1.2.3.4/32')");
        row("another extension", "i", "{'fn':'decimal','arg':'1.0'}", "entities/type-mismatch");
        row("number for an address", "i", "5", "entities/extension-value");
        row("arguments leave their escapes out too", "t",
            "{'fn':'offset','args':['1970-01-01','1d']}", "datetime('1970-01-02T00:00:00.000Z')");
        row("bare duration", "u", "'1h'", "duration('3600000ms')");
        row("string for a long", "l", "'1'", "entities/type-mismatch");
        row("one entity for a set", "es", "{'type':'U','id':'b'}", "entities/type-mismatch");
        row("set of entities", "es", "[{'type':'U','id':'b'}]", "[U::'b']");
        row("record", "r", "{'a':{'type':'U','id':'b'},'b':'::1'}",
            "{'a': U::'b', 'b': ip('::1/128')}");
        row("record lacks an attribute", "r", "{'b':'::1'}", "entities/missing-attribute");
        row("record has one too many", "r", "{'a':{'type':'U','id':'b'},'c':1}",
            "entities/unexpected-attribute");
        row("enum id", "en", "{'type':'E','id':'z'}", "entities/invalid-enum-id");
        row("undeclared attribute", "zz", "1", "entities/unexpected-attribute");
    }

    void valuesBySchema()
    {
        QFETCH(const QString, attribute);
        QFETCH(const QString, json);
        const auto schema = cedar::readSchema(quoted(kSchema));
        const std::string name = attribute.toStdString();
        QTEST(read(entityWith(name, quoted(json)), name, schema.schema.get()), "value");
    }

    void entities_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<bool>("bySchema");
        QTest::addColumn<QString>("problems");
        const auto row = [](const char* name, const char* json, bool bySchema,
                            const char* problems) {
            QTest::newRow(name) << json << bySchema << problems;
        };
        const char* const kV = "[{'uid':{'type':'Action','id':'v'},'attrs':{},'parents':[%1]}]";
        const QString grp = "{'type':'Action','id':'grp'}";
        const QString top = "{'type':'Action','id':'top'}";
        row("an object", "{}", false, "entities/not-a-list");
        row("a number in the list", "[1]", false, "entities/not-an-entity");
        row("without parents", "[{'uid':{'type':'U','id':'a'},'attrs':{}}]", false,
            "entities/missing-member");
        row("unknown member is told",
            "[{'uid':{'type':'U','id':'a'},'attrs':{},'parents':[],'x':1}]", false,
            "entities/unknown-member");
        row("the same twice",
            "[{'uid':{'type':'U','id':'a'},'attrs':{},'parents':[]},"
            "{'uid':{'type':'U','id':'a'},'attrs':{},'parents':[]}]",
            false, "");
        row("twice and differently",
            "[{'uid':{'type':'U','id':'a'},'attrs':{},'parents':[]},"
            "{'uid':{'type':'U','id':'a'},'attrs':{'x':1},'parents':[]}]",
            false, "entities/duplicate");
        row("its own parent",
            "[{'uid':{'type':'U','id':'a'},'attrs':{},'parents':[{'type':'U','id':'a'}]}]", false,
            "entities/cycle");
        row("action with another parent",
            "[{'uid':{'type':'Action','id':'a'},'attrs':{},'parents':[{'type':'U','id':'a'}]}]",
            false, "entities/action-parent");
        row("undeclared type", "[{'uid':{'type':'V','id':'a'},'attrs':{},'parents':[]}]", true,
            "entities/undeclared-type");
        row("parent of a type that cannot be",
            "[{'uid':{'type':'U','id':'a'},'attrs':{},'parents':[{'type':'U','id':'b'}]}]", true,
            "entities/invalid-parent-type");
        row("tags where none are",
            "[{'uid':{'type':'G','id':'a'},'attrs':{},'parents':[],'tags':{'k':1}}]", true,
            "entities/unexpected-tag");
        row("enum entity that is not", "[{'uid':{'type':'E','id':'z'},'attrs':{},'parents':[]}]",
            true, "entities/invalid-enum-id");
        QTest::newRow("action with all its ancestors")
            << QString(kV).arg(grp + "," + top) << true << "";
        QTest::newRow("action without its group's group")
            << QString(kV).arg(grp) << true << "entities/action-differs";
    }

    void entities()
    {
        QFETCH(const QString, json);
        QFETCH(const bool, bySchema);
        const auto schema = cedar::readSchema(quoted(kSchema));
        const auto parsed = cedar::parseEntities(quoted(json), "entities.json",
                                                 bySchema ? schema.schema.get() : nullptr);
        QTEST(codes(parsed.diagnostics), "problems");
    }

    void aProblemStandsAtItsPlace()
    {
        const std::string text = entityWith("x", quoted("[1, {'y': 2.5}]"));
        const auto parsed = cedar::parseEntities(text, "entities.json");
        QCOMPARE(parsed.diagnostics.size(), std::size_t{1});
        const Span span = parsed.diagnostics.front().span;
        QCOMPARE(text.substr(span.begin, span.size()), std::string("2.5"));
        QCOMPARE(parsed.diagnostics.front().file, std::string("entities.json"));
    }

    void theSchemasActionsAreAdded()
    {
        const auto schema = cedar::readSchema(quoted(kSchema));
        const auto parsed = cedar::parseEntities("[]", {}, schema.schema.get());
        QVERIFY(parsed.diagnostics.empty());
        QCOMPARE(parsed.entities.size(), std::size_t{4});
        QCOMPARE(parsed.spans.size(), std::size_t{4});
    }

    void whatIsWrittenReadsBackTheSame()
    {
        const std::string text = quoted(
            "[{'uid':{'type':'N::U','id':'é\\n\\\"'},'attrs':{'a "
            "b':[1,'x',{'__entity':{'type':'U','id':''}}],"
            "'t':{'__extn':{'fn':'offset','args':[{'__extn':{'fn':'datetime','arg':'1970-01-01'}},"
            "{'__extn':{'fn':'duration','arg':'9223372036854775807ms'}}]}},"
            "'d':{'__extn':{'fn':'decimal','arg':'-0.5'}},'i':{'__extn':{'fn':'ip','arg':'::1/"
            "12'}}},"
            "'parents':[{'type':'G','id':'g'}],'tags':{'k':true}}]");
        const auto first = cedar::parseEntities(text);
        QVERIFY(first.diagnostics.empty());
        const auto second = cedar::parseEntities(cedar::toEntityJson(first.entities));
        QVERIFY(second.diagnostics.empty());
        QVERIFY(first.entities.front().attributes == second.entities.front().attributes);
        QVERIFY(first.entities.front().tags == second.entities.front().tags);
        QVERIFY(first.entities.front().uid == second.entities.front().uid);
        QVERIFY(first.entities.front().parents == second.entities.front().parents);
    }

    void requests_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("problems");
        const QString form = "{'principal':'U::\\\"a\\\"','action':{'type':'Action','id':'%1'},'"
                             "resource':{'__entity':{'type':'%2','id':'r'}},'context':%3}";
        QTest::newRow("all three forms of a uid") << form.arg("v", "U", "{'ip':'1.2.3.4'}") << "";
        QTest::newRow("undeclared action")
            << form.arg("nope", "U", "{}") << "request/undeclared-action";
        QTest::newRow("resource that it does not apply to")
            << form.arg("v", "G", "{}") << "request/invalid-resource-type";
        QTest::newRow("context of the wrong type")
            << form.arg("v", "U", "{'n':'x'}") << "request/invalid-context";
        QTest::newRow("context with more than declared")
            << form.arg("v", "U", "{'z':1}") << "entities/unexpected-attribute";
        QTest::newRow("context that is none")
            << form.arg("v", "U", "[]") << "entities/context-not-a-record";
        QTest::newRow("without a principal")
            << "{'action':'Action::\\\"v\\\"','resource':'U::\\\"r\\\"'}"
            << "request/missing-member";
        QTest::newRow("unreadable uid")
            << "{'principal':'U::a','action':'Action::\\\"v\\\"','resource':'U::\\\"r\\\"'}"
            << "entities/not-a-uid";
    }

    void requests()
    {
        QFETCH(const QString, json);
        const auto schema = cedar::readSchema(quoted(kSchema));
        const JsonDocument document = parseJson(quoted(json));
        QVERIFY(document.root);
        Diagnostics diagnostics;
        const auto request =
            cedar::readRequest(*document.root, "request.json", diagnostics, schema.schema.get());
        QTEST(codes(diagnostics), "problems");
        QCOMPARE(request.has_value(), diagnostics.empty());
    }
};

QTEST_APPLESS_MAIN(TestEntityJson)
#include "tst_entity_json.moc"
