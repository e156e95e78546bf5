// SPDX-License-Identifier: Apache-2.0
#include "core/base/strict_json.h"
#include "tests/support/test_paths.h"

#include <QFileInfo>
#include <QProcess>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace remit;

namespace {

namespace fs = std::filesystem;

fs::path desktopFolder()
{
    return test::sourceDir() / "installer" / "desktop";
}

QString textOf(const fs::path& file)
{
    return QString::fromStdString(test::readAll(file));
}

/// The texts of all elements of that name, or their attribute of that name.
QStringList elements(const QString& xml, const QString& name, const QString& attribute = {})
{
    QStringList found;
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement || reader.name() != name)
            continue;
        if (!attribute.isEmpty())
            found << reader.attributes().value(attribute).toString();
        else
            found << reader.readElementText();
    }
    return reader.hasError() ? QStringList{"not well-formed: " + reader.errorString()} : found;
}

QString desktopKey(const QString& key)
{
    for (const QString& line : textOf(desktopFolder() / "remit-studio.desktop").split('\n')) {
        if (line.startsWith(key + '='))
            return line.mid(key.size() + 1);
    }
    return {};
}

/// Sorted, each once.
QStringList sorted(QStringList list)
{
    list.removeAll(QString());
    list.removeDuplicates();
    list.sort();
    return list;
}

struct ToolRun {
    int status = -1;
    QString out;
};

ToolRun run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.waitForFinished(200'000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAll())};
}

bool isInstalled(const QString& program)
{
    return !QStandardPaths::findExecutable(program).isEmpty();
}

/// Commands as the program's own help lists them, with those of groups: "replay",
/// "schema-from-mcp".
QStringList commandsOf(const QStringList& path)
{
    QStringList found;
    const QString help = run(QString::fromStdString((test::binDir() / "remit").string()),
                             path + QStringList{"--help"})
                             .out;
    const qsizetype start = help.indexOf("\nCommands:\n");
    if (start < 0)
        return found;
    for (const QString& line : help.mid(start + 11).split('\n')) {
        if (!line.startsWith("  "))
            break;
        if (line[2] == ' ')
            continue;
        const QString name = line.trimmed().split(' ').first();
        found << (path + QStringList{name}).join('-');
        found << commandsOf(path + QStringList{name});
    }
    return found;
}

} // namespace

/// What a desktop, a shell and a package manager get to see of the programs.
class TestDesktopFiles : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!QFileInfo::exists(QString::fromStdString((test::binDir() / "remit-studio").string())))
            return; // a build without the studio
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("a build with sanitizers is packed for nobody; its libraries have no place in the "
              "SBOM");
