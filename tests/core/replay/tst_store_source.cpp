// SPDX-License-Identifier: Apache-2.0
#include "core/replay/store_source.h"
#include "core/trace/import.h"
#include "tests/support/test_paths.h"

#include <QTemporaryDir>
#include <QTest>

using namespace remit;
using namespace remit::replay;

namespace {

std::filesystem::path traces()
{
    return test::sourceDir() / "samples" / "payments-agent" / "traces";
}

/// What an event says, for comparing.
std::string line(const trace::Event& event)
{
    const auto time = event.time ? rfc3339(*event.time) : std::string("-");
    std::string text = event.run + '|' + std::to_string(event.sequence) + '|' + time + '|' +
                       std::string(trace::typeName(event.body));
    if (const auto* call = std::get_if<trace::Call>(&event.body))
        text += '|' + call->tool + '|' + call->arguments.value_or("not recorded");
    return text;
}

} // namespace

class TestStoreSource : public QObject {
    Q_OBJECT

private slots:
    void givesWhatTheFilesGive()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("traces.sqlite").toStdString();
        {
            auto store = trace::TraceStore::open(file);
            QVERIFY(store.has_value());
            QVERIFY(store->import({traces()}).has_value());
        }
        const auto stored = StoreSource::open(file);
        QVERIFY(stored.has_value());
        auto read = trace::readTraces({traces()});
        QVERIFY(read.has_value());
        const MemorySource memory(std::move(read->events));
        QCOMPARE((*stored)->sessions().size(), memory.sessions().size());
        for (std::size_t i = 0; i < memory.sessions().size(); ++i) {
            QCOMPARE((*stored)->sessions()[i].runs, memory.sessions()[i].runs);
            const auto fromStore = (*stored)->events(i);
            const auto fromFiles = memory.events(i);
            QVERIFY(fromStore.has_value());
            QCOMPARE((*fromStore)->size(), (*fromFiles)->size());
            for (std::size_t e = 0; e < (*fromFiles)->size(); ++e)
                QCOMPARE(line((**fromStore)[e]), line((**fromFiles)[e]));
        }
    }

    void saysThatNothingWasImported()
    {
        const QTemporaryDir folder;
        const auto source = StoreSource::open(folder.filePath("traces.sqlite").toStdString());
        QVERIFY(!source.has_value());
        QVERIFY(source.error().code == ErrorCode::NotFound);
        QVERIFY(!source.error().hint.empty());
        QVERIFY(!QFile::exists(folder.filePath("traces.sqlite")));
    }
};

QTEST_APPLESS_MAIN(TestStoreSource)
#include "tst_store_source.moc"
