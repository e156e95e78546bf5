// SPDX-License-Identifier: Apache-2.0
#include "core/trace/jsonl_writer.h"
#include "core/trace/mapping/mapping.h"
#include "tests/core/trace/imported.h"
#include "tests/support/golden.h"
#include "tests/support/json_schema.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <filesystem>

using namespace remit;
using namespace remit::trace;
namespace fs = std::filesystem;
using remit::test::Imported;
using remit::test::imported;

namespace {

std::shared_ptr<const Mapping> mappingOf(const std::string& text)
{
    ReadMapping read = readMapping(text, "m.json");
    if (!read.diagnostics.empty())
        return nullptr;
    return std::make_shared<const Mapping>(std::move(read.mapping));
}

fs::path mappings()
{
    return test::sourceDir() / "resources/mappings";
}

} // namespace

/// Each file of tests/golden/trace/mapped is read by the mapping of its name in resources/mappings.
class TestMapping : public QObject {
    Q_OBJECT

private slots:
    void logsAreReadByTheirMapping_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto& entry :
             fs::directory_iterator(test::sourceDir() / "tests/golden/trace/mapped")) {
            const std::string name = entry.path().filename().string();
            if (!name.ends_with(".events"))
                QTest::newRow(name.c_str()) << QString::fromStdString(name);
        }
    }

    void logsAreReadByTheirMapping()
    {
        QFETCH(QString, name);
        const fs::path file = test::sourceDir() / "tests/golden/trace/mapped" / name.toStdString();
        ImportOptions options;
        options.mapping = mappingOf(test::readAll(mappings() / (file.stem().string() + ".json")));
        QVERIFY(options.mapping != nullptr);
        const Imported read = imported(test::readAll(file), options, file.filename().string());
        std::string lines;
        for (const Event& event : read.events)
            lines += toJsonLine(event) + '\n';
        for (const Problem& problem : read.report.problems)
            lines += "! " + problem.code + ": " + problem.message + '\n';
        const std::string difference = test::compareWithGolden(file.string() + ".events", lines);
        QVERIFY2(difference.empty(), difference.c_str());
    }

    /// What the built-in importer reads from a decision log, the mapping reads too.
    void theExampleOfAuthZenAgreesWithTheImporter()
    {
        const std::string log =
            test::readAll(test::sourceDir() / "tests/golden/trace/mapped/authzen.jsonl");
        ImportOptions options;
        options.mapping = mappingOf(test::readAll(mappings() / "authzen.json"));
        const auto mapped = imported(log, options).all<Call>();
        const auto builtIn = imported(log).all<Call>();
        QCOMPARE(mapped.size(), builtIn.size());
        for (std::size_t i = 0; i < mapped.size(); ++i) {
            QCOMPARE(mapped[i].tool, builtIn[i].tool);
            QCOMPARE(mapped[i].callId, builtIn[i].callId);
            QCOMPARE(mapped[i].arguments, builtIn[i].arguments);
        }
    }

    void theExamplesFollowTheSchema()
    {
        for (const auto& entry : fs::directory_iterator(mappings()))
            QVERIFY(mappingOf(test::readAll(entry.path())) != nullptr);
    }

    void mistakesAreDiagnosticsWithTheirPlace_data()
    {
        QTest::addColumn<QString>("mapping");
        QTest::addColumn<QString>("code");
        QTest::newRow("no events") << "{'version':1,'name':'x','events':[]}"
                                   << "trace/mapping";
        QTest::newRow("no pointer")
            << "{'version':1,'name':'x','run':'id','events':[{'type':'note'}]}"
            << "trace/mapping";
        QTest::newRow("unknown type")
            << "{'version':1,'name':'x','events':[{'type':'calls','tool':'/t'}]}"
            << "trace/mapping";
        QTest::newRow("no tool") << "{'version':1,'name':'x','events':[{'type':'call'}]}"
                                 << "json/missing-member";
        QTest::newRow("unknown field")
            << "{'version':1,'name':'x','events':[{'type':'call','tool':'/t','arg':'/a'}]}"
            << "json/unknown-member";
        QTest::newRow("version") << "{'version':2,'name':'x','events':[{'type':'note'}]}"
                                 << "trace/newer-version";
    }

    void mistakesAreDiagnosticsWithTheirPlace()
    {
        QFETCH(QString, mapping);
        QFETCH(QString, code);
        const ReadMapping read = readMapping(mapping.replace('\'', '"').toStdString(), "m.json");
        QVERIFY(!read.diagnostics.empty());
        QCOMPARE(QString::fromStdString(read.diagnostics.front().code), code);
        QVERIFY(read.diagnostics.front().span.end > 0);
    }
};

QTEST_APPLESS_MAIN(TestMapping)
#include "tst_mapping.moc"
