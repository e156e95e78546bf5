// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/hash.h"
#include "core/workspace/journal.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/screenshot.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notification_bar.h"
#include "ui/shell/safety/changes_panel.h"
#include "ui/shell/safety/conflict_dialog.h"
#include "ui/shell/safety/diff_view.h"
#include "ui/shell/safety/recovery_dialog.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QAction>
#include <QApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QProcess>
#include <QPushButton>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace remit;
using remit::test::StudioRig;

namespace {

constexpr qint64 kMostLostMs = 2'000;
const QString kPay = QStringLiteral("policies/pay.cedar");
const QString kPolicies = QStringLiteral("@id(\"pay-small\")\n"
                                         "permit (principal, action == Action::\"pay\", resource)\n"
                                         "when { context.input.amount <= 500 };\n");
const QStringList kFiles{QStringLiteral("policies/pay.cedar"), QStringLiteral("remit.json")};

void writeFile(const QString& file, const QString& text)
{
    test::writeAll(file.toStdString(), text.toStdString());
}

QPushButton* buttonOf(QWidget& parent, const char* name)
{
    return parent.findChild<QPushButton*>(QLatin1String(name));
}

QString digestOf(const std::string& text)
{
    return QString::fromStdString(sha256Text(text));
}

/// The program that is killed: types, saves, undoes, and says on stdout after each step what the
/// document holds then: "TIME FILE DIGEST".
int typeUntilKilled(const QString& folder)
{
    StudioRig rig(folder);
    rig.openWorkspaceWith(QStringLiteral("permit (principal, action, resource);\n"));
    QRandomGenerator random(static_cast<quint32>(QDateTime::currentMSecsSinceEpoch()));
    const auto say = [&rig](const QString& file) {
        rig.window().editors().flush();
        const QByteArray line =
            QByteArray::number(QDateTime::currentMSecsSinceEpoch()) + ' ' + file.toUtf8() + ' ' +
            digestOf(rig.session().documents().find(file.toStdString())->text()).toUtf8() + '\n';
        std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
        std::fflush(stdout);
    };
    rig.window().editors().open(kFiles.last());
    say(kFiles.last());
    say(kFiles.first());
    for (int step = 0;; ++step) {
        const QString file = kFiles.at(random.bounded(10) == 0 ? 1 : 0);
        rig.window().editors().open(file);
        const auto dice = random.bounded(40);
        if (dice == 0)
            QTest::keyClick(&rig.editor(), Qt::Key_S, Qt::ControlModifier);
        else if (dice == 1)
            QTest::keyClick(&rig.editor(), Qt::Key_Z, Qt::ControlModifier);
        else if (dice < 5)
            QTest::keyClick(&rig.editor(), Qt::Key_Return);
        else
            QTest::keyClick(&rig.editor(), static_cast<char>('a' + random.bounded(26)));
        say(file);
        QTest::qWait(static_cast<int>(random.bounded(40)));
    }
}

/// What the killed program said of each file: when, and what it held.
struct SaidState {
    qint64 time = 0;
    QString digest;
};
using SaidStates = std::map<QString, std::vector<SaidState>>;

SaidStates parsed(const QByteArray& output)
{
    SaidStates states;
    for (const QByteArray& line : output.split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() == 3 && words[2].size() == 71) // else: cut off by the kill
            states[QString::fromUtf8(words[1])].push_back(
                {words[0].toLongLong(), QString::fromUtf8(words[2])});
    }
    return states;
}

/// The text that is there after the kill: kept, else on disk.
std::string textLeft(const QString& folder, const QString& file)
{
    const std::filesystem::path root = (folder + QStringLiteral("/work")).toStdString();
    const auto left =
        workspace::leftJournals((folder + QStringLiteral("/journal")).toStdString(), root);
    for (const workspace::LeftJournal& journal : left) {
        for (const workspace::JournalEntry& entry : journal.entries) {
            if (entry.path == file.toStdString())
                return *entry.text;
        }
    }
    return test::readAll(root / file.toStdString());
}

/// Whether typing in that file was kept that is not on disk.
bool hasUnsaved(const QString& folder, const QString& file)
{
    const QString saved = folder + QStringLiteral("/work/") + file;
    return textLeft(folder, file) != test::readAll(saved.toStdString());
}

/// Empty when all is well.
QString lostOf(const std::vector<SaidState>& states, const std::string& text, qint64 killed)
{
    const QString digest = digestOf(text);
    const auto found = std::find_if(states.rbegin(), states.rend(),
                                    [&](const SaidState& s) { return s.digest == digest; });
    if (found == states.rend())
        return QStringLiteral("a text that never was: %1").arg(QString::fromStdString(text));
    if (found == states.rbegin())
        return {};
    const SaidState& next = *(found - 1);
    return killed - next.time <= kMostLostMs
               ? QString()
               : QStringLiteral("%1 ms of typing are lost").arg(killed - next.time);
}

