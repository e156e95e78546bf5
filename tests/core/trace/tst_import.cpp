// SPDX-License-Identifier: Apache-2.0
#include "core/trace/importers/formats.h"
#include "tests/core/trace/imported.h"
#include "tests/support/test_paths.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace remit;
using namespace remit::trace;
using remit::test::Imported;
using remit::test::imported;

namespace {

std::string call(const std::string& run, int seq)
{
    return R"({"v":1,"run":")" + run + R"(","seq":)" + std::to_string(seq) +
           R"(,"type":"call","callId":"c)" + std::to_string(seq) + R"(","tool":"f","args":{}})";
}

/// A line of the own format at that second.
std::string noteAt(int seq, int second)
{
    std::string line = "{'v':1,'run':'r','type':'note','seq':" + std::to_string(seq) +
                       ",'time':'2026-01-01T10:00:0" + std::to_string(second) + "Z'}\n";
    std::replace(line.begin(), line.end(), '\'', '"');
    return line;
}

} // namespace

class TestImport : public QObject {
    Q_OBJECT

private slots:
    /// Also events of the own format, in runs that keep their names.
    void aFileOfSeveralFormatsIsReadAsEachOfThem()
    {
        const std::string mixed = R"({"v":1,"run":"r","seq":0,"type":"run","agent":"a"})"
                                  "\n" +
                                  call("r", 1) + "\n" +
                                  R"({"jsonrpc":"2.0","id":7,"method":"tools/call",)"
                                  R"("params":{"name":"read","arguments":{}}})"
                                  "\n" +
                                  call("r", 2) + "\n{\"nothing\":1}\n";
        const Imported read = imported(mixed, {}, "mixed.jsonl");
        const auto calls = read.all<Call>();
        QCOMPARE(calls.size(), std::size_t(3));
        QCOMPARE(calls[1].tool, std::string("read"));
        QVERIFY(read.problem("trace/mixed-formats") != nullptr);
        QCOMPARE(read.report.counts.skippedRecords, std::uint64_t(1));

        ImportOptions forced;
        forced.format = "remit-jsonl";
        QCOMPARE(imported(mixed, forced, "mixed.jsonl").all<Call>().size(), std::size_t(2));
    }

    /// Of a dropped folder only what is in it is read; a file that the user names is read anyway.
    void aLinkOutOfTheFolderIsLeftOut()
    {
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        test::writeAll(root / "outside.jsonl", call("outside", 1));
        test::writeAll(root / "in/a.jsonl", call("a", 1));
        fs::create_symlink(root / "outside.jsonl", root / "in/b.jsonl");
        fs::create_symlink("a.jsonl", root / "in/c.jsonl");
        const auto read = readTraces({root / "in"});
        QVERIFY(read);
        QCOMPARE(read->report.counts.runs, std::uint64_t(2)); // a, and the same by its other name
        QCOMPARE(read->report.filesWith(FileOutcome::Failed), std::uint64_t(1));
        QVERIFY(read->report.problems.front().message.find("leads out") != std::string::npos);
        QCOMPARE(readTraces({root / "in/b.jsonl"})->report.counts.runs, std::uint64_t(1));
    }

    void aResultBeforeItsCallIsNotedWithItsPlace()
    {
        const Imported read = imported(
            R"({"v":1,"run":"r","seq":1,"type":"result","callId":"c2","ok":true,"content":""})"
            "\n" +
            call("r", 2));
        const Problem* note = read.problem("trace/result-before-call");
        QVERIFY(note != nullptr);
        QCOMPARE(note->line, std::uint64_t(2));
        QCOMPARE(read.report.gaps.callsWithoutResult, std::uint64_t(0));
    }

