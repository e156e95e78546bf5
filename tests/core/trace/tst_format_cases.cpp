// SPDX-License-Identifier: Apache-2.0
#include "core/trace/import.h"
#include "core/trace/jsonl_writer.h"
#include "tests/core/trace/imported.h"
#include "tests/support/golden.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>
#include <filesystem>
#include <functional>

using namespace remit;
using namespace remit::trace;
namespace fs = std::filesystem;

namespace {

fs::path casesDir()
{
    return test::sourceDir() / "tests/golden/trace/cases";
}

/// The events as lines of the own format, then the problems. Names of files stand without folders.
std::string linesOf(const ImportedEvents& imported, const fs::path& file)
{
    std::string out;
    for (Event event : imported.events) {
        if (event.run.starts_with(file.string())) // of a run that is named by its file
            event.run.replace(0, file.string().size(), file.filename().string());
        if (auto* start = std::get_if<RunStart>(&event.body))
            start->file.clear();
        out += toJsonLine(event) + '\n';
    }
    for (const Problem& problem : imported.report.problems)
        out += "! " + std::to_string(problem.line) + ' ' + problem.code + ": " + problem.message +
               '\n';
    return out;
}

/// What a recording says, whatever the order of members and the places of problems. Notes keep
/// what the importer does not know, unknown members too: they are counted.
std::string meaningOf(const std::string& text, const std::string& name)
{
    const test::Imported imported = test::imported(text, {}, name);
    std::string out;
    for (const Event& event : imported.events) {
        if (std::holds_alternative<Note>(event.body))
            out += "a note\n";
        else
            out += canonicalJson(*parseJson(toJsonLine(event)).root) + '\n';
    }
    for (const Problem& problem : imported.report.problems)
        out += "! " + problem.code + '\n';
    return out;
}

bool isLines(const std::string& name)
{
    return name.ends_with(".jsonl");
}

std::string replaced(const std::string& text, std::string_view from, std::string_view to)
{
    std::string out;
    for (std::size_t at = 0;;) {
        const std::size_t next = text.find(from, at);
        out.append(text, at, next - at);
        if (next == std::string::npos)
            return out;
        out += to;
        at = next + from.size();
    }
}

/// Changes each record of the file: each line of one, each item of a list, else the whole.
std::string withRecords(const std::string& text, const std::string& name,
                        const std::function<void(JsonValue&)>& change)
{
    const auto changed = [&](const std::string& json) {
        JsonDocument document = parseJson(json);
        if (!document.root)
            return json;
        if (document.root->isArray())
            std::for_each(document.root->items.begin(), document.root->items.end(), change);
        else
            change(*document.root);
        return toJson(*document.root);
    };
    if (!isLines(name))
        return changed(text);
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        out += changed(text.substr(at, end - at)) + '\n';
        at = end + 1;
    }
    return out;
}

void turnAround(JsonValue& value, int depth)
{
    std::reverse(value.members.begin(), value.members.end());
    if (depth == 0)
        return;
    for (JsonMember& member : value.members)
        turnAround(member.value, depth - 1);
}

void addUnknown(JsonValue& record)
{
    if (!record.isObject())
        return;
    const JsonDocument unknown = parseJson(R"({"deep": [1, {"type": "call", "id": null}]})");
    record.members.insert(record.members.begin(), {"xFirst", {}, *unknown.root});
    record.members.push_back({"xLast", {}, *unknown.root});
}

using Change = std::function<std::string(const std::string& text, const std::string& name)>;

struct Variation {
    const char* name;
    Change change;
};

