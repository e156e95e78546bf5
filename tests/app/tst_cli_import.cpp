// SPDX-License-Identifier: Apache-2.0
#include "tests/app/remit_process.h"
#include "tests/support/test_paths.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <unistd.h>

using namespace remit;
namespace fs = std::filesystem;

namespace {

constexpr int kFiles = 24;

/// How often the import is killed; ten times where nothing else is asked for.
int kills()
{
    const int asked = qEnvironmentVariableIntValue("REMIT_KILLS");
    return asked > 0 ? asked : 10;
}

QByteArray call(const QByteArray& run, int seq, const QByteArray& extra = "{}")
{
    return "{\"v\":1,\"run\":\"" + run + "\",\"seq\":" + QByteArray::number(seq) +
           ",\"type\":\"call\",\"callId\":\"c" + QByteArray::number(seq) +
           "\",\"tool\":\"f\",\"args\":" + extra + "}\n";
}

} // namespace

/// `remit import`: what it takes, what it says, and that killing it costs nothing.
class TestCliImport : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
        write("w/remit.json", "{\"remit\":1,\"name\":\"w\",\"rootEntitlement\":\"policies\","
                              "\"authority\":\"not modelled\"}");
    }

    void countsAndGapsAreTold()
    {
        write("t.jsonl", call("r", 1) + "{broken\n" + call("r", 2));
        const auto ran = run({"import", "t.jsonl", "-w", "w"});
        QCOMPARE(ran.status, 3);
        QVERIFY2(ran.out.contains("1 runs, 2 calls"), ran.out);
        QVERIFY2(ran.out.contains("do not say which agent acts"), ran.out);
        QVERIFY2(ran.err.contains("t.jsonl:2:"), ran.err);
    }

    void theSecondImportReadsNothing()
    {
        write("t.jsonl", call("r", 1));
        QCOMPARE(run({"import", "t.jsonl", "-w", "w"}).status, 0);
        const auto again = run({"import", "t.jsonl", "-w", "w"});
        QCOMPARE(again.status, 0);
        QVERIFY2(again.out.contains("1 already there"), again.out);
    }

    void otherRulesReadTheSameContentAnew()
    {
        write("t.jsonl", call("r", 1));
        QCOMPARE(run({"import", "t.jsonl", "-w", "w"}).status, 0);
        write("w/remit.json", "{\"remit\":1,\"name\":\"w\",\"rootEntitlement\":\"policies\","
                              "\"authority\":\"not modelled\","
                              "\"import\":[{\"field\":\"agent\",\"value\":\"planner\"}]}");
        const auto again = run({"import", "t.jsonl", "-w", "w"});
        QVERIFY2(again.out.contains("1 files read"), again.out + again.err);
        QVERIFY2(again.out.contains("1 fields of runs filled"), again.out);
    }

    void secretsAreTakenOutUnlessAskedNotTo()
    {
        write("t.jsonl", call("r", 1, "{\"password\":\"hunter22\"}"));
        const auto ran = run({"import", "t.jsonl", "-w", "w"});
        QVERIFY2(ran.out.contains("redacted: 1 places by the rule password"), ran.out + ran.err);
        QVERIFY(!storeContains("hunter22"));
        const auto kept = run({"import", "t.jsonl", "-w", "w", "--no-redaction"});
        QVERIFY2(!kept.out.contains("redacted"), kept.out);
        QVERIFY(storeContains("hunter22"));
    }

    void aMappingReadsAFormatOfOnesOwn()
    {
        write("m.json",
              "{\"version\":1,\"name\":\"mine\",\"events\":[{\"type\":\"call\",\"tool\":\"/t\"}]}");
        write("log.json", "[{\"t\":\"f\"},{\"t\":\"g\"}]");
        const auto ran = run({"import", "log.json", "-w", "w", "--map", "m.json"});
        QCOMPARE(ran.status, 0);
        QVERIFY2(ran.out.contains("2 calls"), ran.out);
        write("m.json", "{\"version\":1,\"name\":\"mine\",\"events\":[{\"type\":\"call\"}]}");
        const auto wrong = run({"import", "log.json", "-w", "w", "--map", "m.json"});
        QCOMPARE(wrong.status, 3);
        QVERIFY2(wrong.err.contains("m.json:1:"), wrong.err);
    }

    void callsWithoutADecisionAreShown()
    {
        write("log.json",
              "[{\"subject\":{\"type\":\"agent\",\"id\":\"a\"},\"action\":{\"name\":\"f\"},"
              "\"resource\":{\"type\":\"x\",\"id\":\"1\"},\"decision\":true}]");
        write("t.jsonl", "{\"v\":1,\"run\":\"r\",\"seq\":0,\"type\":\"run\",\"agent\":\"a\"}\n" +
                             call("r", 1) + call("r", 2));
        const auto ran = run({"import", "log.json", "t.jsonl", "-w", "w"});
        QVERIFY2(ran.err.contains("1 of 2 recorded calls have no decision"), ran.err);
    }

    void aKilledImportGoesOnWhereItWas()
    {
        for (int file = 0; file < kFiles; ++file) {
            QByteArray lines;
            for (int seq = 0; seq < 60; ++seq)
                lines += call("run-" + QByteArray::number(file), seq);
            write("traces/" + QString::number(file) + ".jsonl", lines);
        }
        QElapsedTimer timer;
        timer.start();
        const QByteArray undisturbed = importedInto("whole", -1);
        const int span = static_cast<int>(timer.elapsed());
        QVERIFY(undisturbed.contains("\"summary\""));
        int cut = 0;
        for (int kill = 0; kill < kills(); ++kill) {
            const QString workspace = "k" + QString::number(kill);
            // Mostly while it works, now and then before it begins or after it ended.
            const int after = QRandomGenerator::global()->bounded(std::max(span, 20));
            QCOMPARE(importedInto(workspace, after, &cut), undisturbed);
            QDir(m_dir->filePath(workspace)).removeRecursively();
        }
        qInfo("%d of %d imports were killed at work", cut, kills());
        QVERIFY(cut > 0);
    }

