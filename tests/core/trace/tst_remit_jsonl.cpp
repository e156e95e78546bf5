// SPDX-License-Identifier: Apache-2.0
#include "core/trace/jsonl_writer.h"
#include "tests/core/trace/imported.h"

#include <QTest>

using namespace remit;
using namespace remit::trace;
using remit::test::Imported;
using remit::test::imported;

namespace {

const std::string kStart =
    R"({"v":1,"run":"r","seq":0,"type":"run","agent":"a"})" + std::string(1, '\n');

std::string line(int seq, const std::string& rest)
{
    return R"({"v":1,"run":"r","seq":)" + std::to_string(seq) + "," + rest + "}\n";
}

} // namespace

class TestRemitJsonl : public QObject {
    Q_OBJECT

private slots:
    void aLineReadsAndWritesTheSame_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("run") << QByteArray(
            R"({"v":1,"run":"r","seq":0,"time":"2026-03-01T09:15:00Z","type":"run","agent":"a","onBehalfOf":null,"task":"t@2","format":"remit-jsonl","file":"t.jsonl"})");
        QTest::newRow("message") << QByteArray(
            R"({"v":1,"run":"r","session":"s","seq":1,"type":"message","role":"agent","from":"a","to":"b","text":"hi \u0001 é"})");
        QTest::newRow("call") << QByteArray(
            R"({"v":1,"run":"r","seq":1,"type":"call","callId":"c","agent":"a","tool":"f","server":"s","args":{"b":1.50,"a":[null,true]},"credential":null,"workload":"node-7","audience":"y","task":"t"})");
        QTest::newRow("call without arguments")
            << QByteArray(R"({"v":1,"run":"r","seq":1,"type":"call","callId":"c","tool":"f"})");
        QTest::newRow("result") << QByteArray(
            R"({"v":1,"run":"r","seq":1,"type":"result","callId":"c","ok":false,"content":"no"})");
        QTest::newRow("delegate") << QByteArray(
            R"({"v":1,"run":"r","seq":1,"type":"delegate","from":"a","to":"b","grant":"g","requester":null})");
        QTest::newRow("approve") << QByteArray(
            R"({"v":1,"run":"r","seq":1,"type":"approve","approver":"u","role":"lead","agent":"a","task":"t","taskVersion":2,"action":"f","resource":"x","argsHash":"sha256:00","expires":"2026-03-01T09:15:00.250Z","count":3})");
        QTest::newRow("lifecycle") << QByteArray(
            R"({"v":1,"run":"r","seq":1,"type":"lifecycle","object":"grant","id":"g","event":"revoke","at":"2026-03-01T09:15:00Z"})");
        QTest::newRow("a type of a later version") << QByteArray(
            R"({"v":1,"run":"r","seq":1,"type":"handshake","with":{"b":[1,{"c":2e5}]},"n":null})");
    }

    void aLineReadsAndWritesTheSame()
    {
        QFETCH(QByteArray, text);
        const Imported got = imported(text.toStdString());
        QVERIFY(got.report.problems.empty());
        QVERIFY(!got.events.empty());
        QByteArray expected = text;
        expected.replace(R"(\u0001 é)", "\\u0001 é"); // both are written as themselves
        QCOMPARE(QByteArray::fromStdString(toJsonLine(got.events.back())), expected);
    }

    void absentIsNotRecordedAndNullIsNone()
    {
        const Imported got = imported(
            kStart + line(1, R"("type":"call","callId":"c","tool":"f")") +
            line(2, R"("type":"call","callId":"d","tool":"f","args":null,"credential":null)"));
        const auto calls = got.all<Call>();
        QVERIFY(!calls[0].arguments);
        QVERIFY(!calls[0].credential.isRecorded());
        QCOMPARE(calls[1].arguments, std::optional<std::string>("{}"));
        QVERIFY(calls[1].credential.isRecorded());
        QVERIFY(!calls[1].credential.isPresent());
    }

    void aBrokenLineCostsThatLineOnly_data()
    {
        QTest::addColumn<QByteArray>("broken");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<int>("column");
        const auto row = [](const char* name, const QByteArray& text, const char* code, int at) {
            QTest::newRow(name) << text << QByteArray(code) << at;
        };
        row("cut off after a name", R"({"v":1,"run":"r","seq":1,"type")", "json/unexpected-end",
            32);
        row("no JSON", "hello", "json/unexpected-character", 1);
        row("invalid UTF-8", "{\"v\":1,\"run\":\"\xFF\"}", "json/invalid-utf8", 15);
        row("200,000 deep", QByteArray(200000, '['), "json/too-deep", 129);
        row("a duplicate member", R"({"v":1,"run":"r","run":"x","seq":1,"type":"note"})",
            "json/duplicate-key", 18);
        row("no object", "[1]", "json/wrong-kind", 1);
        row("no run", R"({"v":1,"seq":1,"type":"note"})", "json/missing-member", 1);
        row("no number", R"({"v":1,"run":"r","type":"note"})", "json/missing-member", 1);
        row("a fraction as number", R"({"v":1,"run":"r","seq":1.5,"type":"note"})",
            "json/not-an-integer", 24);
        row("a negative number", R"({"v":1,"run":"r","seq":-1,"type":"note"})",
            "trace/negative-sequence", 24);
        row("of a later version", R"({"v":2,"run":"r","seq":1,"type":"note"})",
            "trace/newer-version", 6);
        row("a call without a tool", R"({"v":1,"run":"r","seq":1,"type":"call","callId":"c"})",
            "json/missing-member", 1);
        row("an unknown role", R"({"v":1,"run":"r","seq":1,"type":"message","role":"x","text":""})",
            "trace/unknown-role", 50);
        row("an approval without a readable end",
            R"({"v":1,"run":"r","seq":1,"type":"approve","approver":"u","role":"l","expires":"soon"})",
            "trace/not-a-time", 79);
    }

    void aBrokenLineCostsThatLineOnly()
    {
        QFETCH(QByteArray, broken);
        QFETCH(QByteArray, code);
        QFETCH(int, column);
        const Imported got = imported(kStart + "\n" + broken.toStdString() + "\n" +
                                      line(2, R"("type":"call","callId":"c","tool":"f")"));
        QCOMPARE(got.events.size(), 2U);
        QCOMPARE(got.report.counts.skippedRecords, 1U);
        QCOMPARE(got.report.problems.size(), 1U);
        const Problem& problem = got.report.problems.front();
        QCOMPARE(QByteArray::fromStdString(problem.code), code);
        QCOMPARE(problem.file, std::string("t.jsonl"));
        QCOMPARE(problem.line, 3U);
        QCOMPARE(int(problem.column), column);
        QVERIFY(rendered(problem).find("t.jsonl:3:") != std::string::npos);
    }

    void aBrokenFirstLineDoesNotHideTheOthers()
    {
        const Imported got = imported("{\"v\":1,\"run\":\n" + kStart +
                                      line(1, R"("type":"call","callId":"c","tool":"f")"));
        QCOMPARE(got.events.size(), 2U);
        QCOMPARE(got.report.problems.size(), 1U);
    }

    void whatIsWrongInPartIsAWarning_data()
    {
        QTest::addColumn<QByteArray>("rest");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("an unknown member")
            << QByteArray(R"("type":"call","callId":"c","tool":"f","agnet":"a")")
            << QByteArray("json/unknown-member");
        QTest::newRow("a wrong time")
            << QByteArray(R"("time":"yesterday","type":"call","callId":"c","tool":"f")")
            << QByteArray("trace/not-a-time");
        QTest::newRow("arguments as a list")
            << QByteArray(R"("type":"call","callId":"c","tool":"f","args":[1])")
            << QByteArray("trace/arguments-not-recorded");
        QTest::newRow("a sequence number again")
            << QByteArray(R"("type":"call","callId":"c","tool":"f")")
            << QByteArray("trace/sequence-repeated");
    }

    void whatIsWrongInPartIsAWarning()
    {
        QFETCH(QByteArray, rest);
        QFETCH(QByteArray, code);
        const int seq = code == "trace/sequence-repeated" ? 0 : 1;
        const Imported got = imported(kStart + line(seq, rest.toStdString()));
        QCOMPARE(got.all<Call>().size(), 1U);
        QCOMPARE(got.report.problems.size(), 1U);
        QCOMPARE(QByteArray::fromStdString(got.report.problems[0].code), code);
        QCOMPARE(got.report.problems[0].severity, Severity::Warning);
        QVERIFY(!got.report.hasErrors());
    }

    void aRunWithoutABeginningGetsOne()
    {
        const Imported got = imported(line(5, R"("type":"call","callId":"c","tool":"f")"));
        QCOMPARE(got.events.size(), 2U);
        QVERIFY(std::holds_alternative<RunStart>(got.events[0].body));
        QCOMPARE(got.events[0].sequence, std::int64_t(4));
        QVERIFY(!got.all<RunStart>()[0].agent.isRecorded());
        QCOMPARE(got.report.gaps.runsWithoutAgent, 1U);
    }

    void aRepeatedCallIdIsMadeUniqueAndItsResultFollows()
    {
        const Imported got =
            imported(kStart + line(1, R"("type":"call","callId":"c","tool":"f")") +
                     line(2, R"("type":"call","callId":"c","tool":"g")") +
                     line(3, R"("type":"result","callId":"c","ok":true,"content":"")"));
        QCOMPARE(got.all<Call>()[1].callId, std::string("c#2"));
        QCOMPARE(got.all<CallResult>()[0].callId, std::string("c#2"));
        QVERIFY(got.problem("trace/call-id-repeated") != nullptr);
    }

    void whatAFileSaysOfItselfIsNotBelieved()
    {
        const Imported got = imported(
            R"({"v":1,"run":"r","seq":0,"type":"run","format":"gateway","file":"trusted.jsonl"})");
        QCOMPARE(got.all<RunStart>()[0].format, std::string("remit-jsonl"));
        QCOMPARE(got.all<RunStart>()[0].file, std::string("t.jsonl"));
    }

    void manyProblemsAreCounted()
    {
        std::string text = kStart;
        for (int i = 0; i < 1000; ++i)
            text += "x\n";
        const Imported got = imported(text);
        QCOMPARE(got.report.problems.size(), kProblemsPerFile + 1);
        QCOMPARE(got.report.problems.back().code, std::string("trace/more-problems"));
        QCOMPARE(got.report.unlistedProblems, 1000U - kProblemsPerFile);
        QCOMPARE(got.report.counts.skippedRecords, 1000U);
    }
};

QTEST_APPLESS_MAIN(TestRemitJsonl)
#include "tst_remit_jsonl.moc"