    void aFolderIsReadInTheOrderOfNames()
    {
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        test::writeAll(root / "b.jsonl", call("b", 1));
        test::writeAll(root / "a/z.jsonl", call("az", 1));
        test::writeAll(root / "a/c.jsonl", call("ac", 1));
        test::writeAll(root / ".hidden.jsonl", call("hidden", 1));
        const auto read = readTraces({root});
        QVERIFY(read);
        std::vector<std::string> runs;
        for (const Event& event : read->events) {
            if (std::holds_alternative<Call>(event.body))
                runs.push_back(event.run);
        }
        QCOMPARE(runs, (std::vector<std::string>{"ac", "az", "b"}));
    }

    void clocksThatRunBackwardsAreNotedWhereTheyDo()
    {
        const Imported got = imported(noteAt(0, 5) + noteAt(1, 4) + noteAt(2, 3));
        QCOMPARE(got.report.problems.size(), 1U);
        QCOMPARE(got.report.problems.front().code, std::string("trace/time-backwards"));
        QCOMPARE(got.report.problems.front().line, 2U);
        QVERIFY(!got.report.hasErrors());
    }

    void aRunBelongsToOneFile()
    {
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        test::writeAll(root / "1.jsonl", call("r", 1));
        test::writeAll(root / "2.jsonl", call("r", 2) + "\n" + call("r", 3));
        const auto read = readTraces({root});
        QVERIFY(read);
        QCOMPARE(read->events.back().run, std::string("r#2"));
        QCOMPARE(read->report.counts.runs, 2U);
        QCOMPARE(read->report.problems.size(), 1U);
        QCOMPARE(read->report.problems[0].code, std::string("trace/run-id-taken"));
    }

    void badFilesCostThemselvesOnly()
    {
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        test::writeAll(root / "1-empty.jsonl", "");
        test::writeAll(root / "2-blank.jsonl", " \n\n");
        test::writeAll(root / "3-readme.md", "# Traces\n\nText.\n");
        test::writeAll(root / "4-other.json", R"({"name": "something else"})");
        test::writeAll(root / "5-utf16.jsonl", std::string("\xFF\xFE{\0", 4));
        test::writeAll(root / "6-binary.bin", std::string("\x7F"
                                                          "ELF\0\0",
                                                          6));
        test::writeAll(root / "7-deep.json", std::string(200000, '['));
        test::writeAll(root / "8-good.jsonl", "\xEF\xBB\xBF" + call("r", 1) + "\r\n");
        const auto read = readTraces({root});
        QVERIFY(read);
        QCOMPARE(read->report.counts.calls, 1U);
        QCOMPARE(read->report.filesWith(FileOutcome::NotATrace), 7U);
        QCOMPARE(read->report.problems.size(), 7U);
        QVERIFY(!read->report.hasErrors()); // nobody said that they were traces
        QVERIFY(readTraces({root / "4-other.json"})->report.hasErrors());
    }

    void anUnreadableFileIsAProblemAndTheOthersAreRead()
    {
        if (::geteuid() == 0)
            QSKIP("root reads everything");
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        test::writeAll(root / "1.jsonl", call("a", 1));
        test::writeAll(root / "2.jsonl", call("b", 1));
        ::chmod((root / "1.jsonl").c_str(), 0);
        const auto read = readTraces({root});
        QVERIFY(read);
        QCOMPARE(read->report.counts.calls, 1U);
        QVERIFY(read->report.hasErrors());
    }

