// SPDX-License-Identifier: Apache-2.0
#include "tests/core/trace/imported.h"
#include "tests/support/test_paths.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <filesystem>
#include <map>

using namespace remit;
using namespace remit::trace;
using remit::test::Imported;
using remit::test::imported;

namespace {

/// What Qt's own JSON reader finds in a run file.
struct Expected {
    qsizetype calls = 0;
    qsizetype results = 0;
    qsizetype errors = 0;
    QString run;
};

Expected countedByQt(const std::filesystem::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
    Expected expected;
    const auto part = [&](const char* key, const char* otherwise) {
        const QString value = root[QLatin1String(key)].toString();
        return value.isEmpty() ? QString::fromLatin1(otherwise) : value;
    };
    expected.run = QStringList{part("pipeline_name", "unknown"), part("suite_name", "unknown"),
                               part("user_task_id", "unknown"), part("attack_type", "none"),
                               part("injection_task_id", "none")}
                       .join(QLatin1Char('/'));
    for (const QJsonValue message : root[QLatin1String("messages")].toArray()) {
        expected.calls += message[QLatin1String("tool_calls")].toArray().size();
        if (message[QLatin1String("role")] == QLatin1String("tool")) {
            ++expected.results;
            expected.errors += message[QLatin1String("error")].isNull() ? 0 : 1;
        }
    }
    return expected;
}

std::string runWith(const std::string& messages)
{
    return R"({"suite_name":"banking","pipeline_name":"m","user_task_id":"user_task_0","injection_task_id":null,"attack_type":null,"messages":[)" +
           messages + R"(],"utility":true,"security":true})";
}

} // namespace

class TestAgentDojo : public QObject {
    Q_OBJECT

private slots:
    void everyRunOfTheRecordingIsReadWhole()
    {
        REMIT_NEEDS_SHARED(folder, "traces/agentdojo");
        QElapsedTimer timer;
        timer.start();
        const auto traces = readTraces({folder});
        const qint64 elapsed = timer.elapsed();
        QVERIFY(traces);
        QCOMPARE(traces->report.files.size(), 970U);
        QCOMPARE(traces->report.counts.runs, 970U);
        QCOMPARE(traces->report.counts.calls, 3612U);
        QCOMPARE(traces->report.counts.results, 3608U);
        QCOMPARE(traces->report.counts.skippedRecords, 0U);
        QCOMPARE(traces->report.gaps.callsWithoutResult, 4U);
        QCOMPARE(traces->report.gaps.resultsWithoutCall, 0U);
        QCOMPARE(traces->report.gaps.callsWithoutArguments, 0U);
        QCOMPARE(traces->report.gaps.callsWithoutTime, 3612U);
        QVERIFY(traces->report.problems.empty());
        qInfo("970 runs in %lld ms", static_cast<long long>(elapsed));

        std::map<std::string, Expected> found;
        for (const Event& event : traces->events) {
            Expected& run = found[event.run];
            if (const auto* start = std::get_if<RunStart>(&event.body))
                run.run = QString::fromStdString(start->file);
            run.calls += std::holds_alternative<Call>(event.body) ? 1 : 0;
            if (const auto* result = std::get_if<CallResult>(&event.body)) {
                ++run.results;
                run.errors += result->ok ? 0 : 1;
            }
        }
        QCOMPARE(found.size(), 970U);
        qsizetype errors = 0;
        for (const auto& [run, counted] : found) {
            const Expected expected = countedByQt(counted.run.toStdString());
            QCOMPARE(QString::fromStdString(run), expected.run);
            QCOMPARE(counted.calls, expected.calls);
            QCOMPARE(counted.results, expected.results);
            QCOMPARE(counted.errors, expected.errors);
            errors += counted.errors;
        }
        QCOMPARE(errors, 294);
    }

    void namesRunAndTaskFromTheFields()
    {
        const Imported got = imported(
            R"({"suite_name":"slack","pipeline_name":"gpt","user_task_id":"user_task_3","injection_task_id":"injection_task_1","attack_type":"direct","messages":[]})",
            {}, "elsewhere/none.json");
        QCOMPARE(got.events.size(), 2U);
        QCOMPARE(got.events[0].run, std::string("gpt/slack/user_task_3/direct/injection_task_1"));
        const auto start = got.all<RunStart>().front();
        QCOMPARE(start.agent, Field("gpt"));
        QCOMPARE(start.task, Field("slack/user_task_3"));
        QVERIFY(!start.onBehalfOf.isRecorded());
        QCOMPARE(start.format, std::string("agentdojo"));
        QCOMPARE(start.file, std::string("elsewhere/none.json"));
        QVERIFY(!got.events[0].time);
    }

