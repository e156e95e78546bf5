// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_io.h"
#include "core/base/line_diff.h"
#include "core/workspace/incoming.h"
#include "core/workspace/journal.h"
#include "core/workspace/text_search.h"
#include "tests/support/test_paths.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

using namespace remit;
using namespace remit::workspace;

namespace {

JournalEntry entry(const std::string& path, const std::string& text)
{
    return {path, true, std::make_shared<const std::string>(text), "sha256:00"};
}

/// Lines "a", "b" … of the letters.
std::string lines(const std::string& letters)
{
    std::string text;
    for (const char letter : letters)
        text += std::string(1, letter) + "\n";
    return text;
}

std::string randomLines(std::mt19937& random)
{
    std::string letters;
    for (auto count = random() % 12; count > 0; --count)
        letters += static_cast<char>('a' + random() % 4);
    return lines(letters);
}

/// The text that the hunks make of `from`.
std::string patched(std::string_view from, std::string_view to)
{
    const auto old = linesWithEnds(from);
    const auto fresh = linesWithEnds(to);
    std::string text;
    std::uint32_t done = 0;
    for (const LineHunk& hunk : lineDifference(from, to)) {
        for (; done < hunk.from.begin; ++done)
            text += old[done];
        for (std::uint32_t i = hunk.to.begin; i < hunk.to.end; ++i)
            text += fresh[i];
        done = hunk.from.end;
    }
    for (; done < old.size(); ++done)
        text += old[done];
    return text;
}

std::string drawn(const std::vector<DiffLine>& shown)
{
    std::string text;
    for (const DiffLine& line : shown) {
        const char* sign = line.kind == DiffLine::Kind::Added     ? "+"
                           : line.kind == DiffLine::Kind::Removed ? "-"
                           : line.kind == DiffLine::Kind::Gap     ? "~"
                                                                  : " ";
        text += sign + line.text;
    }
    return text;
}

std::string found(const TextQuery& query, std::string_view text,
                  const std::optional<std::string>& replacement = {})
{
    const auto search = TextSearch::make(query, replacement);
    if (!search)
        return "error: " + search.error().message;
    const auto matches = search->matches(text);
    if (!matches)
        return "error: " + matches.error().message;
    std::string said;
    for (const TextMatch& match : *matches)
        said += std::to_string(match.span.begin) + "-" + std::to_string(match.span.end) +
                (replacement ? "=" + match.replacement : "") + " ";
    return said;
}

} // namespace

