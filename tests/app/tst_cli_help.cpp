// SPDX-License-Identifier: Apache-2.0
#include "tests/app/remit_process.h"
#include "tests/support/golden.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace remit;

namespace {

/// Names in the list of commands that a help ends with.
QStringList commandsIn(const QByteArray& help)
{
    QStringList names;
    const qsizetype start = help.indexOf("\nCommands:\n");
    if (start < 0)
        return names;
    for (const QByteArray& line : help.mid(start + 11).split('\n')) {
        if (!line.startsWith("  "))
            break;
        if (line[2] != ' ')
            names << QString::fromUtf8(line.trimmed().split(' ').first());
    }
    return names;
}

} // namespace

/// The help is read more than any manual: a change of it shows here.
class TestCliHelp : public QObject {
    Q_OBJECT

private slots:
    void helpIsAsAgreed_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::newRow("remit") << QStringList{};
        const auto names = commandsIn(test::remit({"--help"}).out);
        QVERIFY(names.size() > 3);
        for (const QString& name : names) {
            QTest::newRow(qPrintable(name)) << QStringList{name};
            for (const QString& inner : commandsIn(test::remit({name, "--help"}).out))
                QTest::newRow(qPrintable(name + " " + inner)) << QStringList{name, inner};
        }
    }
    void helpIsAsAgreed()
    {
        QFETCH(QStringList, command);
        const test::Ran ran = test::remit(command + QStringList{"--help"});
        QCOMPARE(ran.status, 0);
        QCOMPARE(ran.err, QByteArray());
        const QString name = (QStringList{"remit"} + command).join('-') + ".txt";
        const std::string difference = test::compareWithGolden(
            test::sourceDir() / "tests/golden/app/help" / name.toStdString(),
            ran.out.toStdString());
        QVERIFY2(difference.empty(), difference.c_str());
    }

    void versionsAreTold()
    {
        const test::Ran version = test::remit({"--version"});
        QCOMPARE(version.status, 0);
        QVERIFY(version.out.startsWith("remit "));
        QCOMPARE(test::remit({"language-version"}).out,
                 QByteArray("Cedar language version: 4.5\n"));
    }
};

QTEST_GUILESS_MAIN(TestCliHelp)
#include "tst_cli_help.moc"