struct Killed {
    QString folder;
    SaidStates states;
    qint64 at = 0;
};

void typeAndKill(const QString& folder, int afterMs, Killed& killed)
{
    QProcess typing;
    typing.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--type"), folder});
    QVERIFY(typing.waitForStarted());
    QByteArray output;
    QElapsedTimer clock;
    while (output.count('\n') < 3 || !clock.isValid() || clock.elapsed() < afterMs) {
        QVERIFY2(typing.state() == QProcess::Running, typing.readAllStandardError().constData());
        typing.waitForReadyRead(20);
        output += typing.readAllStandardOutput();
        if (!clock.isValid() && output.count('\n') >= 3)
            clock.start();
    }
    killed.at = QDateTime::currentMSecsSinceEpoch();
    typing.kill(); // SIGKILL
    QVERIFY(typing.waitForFinished());
    output += typing.readAllStandardOutput();
    killed.folder = folder;
    killed.states = parsed(output);
}

/// A document changed here, and on disk.
void makeConflict(StudioRig& rig, const QString& onDisk)
{
    rig.openWorkspaceWith(kPolicies);
    QTest::keyClicks(&rig.editor(), QStringLiteral("// mine"));
    QTest::keyClick(&rig.editor(), Qt::Key_Return);
    writeFile(rig.folder(QStringLiteral("work/policies/pay.cedar")), onDisk);
    QTest::keyClick(&rig.editor(), Qt::Key_S, Qt::ControlModifier);
}

ui::ConflictDialog* conflictOf(StudioRig& rig)
{
    return rig.window().findChild<ui::ConflictDialog*>();
}

} // namespace