    void readsContentOfEveryShape_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("string") << QByteArray(R"("hello")") << QByteArray("hello");
        QTest::newRow("null") << QByteArray("null") << QByteArray("");
        QTest::newRow("list with content")
            << QByteArray(R"([{"type":"text","content":"hello"}])") << QByteArray("hello");
        QTest::newRow("list with text")
            << QByteArray(R"([{"type":"text","text":"a"},{"type":"text","text":"b"}])")
            << QByteArray("a\nb");
        QTest::newRow("empty list") << QByteArray("[]") << QByteArray("");
    }

    void readsContentOfEveryShape()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, text);
        const Imported got =
            imported(runWith(R"({"role":"user","content":)" + content.toStdString() + "}"));
        const auto messages = got.all<Message>();
        QCOMPARE(messages.size(), 1U);
        QCOMPARE(messages[0].role, Role::User);
        QCOMPARE(QByteArray::fromStdString(messages[0].text), text);
    }

    void pairsResultsWithCalls_data()
    {
        QTest::addColumn<QByteArray>("calls");
        QTest::addColumn<QByteArray>("results");
        QTest::addColumn<QByteArray>("order"); ///< the index of each result's call
        QTest::newRow("by id, in another order")
            << QByteArray(
                   R"({"function":"f","args":{},"id":"x"},{"function":"f","args":{},"id":"y"})")
            << QByteArray(
                   R"({"role":"tool","content":"1","tool_call_id":"y","error":null},{"role":"tool","content":"2","tool_call_id":"x","error":null})")
            << QByteArray("10");
        QTest::newRow("by the copy of the call")
            << QByteArray(
                   R"({"function":"f","args":{"n":1},"id":""},{"function":"f","args":{"n":2},"id":""})")
            << QByteArray(
                   R"({"role":"tool","content":"1","tool_call_id":"","tool_call":{"function":"f","args":{"n":2},"id":""}},{"role":"tool","content":"2","tool_call_id":null,"tool_call":{"function":"f","args":{"n":1},"id":null}})")
            << QByteArray("10");
        QTest::newRow("by position")
            << QByteArray(
                   R"({"function":"f","args":{},"id":null},{"function":"g","args":{},"id":null})")
            << QByteArray(R"({"role":"tool","content":"1"},{"role":"tool","content":"2"})")
            << QByteArray("01");
        QTest::newRow("the same id twice")
            << QByteArray(
                   R"({"function":"f","args":{},"id":"x"},{"function":"g","args":{},"id":"x"})")
            << QByteArray(
                   R"({"role":"tool","content":"1","tool_call_id":"x","tool_call":{"function":"g","args":{},"id":"x"}},{"role":"tool","content":"2","tool_call_id":"x","tool_call":{"function":"f","args":{},"id":"x"}})")
            << QByteArray("10");
    }

    void pairsResultsWithCalls()
    {
        QFETCH(QByteArray, calls);
        QFETCH(QByteArray, results);
        QFETCH(QByteArray, order);
        const Imported got =
            imported(runWith(R"({"role":"assistant","content":null,"tool_calls":[)" +
                             calls.toStdString() + "]}," + results.toStdString()));
        QVERIFY(got.report.problems.empty());
        const auto made = got.all<Call>();
        const auto answers = got.all<CallResult>();
        QCOMPARE(made.size(), 2U);
        QCOMPARE(answers.size(), 2U);
        QVERIFY(made[0].callId != made[1].callId);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(answers[std::size_t(i)].callId, made[std::size_t(order[i] - '0')].callId);
    }

    void anUnansweredCallDoesNotStealALaterResult()
    {
        const Imported got = imported(runWith(
            R"({"role":"assistant","content":null,"tool_calls":[{"function":"f","args":{},"id":""}]},{"role":"assistant","content":null,"tool_calls":[{"function":"f","args":{},"id":""}]},{"role":"tool","content":"1","tool_call_id":"","tool_call":{"function":"f","args":{},"id":""}})"));
        QCOMPARE(got.all<CallResult>().front().callId, got.all<Call>().back().callId);
        QCOMPARE(got.report.gaps.callsWithoutResult, 1U);
    }

    void anErrorIsAFailedResult()
    {
        const Imported got = imported(runWith(
            R"({"role":"assistant","content":null,"tool_calls":[{"function":"f","args":{},"id":"x"}]},{"role":"tool","content":"","tool_call_id":"x","tool_call":null,"error":"ValueError: no"})"));
        QCOMPARE(got.all<CallResult>().front().ok, false);
        QCOMPARE(got.all<CallResult>().front().content, std::string("ValueError: no"));
    }

    void keepsNumbersAndTheOrderOfArguments()
    {
        const Imported got = imported(runWith(
            R"({"role":"assistant","content":null,"tool_calls":[{"function":"f","args":{"z": 1.50, "a": 1e3},"id":"x"}]})"));
        QCOMPARE(got.all<Call>().front().arguments,
                 std::optional<std::string>(R"({"z":1.50,"a":1e3})"));
    }

    void callsInTheOpenAiShapeAreRead()
    {
        const Imported got = imported(runWith(
            R"({"role":"assistant","content":null,"tool_calls":[{"id":"x","type":"function","function":{"name":"f","arguments":"{\u0022n\u0022: 1}"}}]})"));
        QCOMPARE(got.all<Call>().front().tool, std::string("f"));
        QCOMPARE(got.all<Call>().front().arguments, std::optional<std::string>(R"({"n":1})"));
    }

    void saysWhatTheBenchmarkSays()
    {
        const Imported got = imported(runWith(""));
        QCOMPARE(got.all<Note>().front().type, std::string("outcome"));
        QCOMPARE(
            got.all<Note>().front().json,
            std::string(
                R"({"pipeline":"m","suite":"banking","userTask":"user_task_0","attack":null,"injectionTask":null,"utility":true,"security":true})"));
    }

    void aCutFileIsOneProblemWithItsPlace()
    {
        const std::string whole = runWith(R"({"role":"user","content":"hi"})");
        const Imported got = imported("\n  " + whole.substr(0, whole.size() - 20), {}, "cut.json");
        QCOMPARE(got.report.files.front().outcome, FileOutcome::NotATrace);
        QCOMPARE(got.report.problems.size(), 1U);
        QCOMPARE(got.report.problems[0].line, 2U);
        QVERIFY(got.report.problems[0].column > 100);
        QVERIFY(got.report.hasErrors());
    }
};

QTEST_APPLESS_MAIN(TestAgentDojo)
#include "tst_agentdojo.moc"