/// What keeps work safe, and finds it again.
class TestSafety : public QObject {
    Q_OBJECT

private slots:
    void aJournalOutlivesAKilledProgram()
    {
        const QTemporaryDir dir;
        const std::filesystem::path folder = dir.path().toStdString();
        const std::filesystem::path root = folder / "work";
        std::filesystem::create_directories(root);
        const pid_t child = ::fork();
        if (child == 0) {
            auto journal = Journal::start(folder / "journal", root);
            const bool written =
                journal && journal->write({entry("a.cedar", "\"half\" é\n"), entry("b.json", "")});
            ::_exit(written ? 0 : 1); // as a kill: no destructor runs
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        QCOMPARE(status, 0);
        const auto left = leftJournals(folder / "journal", root);
        QCOMPARE(left.size(), std::size_t{1});
        QCOMPARE(left[0].root, std::filesystem::canonical(root));
        QCOMPARE(left[0].entries.size(), std::size_t{2});
        QCOMPARE(*left[0].entries[0].text, std::string("\"half\" é\n"));
        QVERIFY(left[0].writtenAt > 0);
        QVERIFY(leftJournals(folder / "journal", folder / "other").empty());
        QCOMPARE(leftJournals(folder / "journal").size(), std::size_t{1});
        removeJournal(left[0].file);
        QVERIFY(std::filesystem::is_empty(folder / "journal"));
    }

    void aJournalOfARunningProgramIsItsOwn()
    {
        const QTemporaryDir dir;
        const std::filesystem::path folder = dir.path().toStdString();
        {
            auto one = Journal::start(folder, "/w");
            auto two = Journal::start(folder, "/w");
            QVERIFY(one && two);
            QVERIFY(one->file() != two->file());
            QVERIFY(one->write({entry("a", "x")}).has_value());
            QVERIFY(leftJournals(folder, "/w").empty());
            QVERIFY(one->write({}).has_value());
            QVERIFY(!std::filesystem::exists(one->file()));
        }
        QVERIFY(std::filesystem::is_empty(folder));
    }

    void nothingIsTakenFromADamagedJournal_data()
    {
        QTest::addColumn<QString>("text");
        const std::string whole = journalText("/w", 5, {entry("a.cedar", "x")});
        QTest::newRow("cut") << QString::fromStdString(whole.substr(0, whole.size() / 2));
        QTest::newRow("version") << QString::fromStdString(whole).replace("l\":1", "l\":2");
        QTest::newRow("path out of the workspace")
            << QString::fromStdString(whole).replace("a.cedar", "../a.cedar");
        QTest::newRow("empty") << QString();
    }

    void nothingIsTakenFromADamagedJournal()
    {
        QFETCH(QString, text);
        QVERIFY(readJournalText(journalText("/w", 5, {entry("a.cedar", "x")})).has_value());
        QVERIFY(!readJournalText(text.toStdString()).has_value());
    }

    void differencesAreShortAndRight()
    {
        QCOMPARE(lineDifference(lines("abc"), lines("abc")).size(), std::size_t{0});
        const auto hunks = lineDifference(lines("abcdef"), lines("axcdf"));
        QCOMPARE(hunks.size(), std::size_t{2});
        QCOMPARE(hunks[0], (LineHunk{{1, 2}, {1, 2}}));
        QCOMPARE(hunks[1], (LineHunk{{4, 5}, {4, 4}}));
        std::mt19937 random(7);
        for (int i = 0; i < 2'000; ++i) {
            const std::string from = randomLines(random);
            const std::string to = randomLines(random);
            QCOMPARE(patched(from, to), to);
        }
    }

    void aHopelessDifferenceIsOneHunk()
    {
        std::string from = "same\n";
        std::string to = "same\n";
        for (int i = 0; i < 3 * kMostDifferentLines; ++i) {
            from += "a" + std::to_string(i) + "\n";
            to += "b" + std::to_string(i) + "\n";
        }
        QCOMPARE(lineDifference(from + "end\n", to + "end\n").size(), std::size_t{1});
        QCOMPARE(patched(from, to), to);
    }

    void aShownDifferenceHasContextAndGaps()
    {
        QCOMPARE(drawn(shownDifference(lines("abcdefghij"), lines("abcdxfghij"), 2)),
                 std::string("~ c d-e+x f g~"));
        QCOMPARE(drawn(shownDifference("", "new")), std::string("+new"));
        QCOMPARE(drawn(shownDifference("a\nb\n", "a\n")), std::string(" a-b"));
        QVERIFY(shownDifference("a", "a").empty());
    }

    void bothChangesAreMerged_data()
    {
        QTest::addColumn<QString>("ours");
        QTest::addColumn<QString>("theirs");
        QTest::addColumn<QString>("merged");
        QTest::addColumn<int>("conflicts");
        QTest::newRow("apart") << "aXcdef"
                               << "abcdYf"
                               << "aXcdYf" << 0;
        QTest::newRow("only theirs") << "abcdef"
                                     << "abQef"
                                     << "abQef" << 0;
        QTest::newRow("the same") << "abZdef"
                                  << "abZdef"
                                  << "abZdef" << 0;
        QTest::newRow("the same line") << "abXdef"
                                       << "abYdef"
                                       << "abXdef" << 1;
        QTest::newRow("neighbours") << "abXdef"
                                    << "abcYef"
                                    << "abXdef" << 1;
        QTest::newRow("removed and appended") << "bcdef"
                                              << "abcdefg"
                                              << "bcdefg" << 0;
        QTest::newRow("both insert at one place") << "abcPdef"
                                                  << "abcQdef"
                                                  << "abcPdef" << 1;
    }

    void bothChangesAreMerged()
    {
        QFETCH(QString, ours);
        QFETCH(QString, theirs);
        QFETCH(QString, merged);
        QFETCH(int, conflicts);
        const MergedText result =
            threeWayMerge(lines("abcdef"), lines(ours.toStdString()), lines(theirs.toStdString()));
        QCOMPARE(result.conflicts, static_cast<std::size_t>(conflicts));
        QCOMPARE(result.text, lines(merged.toStdString()));
    }

    void oneSideAloneIsTakenAsItIs()
    {
        std::mt19937 random(3);
        for (int i = 0; i < 1'000; ++i) {
            const std::string base = randomLines(random);
            const std::string changed = randomLines(random);
            QCOMPARE(threeWayMerge(base, changed, base).text, changed);
            QCOMPARE(threeWayMerge(base, base, changed).text, changed);
            QCOMPARE(threeWayMerge(base, base, changed).conflicts, std::size_t{0});
        }
    }

    void textIsFound_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("options"); // c: case, w: word, r: expression
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("places");
        QTest::newRow("any case") << "pay"
                                  << ""
                                  << "Pay é pay"
                                  << "0-3 7-10 ";
        QTest::newRow("case") << "pay"
                              << "c"
                              << "Pay pay"
                              << "4-7 ";
        QTest::newRow("signs are signs") << "a.b("
                                         << ""
                                         << "axb( a.b("
                                         << "5-9 ";
        QTest::newRow("word") << "pay"
                              << "w"
                              << "payee pay"
                              << "6-9 ";
        QTest::newRow("expression") << "^p\\w+$"
                                    << "r"
                                    << "pay\nx pay\npal"
                                    << "0-3 10-13 ";
        QTest::newRow("folding") << "STRASSE"
                                 << ""
                                 << "straße"
                                 << "0-7 ";
        QTest::newRow("nothing of no length") << "x*"
                                              << "r"
                                              << "axa"
                                              << "1-2 ";
        QTest::newRow("no expression") << "(a"
                                       << "r"
                                       << "a"
                                       << "error: “(a” is not a regular expression";
        QTest::newRow("too slow") << "(a+)+$"
                                  << "r" << QString(40, 'a') + "b"
                                  << "error: the expression takes too long on this text";
    }

