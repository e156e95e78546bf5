// SPDX-License-Identifier: Apache-2.0
#include "core/trace/archive/archive_reader.h"
#include "core/trace/import.h"
#include "tests/support/test_paths.h"

#include <QTemporaryDir>
#include <QTest>

#include <archive.h>
#include <archive_entry.h>

#include <filesystem>

using namespace remit;
using namespace remit::trace;
namespace fs = std::filesystem;

namespace {

struct Packed {
    std::string name;
    std::string content;
};

std::string call(const std::string& run)
{
    return R"({"v":1,"run":")" + run +
           R"(","seq":1,"type":"call","callId":"c","tool":"f","args":{}})"
           "\n";
}

enum class Kind { Zip, TarGz, Gz, Zst };

std::string packed(Kind kind, const std::vector<Packed>& files)
{
    std::string out(64U << 20U, '\0');
    std::size_t used = 0;
    archive* writer = archive_write_new();
    if (kind == Kind::Zip)
        archive_write_set_format_zip(writer);
    else if (kind == Kind::TarGz)
        archive_write_set_format_pax_restricted(writer);
    else
        archive_write_set_format_raw(writer);
    if (kind == Kind::TarGz || kind == Kind::Gz)
        archive_write_add_filter_gzip(writer);
    if (kind == Kind::Zst)
        archive_write_add_filter_zstd(writer);
    archive_write_open_memory(writer, out.data(), out.size(), &used);
    for (const Packed& file : files) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, file.name.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(file.content.size()));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_write_header(writer, entry);
        archive_write_data(writer, file.content.data(), file.content.size());
        archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
    out.resize(used);
    return out;
}

struct Read {
    std::vector<std::string> runs;
    ImportReport report;

    bool has(const std::string& code, const std::string& words = {}) const
    {
        return std::any_of(report.problems.begin(), report.problems.end(), [&](const Problem& one) {
            return one.code == code && one.message.find(words) != std::string::npos;
        });
    }
};

Read readPacked(const std::string& name, const std::string& bytes)
{
    const QTemporaryDir folder;
    const fs::path file = fs::path(folder.path().toStdString()) / name;
    test::writeAll(file, bytes);
    const auto read = readTraces({file});
    if (!read)
        return {};
    Read found;
    for (const Event& event : read->events) {
        if (std::holds_alternative<Call>(event.body))
            found.runs.push_back(event.run);
    }
    found.report = read->report;
    return found;
}

} // namespace

