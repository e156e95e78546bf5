// SPDX-License-Identifier: Apache-2.0
#include "core/trace/import_rules.h"
#include "core/trace/jsonl_writer.h"
#include "core/trace/preview.h"
#include "tests/core/trace/imported.h"

#include <QTest>

using namespace remit;
using namespace remit::trace;
using remit::test::Imported;
using remit::test::imported;

namespace {

ImportRule fixed(const char* field, const char* value)
{
    ImportRule rule;
    rule.field = field;
    rule.value = value;
    return rule;
}

ImportRule from(const char* field, const char* attribute, const char* pattern = "")
{
    ImportRule rule;
    rule.field = field;
    rule.from = attribute;
    rule.pattern = pattern;
    return rule;
}

/// A chat log: it names nobody and has no times.
const char* const kChat =
    "[{'role':'user','content':'Pay'},"
    "{'role':'assistant','content':null,'tool_calls':[{'id':'c','type':'function',"
    "'function':{'name':'pay','arguments':'{}'}}]},"
    "{'role':'tool','tool_call_id':'c','content':'ok'}]";

std::string chat()
{
    std::string text = kChat;
    for (char& c : text)
        c = c == '\'' ? '"' : c;
    return text;
}

Imported chatWith(std::vector<ImportRule> rules,
                  const std::string& name = "logs/users/alice/9.json")
{
    ImportOptions options;
    options.rules = std::move(rules);
    return imported(chat(), options, name);
}

} // namespace

class TestImportRules : public QObject {
    Q_OBJECT

private slots:
    void aFixedValueFillsWhatIsNotRecorded()
    {
        const Imported read = chatWith({fixed("agent", "payer"), fixed("task", "pay@1")});
        const auto start = read.all<RunStart>().front();
        QCOMPARE(start.agent.text, std::string("payer"));
        QCOMPARE(start.task.text, std::string("pay@1"));
        QCOMPARE(read.report.counts.filled, std::uint64_t{2});
        QCOMPARE(read.report.gaps.runsWithoutAgent, std::uint64_t{0});
        QCOMPARE(read.report.gaps.runsWithoutOnBehalfOf, std::uint64_t{1});
    }

    void whatIsRecordedIsNeverReplaced()
    {
        ImportOptions options;
        options.rules = {fixed("agent", "other")};
        const Imported read =
            imported(R"({"v":1,"run":"r","seq":0,"type":"run","agent":"own"})", options);
        QCOMPARE(read.all<RunStart>().front().agent.text, std::string("own"));
    }

    void theFirstRuleThatGivesAValueCounts()
    {
        const Imported read =
            chatWith({from("agent", "no.such"), fixed("agent", "a"), fixed("agent", "b")});
        QCOMPARE(read.all<RunStart>().front().agent.text, std::string("a"));
    }

    void partsOfPathsFillFields()
    {
        const Imported read =
            chatWith({from("onBehalfOf", "file", "**/users/{}/*"), from("session", "file.stem")});
        QCOMPARE(read.all<RunStart>().front().onBehalfOf.text, std::string("alice"));
        for (const Event& event : read.events)
            QCOMPARE(event.session, std::string("9"));
    }

    void rulesHoldForTheirFormatAndFilesOnly()
    {
        ImportRule other = fixed("agent", "x");
        other.format = "codex";
        ImportRule elsewhere = fixed("agent", "y");
        elsewhere.file = "bob/*.json";
        ImportRule here = fixed("agent", "z");
        here.file = "alice/*.json";
        const Imported read = chatWith({other, elsewhere, here});
        QCOMPARE(read.all<RunStart>().front().agent.text, std::string("z"));
    }

    void attributesOfTheTraceFillFields()
    {
        ImportOptions options;
        options.rules = {from("workload", "service.name"), from("credential", "cred")};
        const Imported read = imported(
            R"({"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"spiffe"}},{"key":"cred","value":{"stringValue":"k1"}}]},"scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","name":"x","attributes":[]}]}]}]})",
            options);
        const auto start = read.all<RunStart>().front();
        QCOMPARE(start.workload.text, std::string("spiffe"));
        QCOMPARE(start.credential.text, std::string("k1"));
    }

    /// R6: a start time gives one-second steps, and says that they are assumed.
    void aStartGivesStepsOfOneSecond()
    {
        const Imported read = chatWith({fixed("start", "2026-01-01T10:00:00Z")});
        QVERIFY(read.all<RunStart>().front().timeAssumed);
        for (std::size_t i = 0; i < read.events.size(); ++i)
            QCOMPARE(rfc3339(*read.events[i].time), "2026-01-01T10:00:0" + std::to_string(i) + "Z");
        QVERIFY(toJsonLine(read.events.front()).find("\"timeAssumed\":true") != std::string::npos);
    }

    void aRunWithTimesKeepsThem()
    {
        ImportOptions options;
        options.rules = {fixed("start", "2026-01-01T10:00:00Z")};
        const Imported read = imported(
            R"({"v":1,"run":"r","seq":0,"time":"2025-05-05T05:05:05Z","type":"run"})", options);
        QVERIFY(!read.all<RunStart>().front().timeAssumed);
        QCOMPARE(rfc3339(*read.events.front().time), std::string("2025-05-05T05:05:05Z"));
    }

    void aStartThatIsNoTimeIsTold()
    {
        const Imported read = chatWith({from("start", "file.stem")});
        QVERIFY(read.problem("trace/rule-without-time") != nullptr);
        QVERIFY(!read.events.front().time);
    }

    void thePreviewShowsBeforeAndAfter()
    {
        ImportOptions options;
        options.rules = {fixed("agent", "payer")};
        const auto preview = previewText(chat(), "c.json", options, 2);
        QVERIFY(preview.has_value());
        QCOMPARE(preview->format, std::string("openai-chat"));
        QCOMPARE(preview->before.size(), std::size_t{2});
        QVERIFY(!preview->isWhole);
        QVERIFY(!std::get<RunStart>(preview->before.front().body).agent.isRecorded());
        QCOMPARE(std::get<RunStart>(preview->after.front().body).agent.text, std::string("payer"));
    }

    void partsAreFoundByGlob_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("part");
        QTest::newRow("folder") << "**/users/{}/*"
                                << "/a/users/bob/x.json"
                                << "bob";
        QTest::newRow("end") << "run-{}"
                             << "run-7"
                             << "7";
        QTest::newRow("no slash") << "x/{}"
                                  << "x/a/b"
                                  << "";
        QTest::newRow("no fit") << "y-{}"
                                << "run-7"
                                << "";
        QTest::newRow("middle") << "*-{}-*"
                                << "a-b-c"
                                << "b";
    }

    void partsAreFoundByGlob()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, text);
        QFETCH(QString, part);
        const auto found = trace::part(pattern.toStdString(), text.toStdString());
        QCOMPARE(QString::fromStdString(found.value_or("")), part);
    }
};

QTEST_APPLESS_MAIN(TestImportRules)
#include "tst_import_rules.moc"
