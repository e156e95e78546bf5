// SPDX-License-Identifier: Apache-2.0
#include "core/trace/import.h"
#include "core/trace/jsonl_writer.h"
#include "tests/support/golden.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <filesystem>

using namespace remit;
using namespace remit::trace;
namespace fs = std::filesystem;

namespace {

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

} // namespace

/// Each file of tests/golden/trace/cases imports to the events in the file of its name with
/// `.events`: to add a case, add a file, run the test with REMIT_UPDATE_GOLDEN=1 and read what
/// came.
class TestFormatCases : public QObject {
    Q_OBJECT

private slots:
    void importAsTheirGoldensSay_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto& entry :
             fs::directory_iterator(test::sourceDir() / "tests/golden/trace/cases")) {
            const std::string name = entry.path().filename().string();
            if (!name.ends_with(".events"))
                QTest::newRow(name.c_str()) << QString::fromStdString(name);
        }
    }

    void importAsTheirGoldensSay()
    {
        QFETCH(QString, name);
        const fs::path file = test::sourceDir() / "tests/golden/trace/cases" / name.toStdString();
        const auto imported = readTraces({file});
        QVERIFY(imported);
        const std::string difference =
            test::compareWithGolden(file.string() + ".events", linesOf(*imported, file));
        QVERIFY2(difference.empty(), difference.c_str());
    }
};

QTEST_APPLESS_MAIN(TestFormatCases)
#include "tst_format_cases.moc"
