// SPDX-License-Identifier: Apache-2.0
#include "tests/app/remit_process.h"
#include "tests/support/test_paths.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace remit;

namespace {

struct Answer {
    QString decision;
    QSet<QString> reasons;
    QSet<QString> errors; ///< of which policies
    bool operator==(const Answer&) const = default;
};

Answer answerOf(const QByteArray& line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    Answer answer{object["decision"].toString(), {}, {}};
    for (const QJsonValue& id : object["reason"].toArray())
        answer.reasons << id.toString();
    for (const QJsonValue& error : object["errors"].toArray())
        answer.errors << (error.isObject() ? error.toObject()["policy"].toString()
                                           : error.toString());
    return answer;
}

} // namespace

class TestCliAuthorize : public QObject {
    Q_OBJECT

private slots:
    void workloadsAreDecidedAsByTheReference_data()
    {
        REMIT_NEEDS_SHARED(workload, "workload");
        QTest::addColumn<QString>("folder");
        std::vector<std::filesystem::path> folders;
        for (const auto& entry : std::filesystem::directory_iterator(workload)) {
            if (entry.is_directory())
                folders.push_back(entry.path());
        }
        std::sort(folders.begin(), folders.end());
        for (const auto& folder : folders)
            QTest::newRow(folder.filename().c_str()) << QString::fromStdString(folder.string());
    }
    void workloadsAreDecidedAsByTheReference()
    {
        QFETCH(QString, folder);
        // Without the schema, as the answers were recorded: with it the actions have parents.
        const test::Ran ran = test::remit({"authorize", "-p", folder + "/policies.cedar",
                                           "--entities", folder + "/entities.json", "--ids",
                                           "position", "--requests", folder + "/requests.jsonl"});
        QVERIFY2(ran.status == 0, ran.err.left(2000));
        const auto lines = ran.out.split('\n');
        const auto expected =
            QByteArray::fromStdString(test::readAll(folder.toStdString() + "/expected.jsonl"))
                .split('\n');
        QCOMPARE(lines.size(), expected.size());
        for (qsizetype i = 0; i < lines.size(); ++i)
            QVERIFY2(answerOf(lines[i]) == answerOf(expected[i]),
                     (QByteArray::number(i + 1) + ": " + lines[i] + " for " + expected[i]));
    }

    void aNewWorkspaceDecidesAsItsReadmeSays()
    {
        const QTemporaryDir dir;
        const QString folder = dir.filePath("mail");
        QCOMPARE(test::remit({"new", folder}).status, 0);
        const QStringList ask{"authorize",
                              "-p",
                              "policies/assistant.cedar",
                              "-s",
                              "schema/assistant.cedarschema",
                              "--entities",
                              "entities/assistant.json",
                              "--principal",
                              "Agent::\"assistant\"",
                              "--resource",
                              "Mailbox::\"dana\""};
        const test::Ran allowed =
            test::remit(ask + QStringList{"-v", "--action", "Action::\"read_mail\""}, {}, folder);
        QCOMPARE(allowed.err, QByteArray());
        QCOMPARE(allowed.status, 0);
        QVERIFY(allowed.out.startsWith("ALLOW\n"));
        QVERIFY(allowed.out.contains("\n  read-own-mailbox\n"));
        const test::Ran denied =
            test::remit(ask + QStringList{"--action", "Action::\"send_mail\""}, {}, folder);
        QCOMPARE(denied.out, QByteArray("DENY\n"));
        QCOMPARE(denied.status, 2);
        const test::Ran valid = test::remit({"validate", "--workspace", folder});
        QVERIFY2(valid.status == 0, valid.err);
    }

    void aLineThatIsNoRequestIsToldAndTheOthersAnswered()
    {
        const QTemporaryDir dir;
        test::writeAll(dir.filePath("p.cedar").toStdString(),
                       "permit(principal, action, resource);");
        const QByteArray request =
            "{\"principal\":\"U::\\\"a\\\"\",\"action\":\"Action::\\\"x\\\"\","
            "\"resource\":\"R::\\\"r\\\"\"}\n";
        test::writeAll(dir.filePath("r.jsonl").toStdString(),
                       (request + "{\"principal\":1}\n\n" + request).toStdString());
        const test::Ran ran =
            test::remit({"authorize", "-p", "p.cedar", "--requests", "r.jsonl"}, {}, dir.path());
        QCOMPARE(ran.status, 3);
        QVERIFY2(ran.err.contains("r.jsonl:2:"), ran.err);
        const auto lines = ran.out.split('\n');
        QCOMPARE(lines.size(), 4); // three answers, and nothing after the last line feed
        QCOMPARE(answerOf(lines[0]).decision, QString("allow"));
        QVERIFY(lines[1].startsWith("{\"decision\":null,"));
        QCOMPARE(answerOf(lines[2]).decision, QString("allow"));
    }