/// Safety of work: the program is killed while somebody types (kill -9, at a moment of chance),
/// another program writes the same files, the folder cannot be written.
class TestCrash : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void nothingButTheLastMomentIsLost()
    {
        const int kills = std::max(2, qEnvironmentVariableIntValue("REMIT_KILLS"));
        for (int i = 0; i < kills; ++i) {
            const QTemporaryDir dir;
            Killed killed;
            typeAndKill(dir.path(), QRandomGenerator::global()->bounded(kills > 10 ? 4'000 : 1'500),
                        killed);
            for (const auto& [file, states] : killed.states) {
                const QString lost = lostOf(states, textLeft(dir.path(), file), killed.at);
                QVERIFY2(lost.isEmpty(), qPrintable(file + ": " + lost));
                // What lies on disk was saved as a whole.
                const std::string saved =
                    test::readAll((dir.path() + QStringLiteral("/work/") + file).toStdString());
                QVERIFY(lostOf(states, saved, states.front().time).isEmpty());
            }
        }
    }

    void theWorkIsShownAndRecovered()
    {
        QTemporaryDir dir;
        Killed killed;
        // By chance the file may have been saved just before the kill.
        bool left = false;
        for (int tries = 0; tries < 10 && !left; ++tries) {
            dir = QTemporaryDir();
            typeAndKill(dir.path(), 1'200, killed);
            left = hasUnsaved(dir.path(), kFiles.first());
        }
        QVERIFY(left);
        const std::string kept = textLeft(dir.path(), kFiles.first());
        StudioRig rig(dir.path());
        rig.window().openWorkspace((dir.path() + QStringLiteral("/work")).toStdString());
        ui::RecoveryDialog* dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT(
            (dialog = rig.window().findChild<ui::RecoveryDialog*>()) != nullptr, 20'000);
        QTRY_VERIFY(dialog->isVisible());
        QVERIFY(!dialog->isModal());
        QVERIFY(dialog->changes().diff().toPlainText().contains(QLatin1Char('+')));
        test::saveScreenshot(*dialog, QStringLiteral("recovery"));
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("recover")),
                          Qt::LeftButton);
        QTRY_VERIFY(rig.window().findChild<ui::RecoveryDialog*>() == nullptr);
        QCOMPARE(rig.textOf(kFiles.first()).toStdString(), kept);
        QVERIFY(rig.session().documents().anyDirty());
        const std::filesystem::path journals =
            (dir.path() + QStringLiteral("/journal")).toStdString();
        QTRY_VERIFY(workspace::leftJournals(journals).empty());
        rig.window().editors().open(kFiles.first());
        rig.trigger("edit.undo"); // it can be taken back
        QVERIFY(!rig.session().documents().anyDirty());
    }

    void whenBothChangedThereAreThreeChoices_data()
    {
        QTest::addColumn<QByteArray>("button");
        QTest::addColumn<QString>("here");
        QTest::addColumn<QString>("saved");
        const QString mine = QStringLiteral("// mine\n") + kPolicies;
        const QString theirs = kPolicies + QStringLiteral("// theirs\n");
        QTest::newRow("yours") << QByteArray("keepOurs") << mine << mine;
        QTest::newRow("the disk's") << QByteArray("takeDisk") << theirs << theirs;
        const QString both = mine + QStringLiteral("// theirs\n");
        QTest::newRow("both") << QByteArray("mergeBoth") << both << both;
    }

    void whenBothChangedThereAreThreeChoices()
    {
        QFETCH(QByteArray, button);
        QFETCH(QString, here);
        QFETCH(QString, saved);
        StudioRig rig;
        makeConflict(rig, kPolicies + QStringLiteral("// theirs\n"));
        QTRY_VERIFY(conflictOf(rig) != nullptr);
        QVERIFY(!conflictOf(rig)->isModal());
        QVERIFY(conflictOf(rig)->findChild<ui::DiffView*>()->toPlainText().contains("theirs"));
        test::saveScreenshot(*conflictOf(rig), QStringLiteral("conflict"));
        QTest::mouseClick(buttonOf(*conflictOf(rig), button.constData()), Qt::LeftButton);
        QTRY_VERIFY(conflictOf(rig) == nullptr);
        QCOMPARE(rig.textOf(kPay), here);
        rig.editor().setFocus();
        if (rig.action("file.save")->isEnabled())
            rig.trigger("file.save");
        QCOMPARE(rig.savedText(kPay), saved);
    }

    void whatMeetsInOneLineIsNotMerged()
    {
        StudioRig rig;
        makeConflict(rig, QStringLiteral("// another first line\n") + kPolicies);
        QTRY_VERIFY(conflictOf(rig) != nullptr);
        QVERIFY(!buttonOf(*conflictOf(rig), "mergeBoth")->isEnabled());
        QTest::mouseClick(buttonOf(*conflictOf(rig), "takeDisk"), Qt::LeftButton);
        rig.editor().setFocus();
        QTest::keyClick(&rig.editor(), Qt::Key_Z, Qt::ControlModifier); // nothing was lost
        QVERIFY(rig.textOf(kPay).startsWith(QStringLiteral("// mine")));
    }

    void aChangeOnDiskIsNoticedByItself()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kPolicies);
        QTest::qWait(100); // the folder has been looked at
        writeFile(rig.folder(QStringLiteral("work/policies/pay.cedar")),
                  QStringLiteral("// other\n"));
        QTRY_COMPARE_WITH_TIMEOUT(rig.editor().text(), QStringLiteral("// other\n"), 8'000);
        writeFile(rig.folder(QStringLiteral("work/policies/new.cedar")), kPolicies);
        const auto there = [&rig] {
            for (const auto& file : rig.session().files()) {
                if (file.path == "policies/new.cedar")
                    return true;
            }
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(there(), 8'000);
    }

    void aFolderThatCannotBeWrittenIsSaidAndLosesNothing()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kPolicies);
        QTest::keyClicks(&rig.editor(), QStringLiteral("// kept "));
        const QByteArray folder = rig.folder(QStringLiteral("work/policies")).toLocal8Bit();
        QCOMPARE(::chmod(folder.constData(), 0555), 0);
        ::setfsuid(65534); // as anybody else than root, who may write everywhere
        QTest::keyClick(&rig.editor(), Qt::Key_S, Qt::ControlModifier);
        ::setfsuid(::getuid());
        ::chmod(folder.constData(), 0755);
        auto* bar = rig.window().findChild<ui::NotificationBar*>();
        QVERIFY(bar->text().contains(QStringLiteral("pay.cedar")));
        QVERIFY(rig.textOf(kPay).startsWith(QStringLiteral("// kept ")));
        QVERIFY(rig.window().isWindowModified());
        QCOMPARE(rig.savedText(kPay), kPolicies);
        QTest::keyClick(&rig.editor(), Qt::Key_S, Qt::ControlModifier); // it can be written again
        QVERIFY(!rig.window().isWindowModified());
    }

    void theWorkspaceIsSavedAsACopy()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kPolicies);
        QTest::keyClicks(&rig.editor(), QStringLiteral("// unsaved "));
        const QString target = rig.folder(QStringLiteral("copy"));
        QVERIFY(rig.studio().copyWorkspace(target.toStdString()).has_value());
        QVERIFY(test::readAll((target + "/policies/pay.cedar").toStdString())
                    .starts_with("// unsaved "));
        QCOMPARE(rig.savedText(kPay), kPolicies);
        QVERIFY(!rig.studio().copyWorkspace(target.toStdString()).has_value()); // not empty
    }
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == QLatin1String("--type"))
        return typeUntilKilled(arguments[2]);
    TestCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_crash.moc"
