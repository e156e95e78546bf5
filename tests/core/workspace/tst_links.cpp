// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/links.h"
#include "core/workspace/policy_files.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace remit;
using namespace remit::workspace;

namespace {

QString codes(const Diagnostics& diagnostics)
{
    QStringList list;
    for (const Diagnostic& diagnostic : diagnostics)
        list << QString::fromStdString(diagnostic.code);
    return list.join(' ');
}

const std::string kTemplates = "@id(\"t\") permit(principal == ?principal, action, resource);\n"
                               "@id(\"static\") permit(principal, action, resource);\n";

} // namespace

class TestLinks : public QObject {
    Q_OBJECT

private slots:
    void linksAreWrittenAsTheyAreRead()
    {
        const std::string text =
            test::readAll(test::sourceDir() / "tests/golden/workspace/links.json");
        const cedar::ParsedLinks read = cedar::parseLinks(text);
        QCOMPARE(codes(read.diagnostics), QString());
        QCOMPARE(read.links.size(), 2U);
        QCOMPARE(read.links[0].principal->id, std::string("al\"ice"));
        QCOMPARE(read.links[0].resource->type, std::string("Photo"));
        QCOMPARE(cedar::linksText(read.links), text);
        QCOMPARE(cedar::linksText({}), std::string("[]\n"));
    }

    void whatIsWrongWithALinkIsSaid_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("code");
        QTest::newRow("unknown slot") << "{\"template_id\":\"t\",\"link_id\":\"l\",\"args\":{\"?"
                                         "principle\":\"U::\\\"a\\\"\"}}"
                                      << "json/unknown-member";
        QTest::newRow("no uid")
            << "{\"template_id\":\"t\",\"link_id\":\"l\",\"args\":{\"?principal\":\"a\"}}"
            << "links/bad-uid";
        QTest::newRow("no arguments") << "{\"template_id\":\"t\",\"link_id\":\"l\"}"
                                      << "json/missing-member";
        QTest::newRow("no such template") << "{\"template_id\":\"u\",\"link_id\":\"l\",\"args\":{"
                                             "\"?principal\":\"U::\\\"a\\\"\"}}"
                                          << "links/does-not-fit";
        QTest::newRow("no template") << "{\"template_id\":\"static\",\"link_id\":\"l\",\"args\":{"
                                        "\"?principal\":\"U::\\\"a\\\"\"}}"
                                     << "links/does-not-fit";
        QTest::newRow("slot left open") << "{\"template_id\":\"t\",\"link_id\":\"l\",\"args\":{}}"
                                        << "links/does-not-fit";
        QTest::newRow("id is taken") << "{\"template_id\":\"t\",\"link_id\":\"static\",\"args\":{"
                                        "\"?principal\":\"U::\\\"a\\\"\"}}"
                                     << "links/does-not-fit";
    }
    void whatIsWrongWithALinkIsSaid()
    {
        QFETCH(QString, link);
        PolicyFiles policies(PolicyNaming::FileStem);
        Diagnostics diagnostics;
        policies.add(kTemplates, "policies/a.cedar", diagnostics);
        const cedar::ParsedLinks read =
            cedar::parseLinks("[" + link.toStdString() + "]", "links.json");
        diagnostics.insert(diagnostics.end(), read.diagnostics.begin(), read.diagnostics.end());
        addLinks(policies.set(), read, "links.json", diagnostics);
        QTEST(codes(diagnostics), "code");
        QCOMPARE(diagnostics[0].file, std::string("links.json"));
        QVERIFY(!diagnostics[0].span.empty());
        QVERIFY(policies.set().links().empty());
    }

    void policiesAreNamedByTheirIdOrPlace_data()
    {
        QTest::addColumn<PolicyNaming>("naming");
        QTest::addColumn<QString>("ids");
        QTest::newRow("workspace") << PolicyNaming::FileStem << "pay#0 x pay#2 mail#0";
        QTest::newRow("command line") << PolicyNaming::IdOrPosition << "policy0 x policy2 policy3";
        QTest::newRow("position") << PolicyNaming::Position << "policy0 policy1 policy2 policy3";
    }
    void policiesAreNamedByTheirIdOrPlace()
    {
        QFETCH(PolicyNaming, naming);
        PolicyFiles policies(naming);
        Diagnostics diagnostics;
        const std::string policy = "permit(principal, action, resource);";
        policies.add(policy + "@id(\"x\")" + policy + policy, "policies/pay.cedar", diagnostics);
        policies.add(policy, "policies/deep/mail.cedar", diagnostics);
        QCOMPARE(codes(diagnostics), QString());
        QStringList ids;
        for (const auto& each : policies.set().policies())
            ids << QString::fromStdString(each->id);
        QTEST(ids.join(' '), "ids");
        QCOMPARE(policies.sources().at(policies.set().policies().back()->id)->name(),
                 std::string("policies/deep/mail.cedar"));
    }

    void anIdThatIsTakenIsSaidWithBothPlaces()
    {
        PolicyFiles policies(PolicyNaming::FileStem);
        Diagnostics diagnostics;
        policies.add("@id(\"x\") permit(principal, action, resource);", "a.cedar", diagnostics);
        policies.add("@id(\"x\") forbid(principal, action, resource);", "b.cedar", diagnostics);
        QCOMPARE(codes(diagnostics), QString("workspace/duplicate-policy-id"));
        QCOMPARE(diagnostics[0].file, std::string("b.cedar"));
        QCOMPARE(diagnostics[0].related[0].file, std::string("a.cedar"));
        QCOMPARE(policies.set().policies().size(), 1U);
    }
};

QTEST_APPLESS_MAIN(TestLinks)
#include "tst_links.moc"