private:
    /// Imports into a new workspace, killed after so many milliseconds and then run to its end, and
    /// gives what a replay of the store says. Counts those that the kill did end.
    QByteArray importedInto(const QString& workspace, int killAfter, int* cut = nullptr)
    {
        write(workspace + "/remit.json", "{\"remit\":1,\"name\":\"w\",\"rootEntitlement\":"
                                         "\"policies\",\"authority\":\"not modelled\"}");
        if (killAfter >= 0) {
            QProcess process;
            process.setWorkingDirectory(m_dir->path());
            process.start(test::remitProgram(), {"import", "traces", "-w", workspace});
            process.waitForStarted();
            process.waitForFinished(killAfter);
            process.kill();
            process.waitForFinished();
            if (cut != nullptr && process.exitStatus() == QProcess::CrashExit)
                ++*cut;
        }
        const auto resumed = run({"import", "traces", "-w", workspace});
        if (resumed.status != 0)
            return "failed: " + resumed.err;
        return run({"replay", "-w", workspace, "--format", "jsonl"}).out;
    }

    bool storeContains(const QByteArray& text) const
    {
        for (const char* name : {"traces.sqlite", "traces.sqlite-wal"}) {
            QFile file(m_dir->filePath(QStringLiteral("w/.remit-local/") + name));
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
                return true;
        }
        return false;
    }

    void write(const QString& name, const QByteArray& content) const
    {
        test::writeAll(fs::path(m_dir->filePath(name).toStdString()), content.toStdString());
    }

    test::Ran run(const QStringList& arguments) const
    {
        return test::remit(arguments, {}, m_dir->path());
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(TestCliImport)
#include "tst_cli_import.moc"
