// SPDX-License-Identifier: Apache-2.0
#include "tests/app/remit_process.h"
#include "tests/support/golden.h"
#include "tests/support/test_paths.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <map>

using namespace remit;

namespace {

/// A key that is the same in every run: PKCS#8 of 32 bytes of 0x01.
constexpr const char* kReleaseKey =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\n"
    "-----END PRIVATE KEY-----\n";

QByteArray sha256Of(const QString& file)
{
    return QCryptographicHash::hash(QByteArray::fromStdString(test::readAll(file.toStdString())),
                                    QCryptographicHash::Sha256)
        .toHex();
}

} // namespace

/// Keys and bundles from the command line: statuses, reasons, and what is left on the disk.
class TestCliBundle : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
        qputenv("XDG_STATE_HOME", m_dir->filePath("state").toUtf8());
        qputenv("XDG_CONFIG_HOME", m_dir->filePath("config").toUtf8());
        test::writeAll(m_dir->filePath("given.pem").toStdString(), kReleaseKey);
        QCOMPARE(run({"key", "import", "given.pem", "--out", "K", "--name", "Release"}).status, 0);
        QCOMPARE(run({"key", "generate", "--out", "other"}).status, 0);
    }

    /// Every sample builds as shipped, and its reviews speak of findings that there are.
    void everySampleBuilds_data()
    {
        QTest::addColumn<QString>("sample");
        for (const auto& entry :
             std::filesystem::directory_iterator(test::sourceDir() / "samples")) {
            if (entry.is_directory())
                QTest::newRow(entry.path().filename().c_str())
                    << QString::fromStdString(entry.path().filename());
        }
    }
    void everySampleBuilds()
    {
        QFETCH(QString, sample);
        const test::Ran built = run({"bundle", "build", "--workspace", sampleFolder(sample),
                                     "--key", "K", "--revision", "1", "--out", "b.remit"});
        QVERIFY2(built.status == 0, built.err.constData());
        const QStringList verify{"bundle",  "verify",  "b.remit",
                                 "--trust", "K.pub",   "--id",
                                 sample,    "--allow", "not-modelled,assumed"};
        QVERIFY2(run(verify).status == 0, run(verify).err.constData());
        QVERIFY2(run(verify).status == 0, "a second time");
        QCOMPARE(run({"bundle", "verify", "b.remit", "--trust", "other.pub"}).status, 2);
    }

    /// The same folder gives the same bytes, wherever and whenever it is built.
    void isTheSameUnderEveryTimeZoneAndLocale()
    {
        const auto buildUnder = [this](const char* zone, const char* locale, const QString& out) {
            qputenv("TZ", zone);
            qputenv("LC_ALL", locale);
            const int status = buildPayments(out, "14").status;
            qunsetenv("TZ");
            qunsetenv("LC_ALL");
            return status;
        };
        QCOMPARE(buildUnder("UTC", "C", "a.remit"), 0);
        QCOMPARE(buildUnder("Asia/Tokyo", "C.UTF-8", "b.remit"), 0);
        QCOMPARE(sha256Of(m_dir->filePath("a.remit")), sha256Of(m_dir->filePath("b.remit")));
        const test::Ran statement = run({"bundle", "inspect", "a.remit", "--statement"});
        const QJsonObject verified =
            json({"bundle", "verify", "a.remit", "--trust", "K.pub", "--format", "json"});
        const std::string golden =
            "tar " + verified["tar"].toString().toStdString() + "\n" +
            QJsonDocument::fromJson(statement.out).toJson(QJsonDocument::Indented).toStdString();
        const std::string difference = test::compareWithGolden(
            test::sourceDir() / "tests/golden/app/bundle/payments-agent-14.txt", golden);
        QVERIFY2(difference.empty(), difference.c_str());
    }

    void otherToolsVerifyItToo()
    {
        QCOMPARE(buildPayments("b.remit", "1").status, 0);
        const QString script = QString::fromStdString(
            (test::sourceDir() / "tests/app/bundle/independent_verifier.sh").string());
        const auto verify = [&](const QString& key, const QString& id) {
            QProcess process;
            process.setWorkingDirectory(m_dir->path());
            process.start("sh", {script, "b.remit", key, id});
            process.waitForFinished();
            return process.exitCode();
        };
        const int status = verify("K.pub", "payments-agent");
        if (status == 77)
            QSKIP("openssl, jq or another tool is not installed");
        QCOMPARE(status, 0);
        QCOMPARE(verify("other.pub", "payments-agent"), 2);
        QCOMPARE(verify("K.pub", "another"), 2);
    }

    void whatIsNotReadyIsNotBuilt_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("content");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        QTest::newRow("a policy that does not parse") << "policies/bad.cedar"
                                                      << "permit (" << 3 << "parse/";
        QTest::newRow("a test that fails")
            << "tests/more.json" << dataFile("failing_test.json") << 2 << "1 of 15 tests fail";
        QTest::newRow("a file of tests that is broken") << "tests/more.json"
                                                        << "[{" << 3 << "json/";
        QTest::newRow("findings that nobody answers for")
            << "reviews/findings.json"
            << "[]" << 2 << "findings nobody answers for";
        QTest::newRow("a review without a reason")
            << "reviews/findings.json"
            << R"([{"finding": "unbound:vault-lease-4471", "state": "accepted", "reason": " ", "owner": "x"}])"
            << 2 << "unbound:vault-lease-4471";
        QTest::newRow("a review that has expired")
            << "reviews/findings.json"
            << R"([{"finding": "unbound:vault-lease-4471", "state": "accepted", "reason": "r", "owner": "x", "expires": "2020-01-01"}])"
            << 2 << "unbound:vault-lease-4471";
    }
    void whatIsNotReadyIsNotBuilt()
    {
        QFETCH(QString, file);
        QFETCH(QString, content);
        QFETCH(int, status);
        QFETCH(QString, says);
        copyPayments("w");
        test::writeAll(m_dir->filePath("w/" + file).toStdString(), content.toStdString());
        const test::Ran ran = run({"bundle", "build", "--workspace", "w", "--key", "K",
                                   "--revision", "1", "--out", "b.remit"});
        QCOMPARE(ran.status, status);
        QVERIFY2(ran.err.contains(says.toUtf8()), ran.err.constData());
        QVERIFY(!QFile::exists(m_dir->filePath("b.remit")));
    }

    /// A finding is acknowledged with a reason, and the reason is signed.
    void reasonsGoIntoTheStatement()
    {
        QCOMPARE(buildPayments("b.remit", "1").status, 0);
        const QByteArray statement = run({"bundle", "inspect", "b.remit", "--statement"}).out;
        QVERIFY(statement.contains(R"("finding":"unbound:vault-lease-4471","state":"accepted")"));
        QVERIFY(statement.contains("The vault cannot bind leases"));
    }

    /// `accept` alone advances the record, and never backwards.
    void olderRevisionsAreRefusedOnceANewerIsAccepted()
    {
        QCOMPARE(buildPayments("1.remit", "1").status, 0);
        QCOMPARE(buildPayments("2.remit", "2").status, 0);
        const auto verify = [this](const QString& file) {
            return run({"bundle", "verify", file, "--trust", "K.pub"}).status;
        };
        QCOMPARE(verify("2.remit"), 0);
        QVERIFY(!QFile::exists(m_dir->filePath("state")));
        QCOMPARE(verify("1.remit"), 0);
        QCOMPARE(run({"bundle", "accept", "2.remit", "--trust", "K.pub"}).status, 0);
        QCOMPARE(verify("2.remit"), 0);
        QCOMPARE(verify("1.remit"), 2);
        QCOMPARE(run({"bundle", "accept", "1.remit", "--trust", "K.pub"}).status, 2);
        QCOMPARE(run({"bundle", "accept", "2.remit", "--trust", "K.pub"}).status, 0);
        QCOMPARE(run({"bundle", "extract", "1.remit", "--trust", "K.pub", "--out", "x"}).status, 2);
        QVERIFY(!QFile::exists(m_dir->filePath("x")));
    }

    /// A record that cannot be read is not an empty one.
    void aDamagedRecordRefusesEverything()
    {
        QCOMPARE(buildPayments("1.remit", "1").status, 0);
        test::writeAll(m_dir->filePath("record.json").toStdString(), "{}");
        const QStringList record{"--record", "record.json"};
        QCOMPARE(run({"bundle", "verify", "1.remit", "--trust", "K.pub"}).status, 0);
        QCOMPARE(
            run(QStringList{"bundle", "verify", "1.remit", "--trust", "K.pub"} + record).status, 3);
        QCOMPARE(
            run(QStringList{"bundle", "accept", "1.remit", "--trust", "K.pub"} + record).status, 3);
        QCOMPARE(test::readAll(m_dir->filePath("record.json").toStdString()), std::string("{}"));
    }

    void thresholdsCountKeys()
    {
        QCOMPARE(buildPayments("b.remit", "1").status, 0);
        const QStringList both{"bundle",  "verify",    "b.remit",     "--trust", "K.pub",
                               "--trust", "other.pub", "--threshold", "2"};
        QCOMPARE(run(both).status, 2);
        QCOMPARE(run({"bundle", "sign", "b.remit", "--key", "K"}).status, 0);
        QCOMPARE(run(both).status, 2);
        QCOMPARE(run({"bundle", "sign", "b.remit", "--key", "other"}).status, 0);
        QCOMPARE(run(both).status, 0);
        QCOMPARE(run({"bundle", "verify", "b.remit", "--trust", "K.pub", "--trust", "K.pub",
                      "--threshold", "2"})
                     .status,
                 2);
    }

    void statusListsOutrunBundles()
    {
        QCOMPARE(buildPayments("b.remit", "1").status, 0);
        test::writeAll(m_dir->filePath("e.json").toStdString(),
                       R"({"event": "revoke", "object": "grant", "id": "mira-payables",)"
                       R"( "at": "2026-03-03T00:00:00Z"})");
        const auto make = [this](const QString& out, const QString& number, const QString& at) {
            return run({"bundle", "status", "--out", out, "--key", "K", "--number", number,
                        "--bundle", "b.remit", "--event", "e.json", "--at", at})
                .status;
        };
        QCOMPARE(make("1.remit-status", "1", "2026-03-03T08:00:00Z"), 0);
        QCOMPARE(make("2.remit-status", "2", "2026-03-03T20:00:00Z"), 0);
        const auto verify = [this](const QString& status, const QString& at) {
            return run({"bundle", "verify", "b.remit", "--trust", "K.pub", "--status", status,
                        "--at", at});
        };
        QCOMPARE(verify("1.remit-status", "2026-03-04T08:00:00Z").status, 0);
        const test::Ran stale = verify("1.remit-status", "2026-03-04T08:00:01Z");
        QCOMPARE(stale.status, 2);
        QVERIFY(stale.err.contains("[stale-status]"));
        QCOMPARE(run({"bundle", "accept", "b.remit", "--trust", "K.pub", "--status",
                      "2.remit-status", "--at", "2026-03-03T21:00:00Z"})
                     .status,
                 0);
        QVERIFY(verify("1.remit-status", "2026-03-03T21:00:00Z").err.contains("[older-status]"));
        QCOMPARE(run({"bundle", "status", "2.remit-status", "--trust", "other.pub"}).status, 2);
    }

    void extractsWhatWasBuilt()
    {
        QCOMPARE(buildPayments("b.remit", "1").status, 0);
        QCOMPARE(run({"bundle", "extract", "b.remit", "--out", "w"}).status, 1); // nobody trusted
        QVERIFY(!QFile::exists(m_dir->filePath("w")));
        QCOMPARE(run({"bundle", "extract", "b.remit", "--trust", "K.pub", "--out", "w"}).status, 0);
        QCOMPARE(test::readAll(m_dir->filePath("w/policies/paying.cedar").toStdString()),
                 test::readAll(test::sourceDir() / "samples/payments-agent/policies/paying.cedar"));
        QCOMPARE(run({"bundle", "extract", "b.remit", "--trust", "K.pub", "--out", "w"}).status, 1);
        QCOMPARE(run({"bundle", "diff", "b.remit", "w"}).status, 0);
    }

    /// Formatting is no difference; a changed limit is one, and says which calls it moves.
    void differencesAreThoseOfMeaning()
    {
        copyPayments("w");
        const std::string policies = m_dir->filePath("w/policies/paying.cedar").toStdString();
        test::writeAll(policies, "// a comment\n\n" + test::readAll(policies) + "\n\n");
        const QString sample = sampleFolder("payments-agent");
        QCOMPARE(run({"bundle", "diff", sample, "w"}).status, 0);
        const std::string agents = m_dir->filePath("w/entities/agents.json").toStdString();
        std::string text = test::readAll(agents);
        const std::size_t at = text.find("\"paymentLimit\": ");
        QVERIFY(at != std::string::npos);
        text.insert(at + 16, "9");
        test::writeAll(agents, text);
        const test::Ran differs = run({"bundle", "diff", sample, "w", sample + "/traces"});
        QCOMPARE(differs.status, 2);
        QVERIFY2(differs.out.contains("entity Agent::"), differs.out.constData());
        QVERIFY2(differs.out.contains(".paymentLimit"), differs.out.constData());
        QVERIFY2(differs.out.contains("over-the-limit"), differs.out.constData());
    }

    void keysAreProtectedByPassphrases()
    {
        test::writeAll(m_dir->filePath("p").toStdString(), "correct horse\n");
        test::writeAll(m_dir->filePath("wrong").toStdString(), "battery staple\n");
        QCOMPARE(run({"key", "passphrase", "K", "--new-passphrase-file", "p"}).status, 0);
        const std::string text = test::readAll(m_dir->filePath("K").toStdString());
        QVERIFY(text.find("argon2id") != std::string::npos);
        QVERIFY(text.find("AQEBAQEB") == std::string::npos);
        QCOMPARE(run({"key", "show", "K"}).status, 0);
        const auto build = [this](const QString& passphrase) {
            return run({"bundle", "build", "--workspace", sampleFolder("payments-agent"), "--key",
                        "K", "--passphrase-file", passphrase, "--revision", "1", "--out",
                        "b.remit"})
                .status;
        };
        QCOMPARE(build("wrong"), 3);
        QVERIFY(!QFile::exists(m_dir->filePath("b.remit")));
        QCOMPARE(build("p"), 0);
    }

    /// No key is printed by anything, whatever is asked.
    void secretsAreNeverPrinted()
    {
        for (const QStringList& arguments :
             {QStringList{"key", "show", "K"}, QStringList{"key", "show", "K", "--format", "json"},
              QStringList{"key", "export", "K", "--form", "pkcs8"},
              QStringList{"key", "export", "K", "--form", "pem"},
              QStringList{"bundle", "verify", "K", "--trust", "K"},
              QStringList{"key", "trust", "K", "--trust", "t.json"}}) {
            const test::Ran ran = run(arguments);
            QVERIFY2(!(ran.out + ran.err).contains("AQEBAQEB"), qPrintable(arguments.join(' ')));
        }
    }

    void keysAreNotWrittenOver()
    {
        const std::string before = test::readAll(m_dir->filePath("K").toStdString());
        QCOMPARE(run({"key", "generate", "--out", "K"}).status, 1);
        QCOMPARE(test::readAll(m_dir->filePath("K").toStdString()), before);
    }

    void trustFilesNameAndLimitKeys()
    {
        QCOMPARE(buildPayments("b.remit", "1").status, 0);
        QCOMPARE(run({"key", "trust", "K.pub", "--trust", "t.json", "--name", "2026"}).status, 0);
        const auto verify = [this](const QString& at) {
            return run({"bundle", "verify", "b.remit", "--trust", "t.json", "--at", at}).status;
        };
        QCOMPARE(verify("2026-05-01"), 0);
        QCOMPARE(run({"key", "rotate", "other.pub", "--trust", "t.json", "--old", "2026", "--name",
                      "2027", "--overlap", "10d", "--at", "2026-06-01"})
                     .status,
                 0);
        QCOMPARE(verify("2026-06-10"), 0);
        QCOMPARE(verify("2026-06-11"), 2);
        QCOMPARE(run({"bundle", "sign", "b.remit", "--key", "other"}).status, 0);
        QCOMPARE(verify("2026-06-11"), 0);
    }

    /// What stands there after SIGKILL is the old file or the new one, whole. REMIT_KILLS says how
    /// often (default 3; the long test: 100).
    void killedAtAnyMomentItLeavesWholeFiles_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<QString>("result");
        QTest::newRow("build") << QStringList{"bundle",      "build",
                                              "--workspace", sampleFolder("payments-agent"),
                                              "--key",       "K",
                                              "--revision",  "2",
                                              "--out",       "b.remit"}
                               << "b.remit";
        QTest::newRow("sign") << QStringList{"bundle", "sign", "b.remit", "--key", "other"}
                              << "b.remit";
        QTest::newRow("extract") << QStringList{"bundle", "extract", "b.remit", "--trust",
                                                "K.pub",  "--out",   "x"}
                                 << "x";
    }
    void killedAtAnyMomentItLeavesWholeFiles()
    {
        QFETCH(QStringList, command);
        QFETCH(QString, result);
        QCOMPARE(buildPayments("b.remit", "1").status, 0);
        const QByteArray start = sha256Of(m_dir->filePath("b.remit"));
        QVERIFY(QFile::copy(m_dir->filePath("b.remit"), m_dir->filePath("start.remit")));
        const QByteArray before = contentOf(result);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(run(command).status, 0);
        const double usual = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        const QByteArray after = contentOf(result);
        QVERIFY(before != after);
        const int kills = qEnvironmentVariable("REMIT_KILLS", "3").toInt();
        for (int i = 0; i < kills; ++i) {
            QFile::remove(m_dir->filePath("b.remit"));
            QDir(m_dir->filePath("x")).removeRecursively();
            QVERIFY(QFile::copy(m_dir->filePath("start.remit"), m_dir->filePath("b.remit")));
            QCOMPARE(sha256Of(m_dir->filePath("b.remit")), start);
            killAfter(command, usual * QRandomGenerator::global()->bounded(1.2));
            const QByteArray found = contentOf(result);
            QVERIFY2(found == before || found == after, qPrintable(QString::number(i)));
        }
    }

