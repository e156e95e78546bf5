// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/trace_store.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/screenshot.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/import/import_page.h"
#include "ui/import/preview_model.h"
#include "ui/import/rules_table.h"
#include "ui/shell/main_window.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTreeWidget>
#include <QUrl>

#include <map>
#include <set>

using namespace remit;
using remit::test::saveScreenshot;
using remit::test::StudioRig;

namespace {

/// A chat log, an own trace, a coding session and a picture: four kinds of file in one folder.
void writeMixed(const QString& folder)
{
    const std::filesystem::path root = folder.toStdString();
    test::writeAll(root / "chat.json",
                   "[{\"role\":\"user\",\"content\":\"Pay, the password: hunter22\"},"
                   "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\","
                   "\"function\":{\"name\":\"pay\",\"arguments\":\"{\\\"amount\\\":5}\"}}]},"
                   "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"ok\"}]");
    test::writeAll(
        root / "own.trace.jsonl",
        "{\"v\":1,\"run\":\"r\",\"seq\":0,\"type\":\"run\",\"agent\":\"planner\"}\n"
        "{\"v\":1,\"run\":\"r\",\"seq\":1,\"type\":\"call\",\"callId\":\"c\",\"tool\":\"f\","
        "\"args\":{}}\n");
    test::writeAll(
        root / "session.jsonl",
        "{\"type\":\"assistant\",\"sessionId\":\"s\",\"timestamp\":\"2026-03-02T10:00:00Z\","
        "\"message\":{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t\","
        "\"name\":\"Bash\",\"input\":{\"command\":\"ls\"}}]}}\n");
    test::writeAll(root / "picture.png", std::string("\x89PNG\r\n\x1a\n\0\0\0", 11));
}

void drop(QWidget& onto, const QString& path)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    const QPoint at(20, 20);
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&onto, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&onto, &event);
}

struct Assistant {
    explicit Assistant(StudioRig& rig) : page(*rig.window().findChild<ui::ImportPage*>()) {}

    QTreeWidget& files() const { return *page.findChild<QTreeWidget*>(); }
    QString missing() const
    {
        return page.findChild<QLabel*>(QStringLiteral("import-missing"))->text();
    }
    QPushButton& button(const char* name) const
    {
        return *page.findChild<QPushButton*>(QString::fromLatin1(name));
    }
    bool hasPreview() const { return page.previewModel().rowCount() > 0; }
    QString cell(int row, int column) const
    {
        const auto& model = page.previewModel();
        return model.data(model.index(row, column), Qt::DisplayRole).toString();
    }

    ui::ImportPage& page;
};

} // namespace