/// What other exporters and editors do to a file without changing what it says.
std::vector<Variation> variations()
{
    return {
        {"byte order mark", [](const auto& text, const auto&) { return "\xEF\xBB\xBF" + text; }},
        {"carriage returns",
         [](const auto& text, const auto&) { return replaced(text, "\n", "\r\n"); }},
        {"no line feed at the end",
         [](const auto& text, const auto&) {
             return text.substr(0, text.find_last_not_of("\r\n") + 1);
         }},
        {"blank lines",
         [](const auto& text, const auto&) { return "\n" + replaced(text, "\n", "\n\n"); }},
        {"members in another order",
         [](const auto& text, const auto& name) {
             return withRecords(text, name, [](JsonValue& record) { turnAround(record, 1); });
         }},
        {"members that nobody knows",
         [](const auto& text, const auto& name) { return withRecords(text, name, addUnknown); }},
    };
}

/// The recordings here, and the samples where they are at hand.
std::vector<fs::path> recordings()
{
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(casesDir()))
        files.push_back(entry.path());
    if (const auto samples = test::sharedData("traces/samples")) {
        for (const auto& entry : fs::recursive_directory_iterator(*samples))
            files.push_back(entry.path());
    }
    std::erase_if(files, [](const fs::path& file) {
        return file.extension() != ".json" && file.extension() != ".jsonl";
    });
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

/// Each file of tests/golden/trace/cases imports to the events in the file of its name with
/// `.events`: to add a case, add a file, run the test with REMIT_UPDATE_GOLDEN=1 and read what
/// came. And what exporters and editors do to such files changes nothing.
class TestFormatCases : public QObject {
    Q_OBJECT

private slots:
    void importAsTheirGoldensSay_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto& entry : fs::directory_iterator(casesDir())) {
            const std::string name = entry.path().filename().string();
            if (!name.ends_with(".events"))
                QTest::newRow(name.c_str()) << QString::fromStdString(name);
        }
    }

    void importAsTheirGoldensSay()
    {
        QFETCH(QString, name);
        const fs::path file = casesDir() / name.toStdString();
        const auto imported = readTraces({file});
        QVERIFY(imported);
        const std::string difference =
            test::compareWithGolden(file.string() + ".events", linesOf(*imported, file));
        QVERIFY2(difference.empty(), difference.c_str());
    }

    void variationsSayTheSame_data() { recordingRows(); }
    void variationsSayTheSame()
    {
        QFETCH(QString, file);
        const fs::path path = file.toStdString();
        const std::string name = path.filename().string();
        const std::string text = test::readAll(path);
        const std::string expected = meaningOf(text, name);
        QVERIFY(!expected.empty());
        for (const Variation& variation : variations()) {
            const std::string got = meaningOf(variation.change(text, name), name);
            QVERIFY2(
                got == expected,
                (std::string(variation.name) + ":\n" + got + "instead of\n" + expected).c_str());
        }
    }

    /// A writer that was stopped costs the line that it was writing.
    void aCutLastLineCostsThatLine_data() { recordingRows(); }
    void aCutLastLineCostsThatLine()
    {
        QFETCH(QString, file);
        const fs::path path = file.toStdString();
        const std::string name = path.filename().string();
        std::string text = test::readAll(path);
        text.resize(text.find_last_not_of("\r\n") + 1);
        const std::size_t last = text.rfind('\n');
        if (!isLines(name) || last == std::string::npos)
            return; // one document: what is whole in it is kept, which its own cases show
        const auto calls = [&](const std::string& of) {
            return test::imported(of, {}, name).all<Call>().size();
        };
        const std::string cut = text.substr(0, text.size() - (text.size() - last) / 3);
        QCOMPARE(calls(cut), calls(text.substr(0, last)));
        QVERIFY(!test::imported(cut, {}, name).report.problems.empty());
    }

private:
    static void recordingRows()
    {
        QTest::addColumn<QString>("file");
        for (const fs::path& file : recordings()) {
            const std::string row = (file.parent_path().filename() / file.filename()).string();
            QTest::newRow(row.c_str()) << QString::fromStdString(file.string());
        }
    }
};

QTEST_APPLESS_MAIN(TestFormatCases)
#include "tst_format_cases.moc"
