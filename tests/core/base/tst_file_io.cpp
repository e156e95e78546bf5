// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_io.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <unistd.h>

using namespace remit;
namespace fs = std::filesystem;

class TestFileIo : public QObject {
    Q_OBJECT

private slots:
    void writesAndReads()
    {
        const QTemporaryDir folder;
        const fs::path file = fs::path(folder.path().toStdString()) / "a" / "b.txt";
        QVERIFY(writeFileAtomically(file, "one"));
        QVERIFY(writeFileAtomically(file, "two"));
        QCOMPARE(readFile(file).value(), std::string("two"));
        QCOMPARE(std::distance(fs::directory_iterator(file.parent_path()), {}), 1);
    }

    void keepsPermissionsAndLinks()
    {
        const QTemporaryDir folder;
        const fs::path file = fs::path(folder.path().toStdString()) / "real";
        const fs::path link = fs::path(folder.path().toStdString()) / "link";
        QVERIFY(writeFileAtomically(file, "one"));
        fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
        fs::create_symlink("real", link);
        QVERIFY(writeFileAtomically(link, "two"));
        QVERIFY(fs::is_symlink(link));
        QCOMPARE(readFile(file).value(), std::string("two"));
        QVERIFY(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    }

    void namesWhatIsWrong()
    {
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        QVERIFY(readFile(root / "none").error().code == ErrorCode::NotFound);
        QVERIFY(readFile(root).error().code == ErrorCode::Unreadable);
        QVERIFY(writeFileAtomically(root / "big", std::string(100, 'x')));
        QVERIFY(readFile(root / "big", 99).error().code == ErrorCode::TooLarge);
        QVERIFY(writeFileAtomically(root / "big" / "below", "x").error().code ==
                ErrorCode::Unwritable);
    }

    void listsInOrderWithoutHidden()
    {
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        for (const char* name : {"b/2", "b/1", "a", ".hidden/x", "c.txt"})
            QVERIFY(writeFileAtomically(root / name, ""));
        const auto files = listFiles(root).value();
        QCOMPARE(files.size(), std::size_t{4});
        QVERIFY(files[0] == root / "a" && files[1] == root / "b" / "1" &&
                files[3] == root / "c.txt");
    }
};

QTEST_APPLESS_MAIN(TestFileIo)
#include "tst_file_io.moc"
