// SPDX-License-Identifier: Apache-2.0
#include "tests/app/remit_process.h"
#include "tests/app/whatif_events.h"
#include "tests/support/test_paths.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QXmlStreamReader>

using namespace remit;

namespace {

QString office()
{
    return QString::fromStdString(
        (test::sourceDir() / "tests/golden/delegation/report-office").string());
}

QJsonObject json(const test::Ran& ran)
{
    return QJsonDocument::fromJson(ran.out).object();
}

const QString kNoon = QStringLiteral("2026-03-02T12:00:00Z");

} // namespace

/// graph, entitlement, findings and whatif on a small office: Alice gives to the planner, the
/// planner to the researcher; the writer has nothing.
class TestCliDelegation : public QObject {
    Q_OBJECT

private slots:
    void graphAsJson()
    {
        const test::Ran ran =
            test::remit({"graph", "-w", office(), "--at", kNoon, "--format", "json"});
        QCOMPARE(ran.status, 0);
        const QJsonObject graph = json(ran);
        QCOMPARE(graph["time"].toString(), kNoon);
        int delegations = 0;
        for (const QJsonValue& edge : graph["edges"].toArray()) {
            if (edge["kind"] != "delegation")
                continue;
            ++delegations;
            QCOMPARE(edge["state"].toString(), QString("active"));
            // The second scope names every resource, the first the folder only: of the documents
            // that there are none lies elsewhere.
            QCOMPARE(edge["added"].toInt(), 0);
        }
        QCOMPARE(delegations, 2);
    }