    void whatIsNotThereIsSaidBeforeAnythingIsRead()
    {
        const auto read = readTraces({"/nowhere/at/all"});
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::NotFound);
    }

    void anUnknownFormatNameGetsASuggestion()
    {
        ImportOptions options;
        options.format = "agentdojoo";
        test::CollectEvents sink;
        const auto report = importText("{}", "x", options, sink);
        QVERIFY(!report);
        QCOMPARE(report.error().hint, std::string("did you mean agentdojo?"));
    }

    void recordsAreFoundInEveryLayout_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("calls");
        QTest::addColumn<int>("problems");
        const QByteArray one = QByteArray::fromStdString(call("r", 1));
        const QByteArray two = QByteArray::fromStdString(call("r", 2));
        const auto pretty = [](QByteArray text) { return text.replace(",", ",\n  "); };
        const auto row = [](const char* name, const QByteArray& text, int calls, int problems) {
            QTest::newRow(name) << text << calls << problems;
        };
        row("lines", one + "\n" + two + "\n", 2, 0);
        row("lines without the last feed", one + "\n" + two, 2, 0);
        row("lines of Windows", one + "\r\n\r\n" + two + "\r\n", 2, 0);
        row("one value", one, 1, 0);
        row("an array in one line", "[" + one + "," + two + "]", 2, 0);
        row("an array over lines", "[\n" + one + ",\n" + two + "\n]\n", 2, 0);
        row("values laid out over lines", pretty(one) + "\n" + pretty(two), 2, 0);
        row("an array with a broken entry", "[" + one + ", {\"x\" 1}, " + two + "]", 2, 1);
        row("an array cut off", "[" + one + "," + two.left(30), 1, 1);
        row("an empty array in front", "[]" + one, 1, 0);
    }

    void recordsAreFoundInEveryLayout()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, calls);
        QFETCH(int, problems);
        const Imported got = imported(text.toStdString(), {}, "x.json");
        QCOMPARE(int(got.report.counts.calls), calls);
        QCOMPARE(int(got.report.problems.size()), problems);
    }

    void aLineBeyondTheLimitIsPassedOver()
    {
        std::string text = call("r", 1) + "\n{\"v\":1,\"x\":\"";
        text.append(65U << 20U, 'x');
        text += "\"}\n" + call("r", 2) + "\n";
        const Imported got = imported(text);
        QCOMPARE(got.report.counts.calls, 2U);
        QCOMPARE(got.report.counts.skippedRecords, 1U);
        QCOMPARE(got.report.problems.front().code, std::string("trace/record-too-large"));
        QCOMPARE(got.report.problems.front().line, 2U);
    }

    void aLineOfBracketsTakesNoMemory()
    {
        std::string text = call("r", 1) + "\n[";
        for (int i = 0; i < 5000000; ++i)
            text += "[],";
        text += "[]]\n" + call("r", 2) + "\n";
        const Imported got = imported(text);
        QCOMPARE(got.report.counts.calls, 2U);
        QCOMPARE(got.report.problems.front().code, std::string("trace/record-too-large"));
    }

    void millionsOfBlankLinesAreNothing()
    {
        const Imported got = imported(call("r", 1) + std::string(3000000, '\n') + call("r", 2));
        QCOMPARE(got.report.counts.calls, 2U);
    }

    void stoppingEndsTheImport()
    {
        std::stop_source stop;
        stop.request_stop();
        test::CollectEvents sink;
        const auto report = importText(call("r", 1), "x", {}, sink, {stop.get_token(), {}});
        QVERIFY(!report);
        QCOMPARE(report.error().code, ErrorCode::Cancelled);
    }

    void theSinksErrorEndsTheImport()
    {
        class Full final : public EventSink {
        public:
            Result<> take(Event /*event*/) override
            {
                return failure(ErrorCode::Unwritable, "the disk is full");
            }
            void abandonFile() override { abandoned = true; }
            bool abandoned = false;
        } sink;
        const auto report = importText(call("r", 1), "x", {}, sink);
        QVERIFY(!report);
        QCOMPARE(report.error().message, std::string("the disk is full"));
        QVERIFY(sink.abandoned);
    }

    void whatIsNotRecordedIsSaidInWords()
    {
        const Imported got = imported(call("r", 1) + "\n" + call("r", 2));
        const auto said = sentences(got.report.gaps, got.report.counts);
        QVERIFY(std::find(said.begin(), said.end(), "all 2 calls have no time") != said.end());
    }

    void everyFormatHasAName()
    {
        for (const Format* format : formats()) {
            QCOMPARE(findFormat(format->name), format);
            QVERIFY(!format->title.empty());
        }
    }
};

QTEST_APPLESS_MAIN(TestImport)
#include "tst_import.moc"
