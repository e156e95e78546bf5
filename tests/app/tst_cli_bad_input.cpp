// SPDX-License-Identifier: Apache-2.0
#include "tests/app/remit_process.h"
#include "tests/support/test_paths.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <unistd.h>

using namespace remit;

/// Hostile and broken input: what is said, where, and with which status. Statuses and streams are
/// part of the interface of `remit`.
class TestCliBadInput : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
        write("good.cedar", "permit(principal, action, resource);\n");
        write("good.json", "[]");
    }

    void brokenFilesAreNamedWithTheirPlace_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QStringList>("says");
        const auto row = [](const char* name, const char* file, const QByteArray& content,
                            const QStringList& arguments, int status, const QStringList& says) {
            QTest::newRow(name) << file << content << arguments << status << says;
        };
        row("broken policy", "p.cedar", "permit(principal, action, resource)\nwhen { 1 + };\n",
            {"check-parse", "-p", "p.cedar"}, 3, {"p.cedar:2:12", "^", "error[parse/"});
        row("truncated policy", "p.cedar", "permit(principal, action, res",
            {"check-parse", "-p", "p.cedar"}, 3, {"p.cedar:1:"});
        row("two broken policies", "p.cedar", "permit(;\nforbid(;\n",
            {"check-parse", "-p", "p.cedar"}, 3, {"p.cedar:1:", "p.cedar:2:"});
        row("JSON where policies belong", "p.cedar", "{\"policies\": []}",
            {"check-parse", "-p", "p.cedar"}, 3, {"p.cedar:1:1"});
        row("invalid byte", "p.cedar", "permit(principal,\naction, \xff resource);",
            {"check-parse", "-p", "p.cedar"}, 3, {"p.cedar:2:9", "0xff", "UTF-8"});
        row("NUL byte", "p.cedar", QByteArray("permit(\0", 8), {"check-parse", "-p", "p.cedar"}, 3,
            {"p.cedar:1:8"});
        row("deep expression", "p.cedar",
            "permit(principal, action, resource) when { " + QByteArray(200'000, '(') + " };",
            {"check-parse", "-p", "p.cedar"}, 3, {"p.cedar:1:", "256"});
        row("missing file", "p.cedar", "", {"check-parse", "-p", "none.cedar"}, 1,
            {"none.cedar", "remit: error:"});
        row("a folder", "sub/p.cedar", "", {"check-parse", "-p", "sub"}, 1, {"sub"});
        row("broken schema", "s.cedarschema", "entity User\nentity Photo;",
            {"check-parse", "-s", "s.cedarschema"}, 3, {"s.cedarschema:2:1"});
        row("truncated entities", "e.json", "[{\"uid\": {\"type\": \"U\",",
            {"check-parse", "--entities", "e.json"}, 3, {"e.json:1:"});
        row("entities of a wrong kind", "e.json", "{\"uid\": 1}",
            {"check-parse", "--entities", "e.json"}, 3, {"e.json:1:1"});
        row("policies where entities belong", "e.json", "permit(principal, action, resource);",
            {"check-parse", "--entities", "e.json"}, 3, {"e.json:1:1"});
        row("deep JSON", "e.json", QByteArray(200'000, '['),
            {"check-parse", "--entities", "e.json"}, 3, {"e.json:1:129", "128"});
        row("links of a wrong kind", "l.json", "{}",
            {"check-parse", "-p", "good.cedar", "-k", "l.json"}, 3, {"l.json:1:1"});
        row("link to no template", "l.json",
            "[{\"template_id\":\"t\",\"link_id\":\"l\",\"args\":{}}]",
            {"check-parse", "-p", "good.cedar", "-k", "l.json"}, 3, {"l.json:1:2", "`t`"});
        row("broken expression", "x", "", {"check-parse", "-e", "1 +"}, 3, {"expression:1:"});
    }
    void brokenFilesAreNamedWithTheirPlace()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, content);
        QFETCH(QStringList, arguments);
        QFETCH(QStringList, says);
        write(file, content);
        const test::Ran ran = test::remit(arguments, {}, m_dir->path());
        QTEST(ran.status, "status");
        QCOMPARE(ran.out, QByteArray());
        for (const QString& words : says)
            QVERIFY2(ran.err.contains(words.toUtf8()), ran.err.left(2000));
        QVERIFY2(ran.err.size() < 20'000, "the message is longer than anybody reads");
        QVERIFY2(!ran.err.contains('\x1b'), "colour belongs on a terminal only");
    }

    void diagnosticsAreDataWithAMachineFormat()
    {
        write("p.cedar", "permit(principal, action, resource)");
        const QStringList check{"check-parse", "-p", "p.cedar", "--format"};
        const test::Ran json = test::remit(check + QStringList{"json"}, {}, m_dir->path());
        QCOMPARE(json.status, 3);
        QCOMPARE(json.err, QByteArray());
        QVERIFY(json.out.startsWith("{\"diagnostics\":[{\"code\":\"parse/"));
        const test::Ran sarif = test::remit(check + QStringList{"sarif"}, {}, m_dir->path());
        QVERIFY(sarif.out.contains("\"version\":\"2.1.0\""));
        QVERIFY(sarif.out.contains("\"startLine\":1"));
        QVERIFY(sarif.out.contains("\"uri\":\"p.cedar\""));
    }

    void severalFilesAreAllRead()
    {
        write("a.cedar", "permit(;");
        const test::Ran ran =
            test::remit({"check-parse", "-p", "a.cedar", "-p", "none.cedar", "-p", "good.cedar"},
                        {}, m_dir->path());
        QCOMPARE(ran.status, 1); // could not read one: before invalid
        QVERIFY(ran.err.contains("a.cedar:1:8"));
        QVERIFY(ran.err.contains("none.cedar"));
    }

    void standardInputIsReadOnce()
    {
        const QByteArray policy = "permit(principal, action, resource);";
        QCOMPARE(test::remit({"check-parse"}, policy).status, 0);
        QCOMPARE(test::remit({"check-parse", "-p", "-"}, policy).status, 0);
        const test::Ran twice = test::remit({"check-parse", "-p", "-", "-p", "-"}, policy);
        QCOMPARE(twice.status, 1);
        QVERIFY(twice.err.contains("twice"));
        const test::Ran broken = test::remit({"check-parse"}, "permit");
        QCOMPARE(broken.status, 3);
        QVERIFY2(broken.err.contains("-:1:"), broken.err);
    }

    void wrongUsageSaysWhatWasMeant_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        QTest::newRow("no command") << QStringList{} << "needs a command";
        QTest::newRow("unknown command")
            << QStringList{"check-prase"} << "Did you mean check-parse?";
        QTest::newRow("unknown option")
            << QStringList{"check-parse", "--polices", "x"} << "Did you mean --policies?";
        QTest::newRow("unknown format")
            << QStringList{"check-parse", "--format", "xml"} << "--format";
        QTest::newRow("missing value") << QStringList{"check-parse", "-p"} << "check-parse --help";
    }
    void wrongUsageSaysWhatWasMeant()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const test::Ran ran = test::remit(arguments);
        QCOMPARE(ran.status, 1);
        QCOMPARE(ran.out, QByteArray());
        QVERIFY2(ran.err.contains(says.toUtf8()), ran.err);
        QCOMPARE(ran.err.count('\n'), 2); // what is wrong, and what to do
    }

    void aFolderThatCannotBeWrittenIsSaid()
    {
        write("file", "x");
        const test::Ran ran = test::remit({"new", "file/below"}, {}, m_dir->path());
        QCOMPARE(ran.status, 1);
        QVERIFY2(ran.err.contains("file/below"), ran.err);
        if (geteuid() == 0)
            QSKIP("root may write everywhere");
        QVERIFY(QDir(m_dir->path()).mkdir("locked"));
        QFile::setPermissions(m_dir->filePath("locked"), QFile::ReadOwner | QFile::ExeOwner);
        const test::Ran locked = test::remit({"new", "locked/w"}, {}, m_dir->path());
        QCOMPARE(locked.status, 1);
        QVERIFY2(locked.err.contains("locked/w"), locked.err);
    }

    void outputThatCannotBeWrittenIsSaid()
    {
        QProcess process;
        process.setStandardOutputFile("/dev/full");
        process.start(test::remitProgram(), {"language-version"});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("standard output"));
    }

    void ctrlCEndsAProgramThatWaitsForInput_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("Ctrl-C") << SIGINT;
        QTest::newRow("terminated") << SIGTERM;
    }
    void ctrlCEndsAProgramThatWaitsForInput()
    {
        QFETCH(int, signal);
        QProcess process;
        process.start(test::remitProgram(), {"check-parse"});
        QVERIFY(process.waitForStarted());
        QTest::qWait(300); // until it reads
        kill(static_cast<pid_t>(process.processId()), signal);
        QVERIFY(process.waitForFinished(5000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
    }

private:
    void write(const QString& file, const QByteArray& content) const
    {
        test::writeAll(m_dir->filePath(file).toStdString(), content.toStdString());
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(TestCliBadInput)
#include "tst_cli_bad_input.moc"
