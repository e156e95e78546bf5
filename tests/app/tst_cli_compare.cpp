// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/git/git_revision.h"
#include "tests/app/remit_process.h"
#include "tests/support/test_paths.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace remit;
namespace fs = std::filesystem;

namespace {

const char* const kSettings = "{\"remit\":1,\"name\":\"w\",\"rootEntitlement\":\"policies\","
                              "\"authority\":\"not modelled\"}";

QByteArray call(int seq, const char* tool)
{
    return "{\"v\":1,\"run\":\"r\",\"seq\":" + QByteArray::number(seq) +
           ",\"type\":\"call\",\"callId\":\"c" + QByteArray::number(seq) + "\",\"tool\":\"" + tool +
           "\",\"args\":{}}\n";
}

} // namespace

/// `remit compare` and `remit replay --revision`: other folders and git revisions over the same
/// traces.
class TestCliCompare : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_dir.isValid());
        if (QProcess::execute(QStringLiteral("git"), {QStringLiteral("--version")}) != 0)
            QSKIP("git is not installed");
        // The workspace is a folder of the repository, with a neighbour that is none of it.
        write("repo/other/remit.json", kSettings);
        write("repo/w/remit.json", kSettings);
        write("repo/w/policies/a.cedar", "@id(\"all\") permit (principal, action, resource);\n");
        write("repo/w/policies/-odd name; $(touch x).cedar",
              "@id(\"odd\") forbid (principal, action == Action::\"g\", resource);\n");
        write("t.jsonl", call(1, "f") + call(2, "g") + call(3, "h"));
        QCOMPARE(git({"init", "-q", "-b", "main"}), 0);
        QCOMPARE(git({"add", "-A"}), 0);
        QCOMPARE(commit("first"), 0);
        QCOMPARE(git({"tag", "v1"}), 0);
        write("repo/w/policies/a.cedar",
              "@id(\"all\") permit (principal, action, resource);\n"
              "@id(\"stop\") forbid (principal, action == Action::\"h\", resource);\n");
    }

    void theEditSinceARevisionIsTold()
    {
        const auto ran = compare({"--from", "git:v1"});
        QCOMPARE(ran.status, 2);
        QVERIFY2(ran.out.contains("1 call: `stop` forbids now"), ran.out.constData());
        QVERIFY(ran.out.contains("1 of 3 calls change verdict: 1 newly crossed, 0 newly allowed"));
        QVERIFY2(ran.out.contains("new: `stop` in policies/a.cedar"), ran.out.constData());
        // The other way round, and by a name that is no folder.
        const auto back = compare({"--to", "v1"});
        QVERIFY2(back.out.contains("`stop` forbids no longer"), back.out.constData());
        QCOMPARE(compare({"--from", "HEAD", "--to", "git:v1"}).status, 0);
    }

    void aReplayUnderARevisionDecidesAsThen()
    {
        const QStringList replay{"replay", "t.jsonl", "-w", "repo/w", "--format", "jsonl"};
        const auto now = run(replay);
        const auto then = run(replay + QStringList{"--revision", "v1"});
        QVERIFY2(now.out.contains("\"deny\":2"), now.out.constData());
        QVERIFY2(then.out.contains("\"deny\":1"), then.out.constData());
        QCOMPARE(then.status, 2);
    }

    void namesThatAreNoRevisionsAreRefused_data()
    {
        QTest::addColumn<QString>("revision");
        QTest::newRow("unknown") << "nowhere";
        QTest::newRow("an option") << "--help";
        QTest::newRow("another option") << "-n1";
        QTest::newRow("an output") << "--output=pwned";
        QTest::newRow("a command") << "HEAD; touch pwned";
        QTest::newRow("a substitution") << "$(touch pwned)";
        QTest::newRow("a range") << "v1..HEAD";
        QTest::newRow("empty") << "";
        QTest::newRow("a file") << "v1:w/remit.json";
    }
    void namesThatAreNoRevisionsAreRefused()
    {
        QFETCH(QString, revision);
        const auto ran = compare({"--from", "git:" + revision});
        QCOMPARE(ran.status, 1);
        QVERIFY2(ran.err.contains("git"), ran.err.constData());
        QVERIFY(!QFile::exists(m_dir.filePath("pwned")));
        QVERIFY(!QFile::exists(m_dir.filePath("repo/w/pwned")));
    }

    /// Whatever a repository configures, nothing of it is run.
    void nothingOfTheRepositoryIsRun()
    {
        const QString trap = m_dir.filePath("pwned");
        QCOMPARE(git({"config", "core.fsmonitor", "touch " + trap}), 0);
        QCOMPARE(git({"config", "core.pager", "touch " + trap}), 0);
        QCOMPARE(git({"config", "alias.ls-tree", "!touch " + trap}), 0);
        QCOMPARE(compare({"--from", "v1"}).status, 2);
        QVERIFY(!QFile::exists(trap));
        qputenv("GIT_DIR", m_dir.filePath("elsewhere").toUtf8());
        const int status = compare({"--from", "v1"}).status;
        qunsetenv("GIT_DIR");
        QCOMPARE(status, 2);
    }

    void aFolderOutsideARepositoryHasNone()
    {
        write("plain/remit.json", kSettings);
        const auto ran = run({"compare", "t.jsonl", "-w", "plain", "--to", "git:HEAD"});
        QCOMPARE(ran.status, 1);
        QVERIFY2(ran.err.contains("not a git repository"), ran.err.constData());
    }

    void aMistypedFolderIsNoRevision()
    {
        const auto ran = compare({"--to", "./nowhere"});
        QCOMPARE(ran.status, 1);
        QVERIFY2(ran.err.contains("./nowhere"), ran.err.constData());
        QVERIFY2(!ran.err.contains("git"), ran.err.constData());
    }

    void aRevisionBeforeTheWorkspaceIsTold()
    {
        write("repo/late/remit.json", kSettings);
        const auto ran = run({"compare", "t.jsonl", "-w", "repo/late", "--to", "git:v1"});
        QCOMPARE(ran.status, 1);
        QVERIFY2(ran.err.contains("no remit.json"), ran.err.constData());
    }

    void linksOfACommitAreLeftOut()
    {
        QFile::link(QStringLiteral("/etc/passwd"), m_dir.filePath("repo/w/policies/passwd.cedar"));
        QCOMPARE(git({"add", "-A"}), 0);
        QCOMPARE(commit("link"), 0);
        const auto snapshot =
            workspace::snapshotOfRevision(m_dir.filePath("repo/w").toStdString(), "HEAD");
        QVERIFY(snapshot.has_value());
        QCOMPARE(snapshot->files.count("policies/passwd.cedar"), std::size_t{0});
        QCOMPARE(snapshot->files.count("policies/-odd name; $(touch x).cedar"), std::size_t{1});
        QCOMPARE(snapshot->files.size(), std::size_t{3});
        const auto commits = workspace::gitCommits(m_dir.filePath("repo/w").toStdString(), 10);
        QCOMPARE(commits->size(), std::size_t{2});
        QCOMPARE(commits->front().subject, std::string("link"));
        QCOMPARE(commits->front().author, std::string("A. Author"));
    }

    /// Both lists of what front-loading makes a difference to.
    void theTimingsAreCompared()
    {
        const QString sample = QString::fromStdString(
            (test::sourceDir() / "samples" / "multi-agent-research").string());
        const QStringList all{"compare", sample + "/traces", "-w", sample, "--timings"};
        const auto text = test::remit(all);
        QCOMPARE(text.status, 2);
        QVERIFY2(text.out.startsWith("Front-loaded allows, continuous denies: 3\n"), text.out);
        QVERIFY(text.out.contains("noon-research step 1  read_document  allow → deny\n"));
        QVERIFY(text.out.endsWith("Continuous allows, front-loaded denies: 0\n"));
        const auto lines = test::remit(all + QStringList{"--format", "jsonl"});
        QVERIFY2(lines.out.contains("\"newly-crossed\":3,\"newly-allowed\":0"), lines.out);
        QCOMPARE(test::remit(all + QStringList{"--to", sample}).status, 1);
        const auto unmodelled = run({"compare", "t.jsonl", "-w", "repo/other", "--timings"});
        QCOMPARE(unmodelled.status, 1);
        QVERIFY(unmodelled.err.contains("does not model authority"));
    }
    void somethingToCompareWithIsNeeded() { QCOMPARE(compare({}).status, 1); }

private:
    void write(const QString& name, const QByteArray& content) const
    {
        test::writeAll(m_dir.filePath(name).toStdString(), content.toStdString());
    }
    [[nodiscard]] test::Ran run(const QStringList& arguments) const
    {
        return test::remit(arguments, {}, m_dir.path());
    }
    [[nodiscard]] test::Ran compare(const QStringList& more) const
    {
        return run(QStringList{"compare", "t.jsonl", "-w", "repo/w"} + more);
    }
    [[nodiscard]] int git(const QStringList& arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_dir.filePath("repo"));
        process.start(QStringLiteral("git"), arguments);
        return process.waitForFinished() ? process.exitCode() : -1;
    }
    [[nodiscard]] int commit(const QString& subject) const
    {
        return git({"-c", "user.name=A. Author", "-c", "user.email=a@example.org", "commit", "-q",
                    "-m", subject});
    }

    QTemporaryDir m_dir;
};

QTEST_GUILESS_MAIN(TestCliCompare)
#include "tst_cli_compare.moc"
