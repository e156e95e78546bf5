// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/settings.h"
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

} // namespace

class TestSettings : public QObject {
    Q_OBJECT

private slots:
    void everyMemberIsRead()
    {
        const ReadSettings read = readSettings(
            test::readAll(test::sourceDir() / "tests/golden/workspace/settings/everything.json"));
        QCOMPARE(codes(read.diagnostics), QString());
        const Settings& settings = read.settings;
        QCOMPARE(settings.name, std::string("Payments"));
        QCOMPARE(settings.kindOf("rules/pay.cedar"), FileKind::Policies);
        QCOMPARE(settings.kindOf("policies/pay.cedar"), FileKind::Other);   // replaced, not added
        QCOMPARE(settings.kindOf("entities/all.json"), FileKind::Entities); // left as usual
        QCOMPARE(settings.principals.agents.size(), 2U);
        QCOMPARE(settings.rootEntitlement, decision::RootEntitlement::Assumed);
        QCOMPARE(settings.authority, decision::Authority::Modelled);
        QCOMPARE(settings.clockSkewSeconds, 5);
        QCOMPARE(settings.mapping.size(), 2U);
        QCOMPARE(settings.mapping[0].action->id, std::string("send"));
        QCOMPARE(settings.mapping[0].server, std::string("bank"));
        QCOMPARE(settings.mapping[0].resource->pointer, std::string("/recipient"));
        QCOMPARE(settings.mapping[0].enforcement, decision::Enforcement::Coarse);
        QCOMPARE(settings.mapping[1].resource->fixed->id, std::string("inbox"));
        QVERIFY(settings.mapping[1].readOnly);
        QCOMPARE(settings.toolPins.size(), 1U);
        QCOMPARE(settings.labels[0].labels[0], std::string("secret"));
        QCOMPARE(settings.importRules[1].from, std::string("user"));
        QCOMPARE(settings.exportProfiles[0].facts.size(), 2U);
        QCOMPARE(settings.bundle->statusMaxAgeSeconds, std::optional<std::int64_t>(86400));
        QCOMPARE(settings.bundle->expiresAt->milliseconds, 1798761600000);
    }

    void theUsualFilesAreFoundWithoutGlobs_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<FileKind>("kind");
        QTest::newRow("settings") << "remit.json" << FileKind::Settings;
        QTest::newRow("policy") << "policies/pay.cedar" << FileKind::Policies;
        QTest::newRow("deep policy") << "policies/bank/eu/pay.cedar" << FileKind::Policies;
        QTest::newRow("links") << "links.json" << FileKind::Links;
        QTest::newRow("schema text") << "schema/bank.cedarschema" << FileKind::Schema;
        QTest::newRow("schema JSON") << "schema/bank.json" << FileKind::Schema;
        QTest::newRow("entities") << "entities/all.json" << FileKind::Entities;
        QTest::newRow("tools") << "tools/bank.json" << FileKind::Tools;
        QTest::newRow("task") << "tasks/pay.json" << FileKind::Tasks;
        QTest::newRow("grant") << "grants/g1.json" << FileKind::Grants;
        QTest::newRow("scope of a grant") << "grants/g1.cedar" << FileKind::Grants;
        QTest::newRow("credential") << "credentials/c.json" << FileKind::Credentials;
        QTest::newRow("trace") << "traces/may/run.jsonl" << FileKind::Traces;
        QTest::newRow("test") << "tests/pay.json" << FileKind::Tests;
        QTest::newRow("review") << "reviews/may.json" << FileKind::Reviews;
        QTest::newRow("anything else") << "README.md" << FileKind::Other;
        QTest::newRow("another remit.json") << "old/remit.json" << FileKind::Other;
    }
    void theUsualFilesAreFoundWithoutGlobs()
    {
        QFETCH(QString, path);
        QTEST(defaultSettings().kindOf(path.toStdString()), "kind");
    }

    void whatIsWrongIsSaidWithItsPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("at"); // the text that is marked
        const QStringList lines =
            QString::fromStdString(
                test::readAll(test::sourceDir() / "tests/golden/workspace/settings/bad.txt"))
                .split('\n');
        for (int i = 0; i + 3 < lines.size(); ++i) {
            if (!lines[i].startsWith("# "))
                continue;
            QString text = lines[i + 3];
            text.replace("{...", lines[0]);
            QTest::newRow(qPrintable(lines[i].mid(2))) << text << lines[i + 1] << lines[i + 2];
        }
    }
    void whatIsWrongIsSaidWithItsPlace()
    {
        QFETCH(QString, text);
        QFETCH(QString, at);
        const ReadSettings read = readSettings(text.toStdString());
        QCOMPARE(read.diagnostics.size(), 1U);
        const Diagnostic& diagnostic = read.diagnostics[0];
        QTEST(QString::fromStdString(diagnostic.code), "code");
        QCOMPARE(diagnostic.file, std::string("remit.json"));
        QCOMPARE(diagnostic.severity, Severity::Error);
        QVERIFY(!diagnostic.message.empty());
        if (!at.isEmpty())
            QCOMPARE(text.toUtf8().mid(diagnostic.span.begin, diagnostic.span.size()), at.toUtf8());
    }
};

QTEST_APPLESS_MAIN(TestSettings)
#include "tst_settings.moc"