#endif
        const ToolRun made = run(
            "sh", {QString::fromStdString((test::sourceDir() / "installer/documents.sh").string()),
                   QString::fromStdString(test::binDir().string()), m_dir.path(), "0.1.0"});
        QVERIFY2(made.status == 0, qPrintable(made.out));
        m_documents = m_dir.path().toStdString();
    }
    void init()
    {
        if (m_documents.empty())
            QSKIP("this build has no studio");
    }

    void everyTypeHasNameIconAndPattern()
    {
        const QString xml = textOf(desktopFolder() / "remit-studio.xml");
        const QStringList types = elements(xml, "mime-type", "type");
        QVERIFY2(types.size() >= 5, qPrintable(types.join(' ')));
        QCOMPARE(elements(xml, "comment").size(), types.size());
        QCOMPARE(
            elements(xml, "glob", "pattern"),
            (QStringList{"remit.json", "*.remit", "*.remit-status", "*.cedar", "*.cedarschema"}));
        for (QString type : types) {
            const QString icon = type.replace('/', '-') + ".svg";
            const fs::path file = desktopFolder() / "icons" / icon.toStdString();
            QVERIFY2(fs::exists(file), qPrintable(icon));
            QCOMPARE(elements(textOf(file), "svg", "viewBox"), QStringList{"0 0 64 64"});
        }
    }

    void desktopFileAndMetadataNameTheSameTypes()
    {
        const QStringList types =
            sorted(elements(textOf(desktopFolder() / "remit-studio.xml"), "mime-type", "type"));
        QCOMPARE(sorted(desktopKey("MimeType").split(';')), types);
        const QString metadata = textOf(m_documents / "org.remitstudio.studio.metainfo.xml");
        QCOMPARE(sorted(elements(metadata, "mediatype")), types);
        QCOMPARE(elements(metadata, "launchable"), QStringList{"remit-studio.desktop"});
        QCOMPARE(sorted(elements(metadata, "binary")), (QStringList{"remit", "remit-studio"}));
        QCOMPARE(elements(metadata, "release", "version"), QStringList{"0.1.0"});
        QCOMPARE(desktopKey("Exec"), QString("remit-studio %F"));
    }

    void desktopFileIsValid()
    {
        if (!isInstalled("desktop-file-validate"))
            QSKIP("desktop-file-validate is not installed");
        const ToolRun checked =
            run("desktop-file-validate",
                {QString::fromStdString((desktopFolder() / "remit-studio.desktop").string())});
        QVERIFY2(checked.status == 0, qPrintable(checked.out));
        QCOMPARE(checked.out, QString());
    }

    void metadataIsValid()
    {
        if (!isInstalled("appstreamcli"))
            QSKIP("appstreamcli is not installed");
        const ToolRun checked = run(
            "appstreamcli", {"validate", "--no-net", "--nonet",
                             QString::fromStdString(
                                 (m_documents / "org.remitstudio.studio.metainfo.xml").string())});
        if (checked.out.contains("Unknown option"))
            QSKIP("this appstreamcli has other options");
        QVERIFY2(checked.status == 0, qPrintable(checked.out));
    }

    /// One page each, and all are listed by those above them.
    void everyCommandHasAManPage()
    {
        const QStringList commands = commandsOf({});
        QVERIFY(commands.size() > 20);
        const QString first = page("remit");
        for (const QString& command : commands) {
            const QString text = page("remit-" + command);
            QVERIFY2(text.contains(".SH SYNOPSIS") && text.contains(".SH EXIT STATUS"),
                     qPrintable(command));
            QVERIFY2(text.contains("\\-\\-help"), qPrintable(command));
            if (!command.contains('-') ||
                commands.filter(command.section('-', 0, 0) + '-').isEmpty())
                QVERIFY2(first.contains("remit\\-" + QString(command).replace("-", "\\-")),
                         qPrintable(command));
        }
        QVERIFY(page("remit-studio").contains("\\-\\-version"));
        const auto pages =
            std::distance(fs::directory_iterator(m_documents / "man1"), fs::directory_iterator{});
        QCOMPARE(pages, std::ptrdiff_t(commands.size() + 2));
    }

    void manPagesAreWellFormed()
    {
        if (!isInstalled("man"))
            QSKIP("man is not installed");
        for (const auto& entry : fs::directory_iterator(m_documents / "man1")) {
            const ToolRun shown = run(
                "sh",
                {"-c", "LC_ALL=C.UTF-8 MANWIDTH=100 man --warnings -E UTF-8 -l -Tutf8 -Z '" +
                           QString::fromStdString(entry.path().string()) + "' 2>&1 >/dev/null"});
            QVERIFY2(shown.out.isEmpty(), qPrintable(shown.out));
        }
    }

    void bashCompletesCommandsAndOptions_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("current");
        QTest::addColumn<QString>("expected");
        QTest::newRow("command") << "remit"
                                 << "repl"
                                 << "replay";
        QTest::newRow("command of a group") << "remit schema"
                                            << "fr"
                                            << "from-mcp";
        QTest::newRow("option") << "remit replay"
                                << "--works"
                                << "--workspace";
        QTest::newRow("after an option") << "remit export --check"
                                         << "--prof"
                                         << "--profile";
        QTest::newRow("file") << "remit replay"
                              << "tra"
                              << "";
    }
    void bashCompletesCommandsAndOptions()
    {
        if (!isInstalled("bash"))
            QSKIP("bash is not installed");
        QFETCH(QString, words);
        QFETCH(QString, current);
        QFETCH(QString, expected);
        const QString script =
            ". '%1'; COMP_WORDS=(%2 '%3'); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _remit; "
            "echo \"${COMPREPLY[*]}\"";
        const ToolRun completed =
            run("bash", {"-c", script.arg(QString::fromStdString(
                                              (m_documents / "completions/remit.bash").string()),
                                          words, current)});
        QCOMPARE(completed.out.trimmed(), expected);
    }

    void otherShellsReadTheirs_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::addColumn<QString>("file");
        QTest::newRow("zsh") << "zsh"
                             << "_remit";
        QTest::newRow("fish") << "fish"
                              << "remit.fish";
    }
    void otherShellsReadTheirs()
    {
        QFETCH(QString, shell);
        QFETCH(QString, file);
        const fs::path path = m_documents / "completions" / file.toStdString();
        const QString text = textOf(path);
        for (const QString command : {"replay", "export", "from-mcp"})
            QVERIFY2(text.contains(command), qPrintable(command));
        if (!isInstalled(shell))
            QSKIP(qPrintable(shell + " is not installed; its syntax was not checked"));
        const ToolRun read = run(shell, {"-n", QString::fromStdString(path.string())});
        QVERIFY2(read.status == 0, qPrintable(read.out));
    }

    void theBillOfMaterialsIsWhole()
    {
        const JsonDocument bill = parseJson(test::readAll(m_documents / "remit-studio.spdx.json"));
        QVERIFY(bill.root && bill.diagnostics.empty());
        QCOMPARE(bill.root->find("spdxVersion")->text, std::string("SPDX-2.3"));
        QSet<QString> names;
        QSet<QString> ids;
        for (const JsonValue& package : bill.root->find("packages")->items) {
            names << QString::fromStdString(package.find("name")->text);
            ids << QString::fromStdString(package.find("SPDXID")->text);
            for (const char* member : {"versionInfo", "licenseConcluded", "downloadLocation"})
                QVERIFY2(!package.find(member)->text.empty(), member);
        }
        for (const JsonValue& file : bill.root->find("files")->items)
            ids << QString::fromStdString(file.find("SPDXID")->text);
        for (const char* name : {"remit-studio", "libqt6widgets6", "libqscintilla2-qt6-15",
                                 "libsqlite3-0", "libsodium23", "libicu72", "nlohmann-json3-dev"})
            QVERIFY2(names.contains(name), name);
        for (const JsonValue& relation : bill.root->find("relationships")->items) {
            const QString related =
                QString::fromStdString(relation.find("relatedSpdxElement")->text);
            QVERIFY2(ids.contains(related), qPrintable(related));
        }
    }

    void versionsAreTold_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("library");
        QTest::newRow("remit") << "remit"
                               << "SQLite 3.";
        QTest::newRow("remit-studio") << "remit-studio"
                                      << "QScintilla 2.";
    }
    void versionsAreTold()
    {
        QFETCH(QString, program);
        QFETCH(QString, library);
        const ToolRun told =
            run(QString::fromStdString((test::binDir() / program.toStdString()).string()),
                {"--version"});
        QCOMPARE(told.status, 0);
        QVERIFY2(told.out.startsWith(program + " 0."), qPrintable(told.out));
        for (const QString& part : {QString("\nrevision "), QString("\nCedar language 4.5"),
                                    QString("\nlibsodium "), "\n" + library})
            QVERIFY2(told.out.contains(part), qPrintable(part + "\n" + told.out));
    }

private:
    [[nodiscard]] QString page(const QString& name) const
    {
        return textOf(m_documents / "man1" / (name + ".1").toStdString());
    }

    QTemporaryDir m_dir;
    fs::path m_documents;
};

QTEST_GUILESS_MAIN(TestDesktopFiles)
#include "tst_desktop_files.moc"