/// Dropping recordings on the studio, filling what they lack, and importing them.
class TestImportAssistant : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    /// The whole way, by mouse and keys: drop, see what is missing, fill it, import, replay.
    void aFolderOfMixedFormatsIsDroppedMappedImportedAndReplayed()
    {
        StudioRig rig;
        rig.openWorkspaceWith(QStringLiteral("permit(principal, action, resource);"));
        const QString folder = rig.folder(QStringLiteral("recordings"));
        writeMixed(folder);
        drop(rig.window(), folder);
        const Assistant assistant(rig);
        QTRY_COMPARE(assistant.files().topLevelItemCount(), 4);
        QCOMPARE(assistant.files().topLevelItem(0)->text(1),
                 QStringLiteral("OpenAI chat messages"));
        QCOMPARE(assistant.files().topLevelItem(2)->text(1), QStringLiteral("no trace"));
        QTRY_VERIFY(assistant.hasPreview());
        QVERIFY2(assistant.missing().contains(QStringLiteral("agent")),
                 qPrintable(assistant.missing()));

        auto& rules = assistant.page.rules();
        QTest::mouseClick(&assistant.button("import-add-rule"), Qt::LeftButton);
        QTRY_VERIFY(rules.findChild<QLineEdit*>() != nullptr); // the value, to be written
        auto* value = rules.findChild<QLineEdit*>();
        QTest::keyClicks(value, QStringLiteral("payer"));
        QTest::keyClick(value, Qt::Key_Return);
        QTRY_VERIFY(assistant.cell(0, ui::PreviewModel::AfterColumn)
                        .contains(QStringLiteral("agent payer")));
        QVERIFY(assistant.cell(0, ui::PreviewModel::BeforeColumn)
                    .contains(QStringLiteral("agent not recorded")));
        QVERIFY(assistant.cell(1, ui::PreviewModel::AfterColumn)
                    .contains(QStringLiteral("[redacted:password]")));
        saveScreenshot(rig.window(), QStringLiteral("import-preview"));

        QTest::mouseClick(&assistant.button("import-start"), Qt::LeftButton);
        QTRY_VERIFY(assistant.page.summary().contains(QStringLiteral("3 files imported")));
        QVERIFY(
            assistant.page.summary().contains(QStringLiteral("redacted by password: 1 places")));
        const auto store = trace::TraceStore::open(rig.session().workspace().traceStore());
        QVERIFY(store.has_value());
        const auto runs = store->runs();
        QCOMPARE(runs->size(), std::size_t{3});
        std::map<std::string, std::string> agents; // by format: what was recorded stays
        for (const trace::RunSummary& run : *runs)
            agents[run.format] = run.agent;
        QCOMPARE(agents["openai-chat"], std::string("payer"));
        QCOMPARE(agents["remit-jsonl"], std::string("planner"));
        QCOMPARE(agents["claude-code"], std::string("main"));
        saveScreenshot(rig.window(), QStringLiteral("import-summary"));
        QVERIFY(rig.waitForCheck());
        QSignalSpy replayed(&rig.session(), &ui::Session::replayFinished);
        QTest::mouseClick(&assistant.button("import-replay"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!replayed.isEmpty(), 20'000);
        std::set<std::string> tools;
        for (const decision::CallVerdict& row : rig.session().replay()->rows) {
            QCOMPARE(row.verdict, decision::Verdict::Allow);
            tools.insert(row.tool);
        }
        QCOMPARE(tools, (std::set<std::string>{"Bash", "f", "pay"}));
        rig.studio().theme().setAppearance(ui::Appearance::Dark);
        saveScreenshot(rig.window(), QStringLiteral("import-summary-dark"));
    }

    void pastedTextIsATraceToo()
    {
        StudioRig rig;
        rig.openWorkspaceWith(QStringLiteral("permit(principal, action, resource);"));
        QApplication::clipboard()->setText(
            QStringLiteral("{\"v\":1,\"run\":\"r\",\"seq\":1,\"type\":\"call\",\"callId\":\"c\","
                           "\"tool\":\"f\",\"args\":{}}"));
        rig.trigger("traces.paste");
        const Assistant assistant(rig);
        QTRY_VERIFY(assistant.hasPreview());
        assistant.page.start();
        QTRY_VERIFY(assistant.page.summary().contains(QStringLiteral("1 runs, 1 calls")));
    }

    void rulesAreKeptInTheSettings()
    {
        StudioRig rig;
        rig.openWorkspaceWith(QStringLiteral("permit(principal, action, resource);"));
        rig.trigger("traces.import");
        const Assistant assistant(rig);
        assistant.page.rules().addRule(QStringLiteral("task"));
        assistant.page.rules()
            .item(0, ui::RulesTable::ValueColumn)
            ->setText(QStringLiteral("pay@1"));
        QTest::mouseClick(&assistant.button("import-keep-rules"), Qt::LeftButton);
        const auto settings = rig.session().document("remit.json");
        QVERIFY(settings.has_value());
        QVERIFY(QString::fromStdString((*settings)->text()).contains(QStringLiteral("pay@1")));
        QVERIFY(rig.waitForCheck());
        QVERIFY(!rig.session().hasErrors());
    }

    void redactionCanBeTriedAndSwitchedOff()
    {
        StudioRig rig;
        rig.openWorkspaceWith(QStringLiteral("permit(principal, action, resource);"));
        rig.trigger("traces.import");
        const Assistant assistant(rig);
        auto* line = assistant.page.findChild<QLineEdit*>(QStringLiteral("redaction-try"));
        auto* result = assistant.page.findChild<QLabel*>(QStringLiteral("redaction-result"));
        QTest::keyClicks(line, QStringLiteral("password: hunter22"));
        QCOMPARE(result->text(), QStringLiteral("password: [redacted:password]"));
        assistant.page.findChild<QCheckBox*>(QStringLiteral("redaction-on"))->setChecked(false);
        QCOMPARE(result->text(), QStringLiteral("Nothing is taken out."));
    }

    void whatIsNoTraceCannotBeImported()
    {
        StudioRig rig;
        rig.openWorkspaceWith(QStringLiteral("permit(principal, action, resource);"));
        QApplication::clipboard()->setText(QStringLiteral("just words"));
        rig.trigger("traces.paste");
        const Assistant assistant(rig);
        QTRY_VERIFY(!assistant.missing().isEmpty());
        QCOMPARE(assistant.page.previewModel().rowCount(), 0);
    }
};

QTEST_MAIN(TestImportAssistant)
#include "tst_import_assistant.moc"