    void textIsFound()
    {
        QFETCH(QString, query);
        QFETCH(QString, options);
        QFETCH(QString, text);
        QFETCH(QString, places);
        const TextQuery asked{query.toStdString(), options.contains('c'), options.contains('w'),
                              options.contains('r')};
        QCOMPARE(QString::fromStdString(found(asked, text.toStdString())), places);
    }

    void replacementsTakeGroups()
    {
        QCOMPARE(found({"(\\w+)@(\\w+)", false, false, true}, "a@b", "$2 at $1 $$ $9"),
                 std::string("0-3=b at a $  "));
        QCOMPARE(found({"a", false, false, false}, "a", "$1"), std::string("0-1=$1 "));
    }

    void allFilesAreReplacedInOneChange()
    {
        Snapshot snapshot;
        const auto add = [&snapshot](const char* path, const char* text) {
            snapshot.files[path] = {FileKind::Policies, std::make_shared<const std::string>(text)};
        };
        add("a.cedar", "pay pay");
        add("b.cedar", "none");
        add("c.cedar", "x pay");
        const auto search = TextSearch::make({"pay", false, false, false}, "spend");
        const auto files = searchWorkspace(snapshot, *search);
        QVERIFY(files.has_value());
        const WorkspaceEdit edit = replacementEdit("Replace", *files);
        QCOMPARE(edit.files.size(), std::size_t{2});
        QCOMPARE(applied("pay pay", edit.files.at("a.cedar")), std::string("spend spend"));
        QCOMPARE(applied("x pay", edit.files.at("c.cedar")), std::string("x spend"));
    }

    void whatComesInIsRecognised_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("kind");
        QTest::newRow("policy") << "a.cedar"
                                << ""
                                << "policies";
        QTest::newRow("pasted policy") << ""
                                       << "permit (principal, action, resource);"
                                       << "policies";
        QTest::newRow("pasted schema") << ""
                                       << "entity User;"
                                       << "schema";
        QTest::newRow("schema") << "x.cedarschema"
                                << ""
                                << "schema";
        QTest::newRow("schema as JSON") << "x.json"
                                        << R"({"N": {"entityTypes": {}, "actions": {}}})"
                                        << "schema";
        QTest::newRow("entities") << "x.json"
                                  << R"([{"uid": {"type": "A", "id": "b"}}])"
                                  << "entities";
        QTest::newRow("tool list") << "x.json"
                                   << R"({"tools": [{"name": "pay", "inputSchema": {}}]})"
                                   << "tools";
        QTest::newRow("tool list, answer of a server")
            << "x.json"
            << R"({"result": {"tools": [{"name": "pay", "inputSchema": {}}]}})"
            << "tools";
        QTest::newRow("grants") << "x.json"
                                << R"([{"id": "g", "from": "A", "to": "B"}])"
                                << "grants";
        QTest::newRow("tasks") << "x.json"
                               << R"([{"id": "t", "purpose": "p", "owner": "U"}])"
                               << "tasks";
        QTest::newRow("tests") << "x.json"
                               << R"([{"name": "t", "request": {}, "expect": {}}])"
                               << "tests";
        QTest::newRow("trace") << "x.json"
                               << R"({"messages": []})"
                               << "traces";
        QTest::newRow("trace by lines") << "x.txt"
                                        << "{\"type\": 1}\n{\"type\": 2}\n"
                                        << "traces";
        QTest::newRow("trace by name") << "x.jsonl"
                                       << ""
                                       << "traces";
        QTest::newRow("prose") << "notes.txt"
                               << "permit me to say"
                               << "other";
        QTest::newRow("pasted prose") << ""
                                      << "permit me to say"
                                      << "other";
        QTest::newRow("broken JSON") << "x.json"
                                     << "{\"a\": "
                                     << "other";
    }

    void whatComesInIsRecognised()
    {
        QFETCH(QString, name);
        QFETCH(QString, text);
        QFETCH(QString, kind);
        const FileKind guessed = guessedKind(name.toStdString(), text.toStdString());
        QCOMPARE(QString::fromStdString(std::string(workspace::name(guessed))), kind);
    }

    void aNewFileGetsAFreeName()
    {
        const auto taken = [](const std::string& path) { return path == "policies/a.cedar"; };
        QCOMPARE(placeOfNew(FileKind::Policies, "/x/a.cedar", "", taken),
                 std::string("policies/a-2.cedar"));
        QCOMPARE(placeOfNew(FileKind::Schema, "s.cedarschema", "entity A;", taken),
                 std::string("schema/s.cedarschema"));
        QCOMPARE(placeOfNew(FileKind::Schema, "", "{}", taken), std::string("schema/pasted.json"));
        QCOMPARE(placeOfNew(FileKind::Tools, "list.json", "{}", taken),
                 std::string("tools/list.json"));
    }
};

QTEST_GUILESS_MAIN(TestSafety)
#include "tst_safety.moc"