    void graphAsSvgAndDot()
    {
        const test::Ran svg =
            test::remit({"graph", "-w", office(), "--at", kNoon, "--format", "svg"});
        QCOMPARE(svg.status, 0);
        QXmlStreamReader reader(svg.out);
        int circles = 0;
        QString text;
        while (!reader.atEnd()) {
            reader.readNext();
            if (reader.isStartElement() && reader.name() == QLatin1String("circle"))
                ++circles;
            if (reader.isCharacters())
                text += reader.text();
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QCOMPARE(circles, 3); // agents
        QVERIFY(text.contains("researcher"));
        const test::Ran again =
            test::remit({"graph", "-w", office(), "--at", kNoon, "--format", "svg"});
        QCOMPARE(again.out, svg.out);
        const test::Ran dot = test::remit({"graph", "-w", office(), "--at", kNoon});
        QVERIFY(dot.out.startsWith("digraph "));
        QVERIFY(dot.out.contains("planner-to-researcher"));
    }

    void entitlementNamesItsChains()
    {
        const test::Ran ran = test::remit(
            {"entitlement", "researcher", "-w", office(), "--at", kNoon, "--format", "json"});
        QCOMPARE(ran.status, 0);
        const QJsonObject told = json(ran);
        QCOMPARE(told["total"].toArray().size(), 2); // read plan, read ledger
        const QJsonObject holding = told["holdings"].toArray().first().toObject();
        QCOMPARE(holding["chain"].toArray().first().toString(), QString("alice-to-planner"));
        const QJsonArray sources =
            holding["accesses"].toArray().first().toObject()["sources"].toArray();
        QCOMPARE(sources.first().toObject()["inheritedFrom"].toString(),
                 QString("Team::\"finance\""));
        const test::Ran early = test::remit(
            {"entitlement", "researcher", "-w", office(), "--at", "2026-03-02T08:00:00Z"});
        QVERIFY(early.out.contains("nothing, since"));
    }

    void blastRadiusReachesBelow()
    {
        const test::Ran ran = test::remit({"entitlement", "planner", "--from", "-w", office(),
                                           "--at", kNoon, "--format", "json"});
        QCOMPARE(ran.status, 0);
        QCOMPARE(json(ran)["principals"].toArray().size(), 2);
        QCOMPARE(json(ran)["total"].toArray().size(), 4);
        const test::Ran credential = test::remit({"entitlement", "cred-researcher", "--from", "-w",
                                                  office(), "--at", kNoon, "--format", "json"});
        QCOMPARE(json(credential)["total"].toArray().size(), 2);
    }

    void findingsNameFileLineAndFrameworks()
    {
        const QString traces = office() + "/traces";
        const test::Ran ran =
            test::remit({"findings", traces, "-w", office(), "--at", kNoon, "--format", "json"});
        QCOMPARE(ran.status, 2);
        QStringList ids;
        for (const QJsonValue& finding : json(ran)["findings"].toArray()) {
            ids << finding["id"].toString();
            QVERIFY(!finding["frameworks"].toArray().isEmpty());
        }
        QVERIFY2(ids.contains("amplifying:planner-to-researcher:alice-to-planner"),
                 qPrintable(ids.join('\n')));
        const test::Ran sarif = test::remit({"findings", "-w", office(), "--format", "sarif"});
        QVERIFY(sarif.out.contains("grants/planner-to-researcher.json"));
    }

    /// What a review accepts stays in the list and says so, but is no longer to be done.
    void findingsThatSomebodyAnswersForAreNotOpen()
    {
        const QString sample =
            QString::fromStdString((test::sourceDir() / "samples/multi-agent-research").string());
        const QStringList command{"findings", sample + "/traces", "-w", sample};
        const test::Ran text = test::remit(command);
        QVERIFY2(text.status == 0, text.out.constData());
        QVERIFY(text.out.contains(" accepted by "));
        QVERIFY(text.out.contains(", 0 open."));
        for (const QJsonValue& finding :
             json(test::remit(command + QStringList{"--format", "json"}))["findings"].toArray())
            QVERIFY(!finding["review"]["owner"].toString().isEmpty());
        const test::Ran sarif = test::remit(command + QStringList{"--format", "sarif"});
        QVERIFY(!sarif.out.contains("finding/amplifying"));
    }

    void aRevocationChangesRecordedCalls()
    {
        const QByteArray event = test::kRevocation;
        const test::Ran ran = test::remit(
            {"whatif", office() + "/traces", "-w", office(), "--event", "-", "--format", "json"},
            event);
        QVERIFY2(ran.status == 2, ran.err.constData());
        const QJsonObject told = json(ran);
        QCOMPARE(told["affected"].toArray().size(), 2);
        QCOMPARE(told["calls"].toArray().size(), 1);
        const QJsonObject call = told["calls"].toArray().first().toObject();
        QCOMPARE(call["step"].toInt(), 1);
        QCOMPARE(call["before"]["verdict"].toString(), QString("allow"));
        QCOMPARE(call["after"]["crossings"].toArray().first().toString(), QString("grant-revoked"));
    }

    void aFurtherDelegationLetsAnotherAgentIn()
    {
        const QByteArray event = test::kRedelegation;
        const test::Ran ran = test::remit(
            {"whatif", office() + "/traces", "-w", office(), "--event", "-", "--format", "json"},
            event);
        QVERIFY2(ran.status == 2, ran.err.constData());
        const QJsonObject call = json(ran)["calls"].toArray().first().toObject();
        QCOMPARE(call["before"]["verdict"].toString(), QString("deny"));
        QCOMPARE(call["after"]["verdict"].toString(), QString("allow"));
    }

    void aTasksScopeIsExportedAsAuthorizationDetails()
    {
        const test::Ran ran = test::remit({"entitlement", "-w", office(), "--task", "report"});
        QVERIFY2(ran.status == 0, ran.err.constData());
        const QJsonArray details = QJsonDocument::fromJson(ran.out).array();
        QVERIFY(!details.isEmpty());
        for (const QJsonValue& each : details) {
            const QJsonObject detail = each.toObject();
            QCOMPARE(detail["type"].toString(), QString("urn:remit:task-scope:v1"));
            QCOMPARE(detail["grant"].toString(), QString("alice-to-planner")); // at the root only
            QCOMPARE(detail["expires_at"].toString(), QString("2026-03-02T16:00:00Z"));
            QVERIFY(!detail["actions"].toArray().isEmpty());
            QCOMPARE(detail.contains("identifier"), !detail.contains("resources"));
            QVERIFY(detail["policy"].toObject()["text"].toString().contains("permit"));
        }
        QCOMPARE(test::remit({"entitlement", "-w", office(), "--task", "none"}).status, 1);
        QCOMPARE(test::remit({"entitlement", "-w", office()}).status, 1);
    }

    void entitiesComeFromRegistrationEntries()
    {
        const test::Ran ran =
            test::remit({"entities", "from-spiffe", "-"}, test::kRegistrationEntries);
        QCOMPARE(ran.status, 3); // one is no identity; the others are there all the same
        QVERIFY2(ran.err.contains("inventory/bad-identity"), ran.err.constData());
        QStringList agents;
        for (const QJsonValue& entity : QJsonDocument::fromJson(ran.out).array())
            agents << entity["uid"]["id"].toString() + ' ' +
                          entity["attrs"]["workloads"].toArray().first().toString();
        QCOMPARE(agents, QStringList({"planner spiffe://acme.example/agents/planner",
                                      "prod/writer spiffe://acme.example/prod/writer",
                                      "test/writer spiffe://acme.example/test/writer"}));
    }

    void entitiesComeFromRoleLists()
    {
        const test::Ran ran = test::remit({"entities", "from-roles", "-"}, test::kRoleBindings);
        QCOMPARE(ran.status, 0);
        QVERIFY2(ran.err.contains("2 permissions"), ran.err.constData());
        int parents = 0;
        for (const QJsonValue& entity : QJsonDocument::fromJson(ran.out).array()) {
            if (entity["uid"]["id"].toString() != "ada@acme.example")
                continue;
            QCOMPARE(entity["uid"]["type"].toString(), QString("User"));
            parents = static_cast<int>(entity["parents"].toArray().size());
        }
        QCOMPARE(parents, 2);
    }

    void badEventsAreDiagnostics_data()
    {
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("no such event")
            << QByteArray(test::kNoSuchEvent) << QByteArray("whatif/unknown-event");
        QTest::newRow("no such grant")
            << QByteArray(test::kNoSuchGrant) << QByteArray("whatif/unknown-object");
        QTest::newRow("no time") << QByteArray(test::kNoTime) << QByteArray("whatif/bad-time");
    }
    void badEventsAreDiagnostics()
    {
        QFETCH(QByteArray, event);
        QFETCH(QByteArray, code);
        const test::Ran ran =
            test::remit({"whatif", office() + "/traces", "-w", office(), "--event", "-"}, event);
        QCOMPARE(ran.status, 3);
        QVERIFY2(ran.err.contains(code), ran.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliDelegation)
#include "tst_cli_delegation.moc"
