// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/redaction/rules.h"
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

#include <QAbstractItemView>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolTip>
#include <QTreeWidget>
#include <QUrl>

#include <algorithm>
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

/// Where cells of all tables and trees of the window have the text, shown or as a tip.
QStringList cellsWith(const QWidget& window, const QString& text)
{
    QStringList found;
    for (const QAbstractItemView* view : window.findChildren<QAbstractItemView*>()) {
        const QAbstractItemModel* model = view->model();
        for (int row = 0; model != nullptr && row < std::min(model->rowCount(), 50); ++row) {
            for (int column = 0; column < model->columnCount(); ++column) {
                const QModelIndex cell = model->index(row, column);
                for (const int role : {Qt::DisplayRole, Qt::ToolTipRole}) {
                    if (cell.data(role).toString().contains(text))
                        found << QStringLiteral("%1 %2,%3")
                                     .arg(view->objectName())
                                     .arg(row)
                                     .arg(column);
                }
            }
        }
    }
    return found;
}

/// Shown labels of which Qt guesses whether their text is markup.
QStringList labelsThatGuess(const QWidget& window)
{
    QStringList texts;
    for (const QLabel* label : window.findChildren<QLabel*>()) {
        if (label->isVisible() && label->textFormat() == Qt::AutoText)
            texts << label->text();
    }
    return texts;
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

    /// A long import shows how far it is, can be stopped, and goes on when started again.
    void anImportIsStoppedAndGoesOn()
    {
        StudioRig rig;
        rig.openWorkspaceWith(QStringLiteral("permit(principal, action, resource);"));
        const QString folder = rig.folder(QStringLiteral("long"));
        std::string lines;
        for (int i = 0; i < 6'000; ++i)
            lines += "{\"v\":1,\"run\":\"r\",\"seq\":" + std::to_string(i) +
                     ",\"type\":\"call\",\"callId\":\"c" + std::to_string(i) +
                     "\",\"tool\":\"f\",\"args\":{}}\n";
        test::writeAll(std::filesystem::path(folder.toStdString()) / "a.jsonl", lines);
        drop(rig.window(), folder);
        const Assistant assistant(rig);
        QTRY_VERIFY(assistant.hasPreview());
        auto* progress = assistant.page.findChild<QWidget*>(QStringLiteral("import-progress"));
        QTRY_VERIFY(!progress->isVisible());
        QTest::mouseClick(&assistant.button("import-start"), Qt::LeftButton);
        QVERIFY(progress->isVisible());
        QVERIFY(!assistant.button("import-start").isEnabled());
        QTest::mouseClick(&assistant.button("import-stop"), Qt::LeftButton);
        QTRY_VERIFY(assistant.page.summary().startsWith(QStringLiteral("Stopped.")));
        QVERIFY(!progress->isVisible());
        QTest::mouseClick(&assistant.button("import-start"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(
            assistant.page.summary().contains(QStringLiteral("1 runs, 6000 calls")), 30'000);
    }

    /// A pattern of one's own is tried, used, and kept in the workspace.
    void aRedactionRuleIsAddedAndKept()
    {
        StudioRig rig;
        rig.openWorkspaceWith(QStringLiteral("permit(principal, action, resource);"));
        rig.trigger("traces.import");
        const Assistant assistant(rig);
        auto* pattern = assistant.page.findChild<QLineEdit*>(QStringLiteral("redaction-pattern"));
        auto* result = assistant.page.findChild<QLabel*>(QStringLiteral("redaction-result"));
        auto* line = assistant.page.findChild<QLineEdit*>(QStringLiteral("redaction-try"));
        QTest::keyClicks(pattern, QStringLiteral("a|b"));
        QTest::mouseClick(&assistant.button("redaction-add"), Qt::LeftButton);
        QVERIFY(!result->text().isEmpty()); // why it is no pattern
        pattern->clear();
        QTest::keyClicks(pattern, QStringLiteral("\\bC-\\d{8}\\b"));
        QTest::keyClick(pattern, Qt::Key_Return);
        QTest::keyClicks(line, QStringLiteral("customer C-12345678"));
        QCOMPARE(result->text(), QStringLiteral("customer [redacted:own-1]"));
        auto* rules = assistant.page.findChild<QListWidget*>(QStringLiteral("redaction-rules"));
        QVERIFY(rules->item(rules->count() - 1)->toolTip().contains(QStringLiteral("C-")));
        for (int row = 0; row < rules->count(); ++row) { // e-mail addresses too
            if (rules->item(row)->toolTip().startsWith(QStringLiteral("email")))
                rules->item(row)->setCheckState(Qt::Checked);
        }
        QTest::mouseClick(&assistant.button("redaction-keep"), Qt::LeftButton);
        const auto kept = rig.session().document("redaction.json");
        QVERIFY(kept.has_value());
        const auto read = trace::readRedactionRules((*kept)->text(), "redaction.json");
        QVERIFY(read.diagnostics.empty());
        const auto builtIn = trace::builtInRedaction().rules.size();
        QCOMPARE(read.rules.rules.size(), builtIn + 1);
        QCOMPARE(read.rules.rules.back().patterns.front(), std::string("\\bC-\\d{8}\\b"));
        QVERIFY((*kept)->text().find("\"email\", \"enabled\": true") != std::string::npos);
        QVERIFY(rig.waitForCheck());
        QVERIFY(!rig.session().hasErrors());
    }

    /// A log of no known format beside one of a known one: only the first is read by the mapping.
    void aFormatOfOnesOwnIsReadByAMapping()
    {
        StudioRig rig;
        rig.openWorkspaceWith(QStringLiteral("permit(principal, action, resource);"));
        const QString folder = rig.folder(QStringLiteral("logs"));
        writeMixed(folder);
        test::writeAll(std::filesystem::path(folder.toStdString()) / "gate.jsonl",
                       "{\"who\":\"clerk\",\"did\":\"stamp\",\"with\":{\"n\":1}}\n"
                       "{\"who\":\"clerk\",\"did\":\"file\",\"with\":{}}\n");
        const QString maps = rig.folder(QStringLiteral("maps"));
        const auto mapping = std::filesystem::path(maps.toStdString()) / "gate.json";
        test::writeAll(mapping,
                       "{\"version\":1,\"name\":\"gate-log\",\"start\":{\"agent\":\"/who\"},"
                       "\"events\":[{\"type\":\"call\",\"tool\":\"/did\",\"args\":\"/with\"}]}");
        drop(rig.window(), folder);
        const Assistant assistant(rig);
        QTRY_COMPARE(assistant.files().topLevelItemCount(), 5);
        QCOMPARE(assistant.files().topLevelItem(1)->text(1), QStringLiteral("no trace"));
        assistant.page.setMapping(mapping);
        QTRY_COMPARE(assistant.files().topLevelItem(1)->text(1), QStringLiteral("gate-log"));
        QCOMPARE(assistant.files().topLevelItem(0)->text(1),
                 QStringLiteral("OpenAI chat messages"));
        auto* told = assistant.page.findChild<QLabel*>(QStringLiteral("import-mapped-by"));
        QVERIFY(told->text().contains(QStringLiteral("gate-log, by gate.json")));
        QTRY_VERIFY(assistant.button("import-start").isEnabled());
        QTest::mouseClick(&assistant.button("import-start"), Qt::LeftButton);
        QTRY_VERIFY(assistant.page.summary().contains(QStringLiteral("4 files imported")));
        const auto store = trace::TraceStore::open(rig.session().workspace().traceStore());
        std::map<std::string, std::string> agents;
        const auto runs = store->runs();
        for (const trace::RunSummary& run : *runs)
            agents[run.format] = run.agent;
        QCOMPARE(agents["gate-log"], std::string("clerk"));
        QCOMPARE(agents["remit-jsonl"], std::string("planner"));
    }

    /// Names in traces are written by others: markup, directions and control characters in them
    /// are shown as what they are, in every column, label and tip.
    void hostileNamesAreShownAsText()
    {
        const std::string hostile = "<img src=x>\\u202egnp\\u0007<b>x</b>";
        const QString seen = QStringLiteral("<img src=x>\\u{202e}gnp\\u{7}<b>x</b>");
        StudioRig rig;
        rig.openWorkspaceWith(QStringLiteral("permit(principal, action, resource);"));
        const QString folder = rig.folder(QStringLiteral("hostile"));
        test::writeAll(std::filesystem::path(folder.toStdString()) / "<b>bold<b>.jsonl",
                       "{\"v\":1,\"run\":\"" + hostile +
                           "\",\"seq\":0,\"type\":\"run\",\"agent\":\"" + hostile +
                           "\",\"task\":\"" + hostile + "\"}\n{\"v\":1,\"run\":\"" + hostile +
                           "\",\"seq\":1,\"type\":\"call\",\"callId\":\"c\",\"tool\":\"" + hostile +
                           "\",\"args\":{\"" + hostile + "\":\"" + hostile + "\"}}\n");
        drop(rig.window(), folder);
        const Assistant assistant(rig);
        QTRY_VERIFY(assistant.hasPreview());
        QCOMPARE(assistant.files().topLevelItem(0)->text(0), QStringLiteral("<b>bold<b>.jsonl"));
        QCOMPARE(assistant.cell(0, ui::PreviewModel::RunColumn),
                 seen.section(QLatin1Char('/'), -1));
        QVERIFY(assistant.cell(1, ui::PreviewModel::BeforeColumn).startsWith(seen));
        QTest::mouseClick(&assistant.button("import-start"), Qt::LeftButton);
        QTRY_VERIFY(assistant.page.summary().contains(QStringLiteral("1 files imported")));
        QVERIFY(rig.waitForCheck());
        QSignalSpy replayed(&rig.session(), &ui::Session::replayFinished);
        QTest::mouseClick(&assistant.button("import-replay"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!replayed.isEmpty(), 20'000);
        QTRY_VERIFY(cellsWith(rig.window(), seen).size() >= 6);
        QCOMPARE(cellsWith(rig.window(), QString(QChar(0x202e))).join(QLatin1Char(' ')), QString());
        QVERIFY(labelsThatGuess(rig.window()).isEmpty());
        QToolTip::showText(QPoint(10, 10), QStringLiteral("<img src=x><b>bold</b>"), &rig.window());
        const QLabel* tip = nullptr;
        for (const QWidget* widget : QApplication::topLevelWidgets()) {
            if (widget->inherits("QTipLabel"))
                tip = qobject_cast<const QLabel*>(widget);
        }
        QVERIFY(tip != nullptr);
        QCOMPARE(tip->textFormat(), Qt::PlainText);
        saveScreenshot(rig.window(), QStringLiteral("import-hostile"));
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