class TestArchives : public QObject {
    Q_OBJECT

private slots:
    void packedFilesAreReadAsTheyAre_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("name");
        QTest::newRow("zip") << static_cast<int>(Kind::Zip) << "a.zip";
        QTest::newRow("tar.gz") << static_cast<int>(Kind::TarGz) << "a.tar.gz";
        QTest::newRow("gz") << static_cast<int>(Kind::Gz) << "a.jsonl.gz";
        QTest::newRow("zst") << static_cast<int>(Kind::Zst) << "a.jsonl.zst";
    }

    void packedFilesAreReadAsTheyAre()
    {
        QFETCH(int, kind);
        QFETCH(QString, name);
        const Read read = readPacked(name.toStdString(),
                                     packed(static_cast<Kind>(kind), {{"x/a.jsonl", call("a")}}));
        QCOMPARE(read.runs, std::vector<std::string>{"a"});
        QVERIFY(!read.report.hasErrors());
        QCOMPARE(read.report.files.size(), std::size_t{1});
        QCOMPARE(read.report.files.front().bytes, std::uint64_t{call("a").size()});
    }

    void theFilesOfAnArchiveAreNamedWithinIt()
    {
        const Read read = readPacked("t.zip", packed(Kind::Zip, {{"b.jsonl", call("b")},
                                                                 {"d/a.jsonl", call("a")},
                                                                 {".h.jsonl", call("h")}}));
        QCOMPARE(read.runs, (std::vector<std::string>{"b", "a"}));
        QVERIFY(read.report.files.back().file.ends_with("t.zip!/d/a.jsonl"));
    }

    void archivesWithinArchivesAreOpenedToADepth()
    {
        const std::string inner = packed(Kind::Gz, {{"a", call("deep")}});
        const std::string zip = packed(Kind::Zip, {{"a.jsonl.gz", inner}});
        QCOMPARE(readPacked("o.zip", zip).runs, std::vector<std::string>{"deep"});
        const Read tooDeep = readPacked("p.zip", packed(Kind::Zip, {{"o.zip", zip}}));
        QVERIFY(tooDeep.runs.empty());
        QVERIFY(tooDeep.has("trace/unreadable", "nested"));
    }

    void namesThatLeadOutAreLeftOut()
    {
        const Read read = readPacked(
            "t.zip", packed(Kind::Zip, {{"../evil.jsonl", call("e")}, {"good.jsonl", call("g")}}));
        QCOMPARE(read.runs, std::vector<std::string>{"g"});
        QVERIFY(read.has("trace/unreadable", "leads out"));
    }

    void aBombIsStoppedAndTheRestBeforeItRead()
    {
        std::string zeros(96U << 20U, ' ');
        std::string bomb = packed(Kind::Zip, {{"a.jsonl", call("a")}, {"bomb.jsonl", zeros}});
        const Read read = readPacked("b.zip", bomb);
        QCOMPARE(read.runs, std::vector<std::string>{"a"});
        QVERIFY(read.has("trace/unreadable", "times its size"));
    }

    void aCutOffArchiveGivesWhatCameBefore()
    {
        std::string bytes = packed(Kind::TarGz, {{"a.jsonl", call("a")}, {"b.jsonl", call("b")}});
        bytes.resize(bytes.size() - 40);
        const Read read = readPacked("c.tar.gz", bytes);
        QVERIFY(read.report.hasErrors());
        QVERIFY(read.runs.size() <= 2);
    }

    /// A long log that was cut off in packing: its calls up to there are kept, and it is told.
    void aCutOffLogGivesItsLinesUpToThere()
    {
        std::string lines;
        std::size_t all = 0;
        for (std::uint32_t mixed = 1; lines.size() < (2U << 20U); ++all) {
            mixed = mixed * 1664525U + 1013904223U; // so that it does not pack to nothing
            lines += "{\"v\":1,\"run\":\"r\",\"seq\":" + std::to_string(all) +
                     ",\"type\":\"call\",\"callId\":\"c" + std::to_string(all) +
                     "\",\"tool\":\"f\",\"args\":{\"n\":" + std::to_string(mixed) + "}}\n";
        }
        std::string bytes = packed(Kind::Gz, {{"a.jsonl", lines}});
        bytes.resize(bytes.size() / 2);
        const Read read = readPacked("a.jsonl.gz", bytes);
        QVERIFY(read.has("trace/unreadable", "damaged"));
        QVERIFY(read.runs.size() > all / 4);
        QVERIFY(read.runs.size() < all);
        QCOMPARE(read.report.filesWith(FileOutcome::Imported), std::uint64_t(1));
    }

    void anArchiveWithoutFilesIsTold()
    {
        const Read read = readPacked("zeros.tar", std::string(10240, '\0'));
        QVERIFY(read.report.hasErrors());
        const Read packedZeros =
            readPacked("z.gz", packed(Kind::Gz, {{"z", std::string(99'999, '\0')}}));
        QVERIFY(packedZeros.report.hasErrors());
    }

    void theContentIsKnownByItsOwnHash()
    {
        const Read plain = readPacked("a.jsonl", call("a"));
        const Read zipped = readPacked("a.zip", packed(Kind::Zip, {{"a.jsonl", call("a")}}));
        QCOMPARE(zipped.report.files.front().sha256, plain.report.files.front().sha256);
    }
};

QTEST_APPLESS_MAIN(TestArchives)
#include "tst_archives.moc"