    void aSkippedPolicyIsShownWhereItFailed()
    {
        const QTemporaryDir dir;
        test::writeAll(dir.filePath("p.cedar").toStdString(),
                       "@id(\"bad\")\nforbid(principal, action, resource)\n"
                       "when { context.amount > 1 };\n"
                       "@id(\"all\") permit(principal, action, resource);\n");
        const QStringList ask{"authorize",     "-p", "p.cedar", "-l", "U::\"a\"", "-a",
                              "Action::\"x\"", "-r", "R::\"r\""};
        const test::Ran text = test::remit(ask, {}, dir.path());
        QCOMPARE(text.status, 0);
        QCOMPARE(text.out, QByteArray("ALLOW\n"));
        QVERIFY2(text.err.contains("p.cedar:3:8") && text.err.contains("bad"), text.err);
        const test::Ran json = test::remit(ask + QStringList{"--format", "json"}, {}, dir.path());
        QVERIFY2(json.out.startsWith("{\"decision\":\"allow\",\"reason\":[\"all\"],"
                                     "\"errors\":[{\"policy\":\"bad\",\"kind\":"
                                     "\"RecordAttrDoesNotExist\",\"message\":"),
                 json.out);
        QCOMPARE(json.err, QByteArray());
    }

    void aSchemaBringsTheActionsWithTheirParents()
    {
        const QTemporaryDir dir;
        test::writeAll(dir.filePath("p.cedar").toStdString(),
                       "permit(principal, action in Action::\"admin\", resource);");
        test::writeAll(dir.filePath("s.cedarschema").toStdString(),
                       "entity U, R; action admin; "
                       "action x in [admin] appliesTo { principal: U, resource: R };");
        const QStringList ask{"authorize",     "-p", "p.cedar", "-l", "U::\"a\"", "-a",
                              "Action::\"x\"", "-r", "R::\"r\""};
        QCOMPARE(test::remit(ask, {}, dir.path()).status, 2);
        QCOMPARE(test::remit(ask + QStringList{"-s", "s.cedarschema"}, {}, dir.path()).status, 0);
    }

    void aRequestThatDoesNotConformIsInvalid()
    {
        const QTemporaryDir dir;
        test::writeAll(dir.filePath("p.cedar").toStdString(),
                       "permit(principal, action, resource);");
        test::writeAll(dir.filePath("s.cedarschema").toStdString(),
                       "entity U, R; action x appliesTo { principal: U, resource: R };");
        const QStringList ask{"authorize",     "-p", "p.cedar", "-s", "s.cedarschema", "-a",
                              "Action::\"x\"", "-r", "R::\"r\""};
        QCOMPARE(test::remit(ask + QStringList{"-l", "U::\"a\""}, {}, dir.path()).status, 0);
        QCOMPARE(test::remit(ask + QStringList{"-l", "R::\"a\""}, {}, dir.path()).status, 3);
        QCOMPARE(test::remit(ask + QStringList{"-l", "alice"}, {}, dir.path()).status, 1);
        QCOMPARE(test::remit(ask, {}, dir.path()).status, 1);
    }

    void expressionsAreEvaluated_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("out");
        QTest::newRow("number") << QStringList{"1 + 2 * 3"} << 0 << QByteArray("7\n");
        QTest::newRow("false is an answer") << QStringList{"1 == 2"} << 0 << QByteArray("false\n");
        QTest::newRow("set") << QStringList{"[\"b\", \"a\"].contains(\"a\")"} << 0
                             << QByteArray("true\n");
        QTest::newRow("overflow") << QStringList{"9223372036854775807 + 1"} << 3 << QByteArray();
        QTest::newRow("no request") << QStringList{"principal == U::\"a\""} << 3 << QByteArray();
        QTest::newRow("with a request") << QStringList{"principal == U::\"a\"",
                                                       "-l",
                                                       "U::\"a\"",
                                                       "-a",
                                                       "A::\"x\"",
                                                       "-r",
                                                       "R::\"r\""}
                                        << 0 << QByteArray("true\n");
    }
    void expressionsAreEvaluated()
    {
        QFETCH(QStringList, arguments);
        const test::Ran ran = test::remit(QStringList{"evaluate"} + arguments);
        QTEST(ran.status, "status");
        QTEST(ran.out, "out");
        QCOMPARE(ran.err.isEmpty(), ran.status == 0);
    }
};

QTEST_GUILESS_MAIN(TestCliAuthorize)
#include "tst_cli_authorize.moc"