private:
    /// Of a file, or of all files of a folder with their names; empty where there is neither.
    QByteArray contentOf(const QString& path) const
    {
        const std::filesystem::path file = m_dir->filePath(path).toStdString();
        if (!std::filesystem::is_directory(file))
            return QFile::exists(m_dir->filePath(path)) ? sha256Of(m_dir->filePath(path))
                                                        : QByteArray();
        std::map<std::string, std::string> contents;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(file)) {
            if (entry.is_regular_file())
                contents[entry.path().string()] = test::readAll(entry.path());
        }
        QByteArray all;
        for (const auto& [name, content] : contents)
            all += QByteArray::fromStdString(name + '\0' + content + '\0');
        return all;
    }
    void killAfter(const QStringList& command, double milliseconds)
    {
        QProcess process;
        process.setWorkingDirectory(m_dir->path());
        process.start(test::remitProgram(), command);
        QVERIFY(process.waitForStarted());
        QTest::qSleep(static_cast<int>(milliseconds) + 1);
        ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
        QVERIFY(process.waitForFinished());
    }
    test::Ran run(const QStringList& arguments)
    {
        return test::remit(arguments, {}, m_dir->path());
    }
    QJsonObject json(const QStringList& arguments)
    {
        return QJsonDocument::fromJson(run(arguments).out).object();
    }
    static QString dataFile(const char* name)
    {
        return QString::fromStdString(test::readAll(test::sourceDir() / "tests/app/bundle" / name));
    }
    static QString sampleFolder(const QString& sample)
    {
        return QString::fromStdString((test::sourceDir() / "samples").string()) + "/" + sample;
    }
    test::Ran buildPayments(const QString& out, const QString& revision)
    {
        return run({"bundle", "build", "--workspace", sampleFolder("payments-agent"), "--key", "K",
                    "--revision", revision, "--out", out});
    }
    void copyPayments(const QString& to)
    {
        std::filesystem::copy(test::sourceDir() / "samples/payments-agent",
                              m_dir->filePath(to).toStdString(),
                              std::filesystem::copy_options::recursive);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(TestCliBundle)
#include "tst_cli_bundle.moc"
